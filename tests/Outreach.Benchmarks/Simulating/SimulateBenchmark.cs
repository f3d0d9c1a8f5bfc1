using System.Diagnostics;
using System.Globalization;
using Outreach.Benchmarks.Measuring;
using Outreach.Testing;

namespace Outreach.Benchmarks.Simulating;

/// <summary><c>outreach simulate</c> as a process of its own, a year of ever more patients: time, and whether it and memory grow as they should.</summary>
internal static class SimulateBenchmark
{
    private const double TargetSeconds = 120;
    private const int Cores = 2;
    private const string OnePlan = "post-visit";
    private const string TwoPlans = "post-visit,home-blood-pressure";
    private static readonly int[] Patients = [1_000, 10_000, 100_000];
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    private sealed record Took(int Patients, double Wall, double Cpu, double Megabytes);

    public static async Task RunAsync(Findings findings)
    {
        var all = new List<Took>();
        foreach (var patients in Patients) all.Add(await SimulateAsync(findings, OnePlan, patients));
        var (few, some, most) = (all[0], all[1], all[2]);
        var one = (some.Cpu - few.Cpu) / (some.Patients - few.Patients);
        var oneOfMany = (most.Cpu - some.Cpu) / (most.Patients - some.Patients);
        var two = await SimulateAsync(findings, TwoPlans, some.Patients);
        // Starting takes as long whatever is simulated.
        var oneOfTwo = (two.Cpu - few.Cpu + (one * few.Patients)) / two.Patients;
        findings.Add(new Figure(
            FigureParts.Simulating, $"{most.Patients:N0} patients for 365 days, {OnePlan}", $"{most.Cpu / Cores:N0} s", $"{TargetSeconds:N0} s", $"{TargetSeconds * Cores / most.Cpu:N1}",
            $"`outreach simulate` as a process of its own: {most.Cpu:N0} s of processor time, which is half of it on {Cores} free cores; by the clock here {most.Wall:N0} s. The plan asks for 10 days; what comes up in the rest of the year is followed too"));
        findings.Add(new Figure(
            FigureParts.Simulating, $"The same in {TwoPlans.Replace(",", " and ", StringComparison.Ordinal)}", $"{oneOfTwo * most.Patients / Cores:N0} s", $"{TargetSeconds:N0} s", $"{TargetSeconds * Cores / (oneOfTwo * most.Patients):N2}",
            $"reckoned from {two.Patients:N0} patients: {two.Cpu:N0} s of processor time, by the clock {two.Wall:N0} s; {oneOfTwo * 1000:N2} ms a patient"));
        findings.Add(new Figure(
            FigureParts.Simulating, "A patient more, from 1,000 to 10,000 and from 10,000 to 100,000", $"{one * 1000:N2} and {oneOfMany * 1000:N2} ms", "linear", $"{one / oneOfMany:N2}",
            "processor time; a ratio below 1 is worse than linear"));
        findings.Add(new Figure(
            FigureParts.Simulating, "Memory at 1,000, 10,000 and 100,000 patients", string.Join(", ", all.Select(t => $"{t.Megabytes:N0}")) + " MB", "bounded", $"{few.Megabytes / most.Megabytes:N2}",
            "the most the process ever held; tallies are kept by day, and of each patient nothing once they are done"));
    }

    private static async Task<Took> SimulateAsync(Findings findings, string plans, int patients)
    {
        var watch = Stopwatch.StartNew();
        string[] command = [HostProcess.Program, "simulate", "--plans", plans, "--days", "365", "--patients", patients.ToString(CultureInfo.InvariantCulture)];
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
        findings.Say($"{patients:N0} patients, 365 days, {plans}: {took.Cpu:N1} s of processor time, {took.Wall:N1} s by the clock, {took.Megabytes:N0} MB");
        return took;
    }
}
