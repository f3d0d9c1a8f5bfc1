using System.Diagnostics;

namespace Outreach.Benchmarks.Measuring;

/// <summary>Times of one operation over several runs, in microseconds: median, and spread from best to worst.</summary>
/// <param name="Cpu">Processor time of the whole process, its garbage collector and compiler included.</param>
/// <param name="Bytes">Allocated by the measuring thread.</param>
internal readonly record struct Measured(double Cpu, double Best, double Worst, double Wall, double Bytes)
{
    public double ASecond => 1_000_000 / Cpu;
}

internal static class Measure
{
    private const int Runs = 9;
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan AtLeast = TimeSpan.FromMilliseconds(150);

    /// <param name="operations">How many operations one call of <paramref name="work"/> does.</param>
    public static Measured Each(int operations, Action work)
    {
        var warming = Environment.CpuUsage.TotalTime;
        var calls = 0;
        do
        {
            work();
            calls++;
        }
        while (calls < 3 || Environment.CpuUsage.TotalTime - warming < Warm);

        // As many calls in each run as take long enough to be timed.
        var once = (Environment.CpuUsage.TotalTime - warming) / calls;
        var repeat = Math.Max(1, (int)Math.Ceiling(AtLeast / once));
        var cpu = new double[Runs];
        var wall = new double[Runs];
        double bytes = 0;
        for (var run = 0; run < Runs; run++)
        {
            GC.Collect();
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var (began, watch) = (Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
            for (var i = 0; i < repeat; i++) work();
            var each = (double)repeat * operations;
            cpu[run] = (Environment.CpuUsage.TotalTime - began).TotalMicroseconds / each;
            wall[run] = watch.Elapsed.TotalMicroseconds / each;
            bytes = (GC.GetAllocatedBytesForCurrentThread() - allocated) / each;
        }

        Array.Sort(cpu);
        Array.Sort(wall);
        return new Measured(cpu[Runs / 2], cpu[0], cpu[^1], wall[Runs / 2], bytes);
    }
}
