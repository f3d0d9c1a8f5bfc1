using System.Diagnostics;
using System.Globalization;
using NodaTime;
using Outreach.App.Simulating;
using Outreach.Benchmarks.Measuring;
using Outreach.Testing;

namespace Outreach.Benchmarks.Simulating;

/// <summary><c>outreach simulate</c> as a process of its own, a year of ever more patients: time, and whether it and memory grow as they should.</summary>
internal static class SimulateBenchmark
{
    private const double TargetSeconds = 120;
    private const int Cores = 2;
    private const int Days = 365;
    private const string OnePlan = "post-visit";
    private const string TwoPlans = "post-visit,home-blood-pressure";
    private static readonly int[] Patients = [10_000, 30_000, 100_000];

    /// <summary>Of 100,000 patients of a practice's kind; a guess.</summary>
    private static readonly (string Plans, int Patients)[] Mix =
        [(OnePlan, 50_000), (TwoPlans, 20_000), ("post-discharge,new-medicine", 15_000), ("type-2-diabetes", 10_000), ("heart-failure-weight,mood", 5_000)];

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    private sealed record Took(int Patients, double Wall, double Cpu, double Megabytes);

    public static async Task RunAsync(Findings findings)
    {
        var heap = Patients[..2].Select(patients => Heap(findings, patients)).ToList();
        var all = new List<Took>();
        foreach (var patients in Patients) all.Add(await SimulateAsync(findings, TwoPlans, patients));
        var (few, some, most) = (all[0], all[1], all[2]);
        AddWhole(findings, $"{most.Patients:N0} patients for {Days} days, each in {TwoPlans.Replace(",", " and ", StringComparison.Ordinal)}", most.Cpu, most.Wall, "`outreach simulate` as a process of its own");
        var (each, eachOfMany) = ((some.Cpu - few.Cpu) / (some.Patients - few.Patients), (most.Cpu - some.Cpu) / (most.Patients - some.Patients));
        findings.Add(new Figure(
            FigureParts.Simulating, "A patient more, from 10,000 to 30,000 and from 30,000 to 100,000", $"{each * 1000:N2} and {eachOfMany * 1000:N2} ms", "linear", $"{each / eachOfMany:N2}",
            "processor time; a ratio below 1 is worse than linear"));
        findings.Add(new Figure(
            FigureParts.Simulating, "Memory at 10,000, 30,000 and 100,000 patients", string.Join(", ", all.Select(t => $"{t.Megabytes:N0}")) + " MB", "bounded", $"{few.Megabytes / most.Megabytes:N2}",
            $"the most the process ever held; of it what a collection left alive was at most {heap[0]:N0} MB of 10,000 and {heap[1]:N0} MB of 30,000 patients. Tallies are kept by day, and of each patient nothing once they are done"));

        var mixed = new List<Took>();
        foreach (var (plans, patients) in Mix) mixed.Add(await SimulateAsync(findings, plans, patients));
        AddWhole(
            findings, $"{mixed.Sum(t => t.Patients):N0} patients for {Days} days in a mix of plans", mixed.Sum(t => t.Cpu), mixed.Sum(t => t.Wall),
            $"one process after another: {string.Join("; ", Mix.Select(m => $"{m.Patients:N0} in {m.Plans.Replace(",", " and ", StringComparison.Ordinal)}"))}");
    }

    private static void AddWhole(Findings findings, string what, double cpu, double wall, string how) => findings.Add(new Figure(
        FigureParts.Simulating, what, $"{cpu / Cores:N0} s", $"{TargetSeconds:N0} s", $"{TargetSeconds * Cores / cpu:N1}",
        $"{how}: {cpu:N0} s of processor time, which is half of it on {Cores} free cores; by the clock here {wall:N0} s"));

    /// <summary>In megabytes, what collections left alive at most.</summary>
    private static double Heap(Findings findings, int patients)
    {
        var context = Shipped.Context;
        long most = 0;
        SimulationRun.Of(
            new SimulationAsk(context, [.. TwoPlans.Split(',').Select(p => context.Plans.Latest(p)!)], patients, Days, 1, new LocalDate(2026, 3, 2), 28, Behaviour.Default),
            _ => InterlockedMax(ref most, GC.GetGCMemoryInfo(GCKind.Any).HeapSizeBytes));
        findings.Say($"{patients:N0} patients, {Days} days, {TwoPlans}: {most / 1e6:N0} MB left alive at most");
        return most / 1e6;
    }

    private static void InterlockedMax(ref long most, long seen)
    {
        for (var known = Volatile.Read(ref most); seen > known; known = Volatile.Read(ref most)) Interlocked.CompareExchange(ref most, seen, known);
    }

    private static async Task<Took> SimulateAsync(Findings findings, string plans, int patients)
    {
        var watch = Stopwatch.StartNew();
        string[] command = [HostProcess.Program, "simulate", "--plans", plans, "--days", Days.ToString(CultureInfo.InvariantCulture), "--patients", patients.ToString(CultureInfo.InvariantCulture)];
        using var process = Process.Start(new ProcessStartInfo("dotnet", command) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var (cpu, bytes) = (TimeSpan.Zero, 0L);
        while (!process.HasExited)
        {
            process.Refresh();
            try
            {
                (cpu, bytes) = (process.TotalProcessorTime, Math.Max(bytes, process.PeakWorkingSet64));
            }
            catch (InvalidOperationException)
            {
                // It has just ended.
            }

            await Task.Delay(BetweenLooks);
        }

        await output;
        if (process.ExitCode != 0) throw new InvalidOperationException(await errors);
        var took = new Took(patients, watch.Elapsed.TotalSeconds, cpu.TotalSeconds, bytes / 1e6);
        findings.Say($"{patients:N0} patients, {Days} days, {plans}: {took.Cpu:N1} s of processor time, {took.Wall:N1} s by the clock, {took.Megabytes:N0} MB");
        return took;
    }
}
