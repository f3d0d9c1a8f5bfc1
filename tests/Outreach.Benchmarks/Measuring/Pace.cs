using System.Diagnostics;

namespace Outreach.Benchmarks.Measuring;

/// <summary>A rate kept by a thread of its own, so that no pool decides when something is sent.</summary>
internal static class Pace
{
    /// <summary>When the n-th is due: a timestamp of <see cref="Stopwatch"/>.</summary>
    public static long Due(long began, int n, int aSecond) => began + (long)((double)n / aSecond * Stopwatch.Frequency);

    public static void Until(long due)
    {
#pragma warning disable RS0030 // Here waiting for a while is the task.
        while (Stopwatch.GetTimestamp() < due) Thread.Sleep(TimeSpan.FromMilliseconds(1));
#pragma warning restore RS0030
    }
}
