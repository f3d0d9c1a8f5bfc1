using System.Diagnostics;
using Outreach.Benchmarks.Measuring;

namespace Outreach.Benchmarks.Load;

/// <summary>What the disk alone takes: as many bytes as a commit of a few replies, written over and forced down, as often a second as there are replies.</summary>
internal static class DiskProbe
{
    public const string What = "64 KiB written over in the same folder and forced to disk, 1,000 times, 500 a second";

    private const int BytesAWrite = 64 * 1024;
    private const int Writes = 1_000;
    private const int ASecond = 500;

    /// <param name="folder">Where the store is.</param>
    public static Latencies Measure(string folder)
    {
        var path = Path.Combine(folder, "disk.probe");
        var bytes = new byte[BytesAWrite];
        Array.Fill(bytes, (byte)0x5a);
        var took = new List<double>(Writes);
        using (var file = File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose))
        {
            var start = Stopwatch.GetTimestamp();
            for (var write = 0; write < 2 * Writes; write++)
            {
                Pace.Until(Pace.Due(start, write, ASecond));
                var began = Stopwatch.GetTimestamp();
                RandomAccess.Write(file, bytes, (long)(write % Writes) * BytesAWrite);
                RandomAccess.FlushToDisk(file);
                // The first round makes the file as long as it will be, as a write-ahead log is after a while.
                if (write >= Writes) took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
        }

        return new Latencies(took);
    }
}
