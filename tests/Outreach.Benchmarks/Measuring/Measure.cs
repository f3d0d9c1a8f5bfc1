using System.Diagnostics;
using System.Runtime;

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
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WarmAtMost = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan AtLeast = TimeSpan.FromMilliseconds(150);

    /// <param name="operations">How many operations one call of <paramref name="work"/> does.</param>
    public static Measured Each(int operations, Action work)
    {
        var warming = Stopwatch.StartNew();
        var calls = 0;
        // Until the compiler has had nothing to do for a while: its second thoughts would be charged to the work.
        var (compiled, since) = (JitInfo.GetCompiledMethodCount(), TimeSpan.Zero);
        do
        {
            work();
            calls++;
            if (JitInfo.GetCompiledMethodCount() is var now && now != compiled) (compiled, since) = (now, warming.Elapsed);
        }
        while (calls < 3 || (warming.Elapsed - since < Quiet && warming.Elapsed < WarmAtMost));

        // As many calls in each run as take long enough to be timed.
        var once = warming.Elapsed / calls;
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
