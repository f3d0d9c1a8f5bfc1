using Outreach.Benchmarks.Measuring;
using Outreach.Testing;

namespace Outreach.Benchmarks.PatientYears;

internal static class YearBenchmark
{
    private const double TargetMilliseconds = 20;

    public static void Run(Findings findings)
    {
        var context = Shipped.Context;
        var year = new PatientYear(context);
        year.Run();
        var took = Measure.Each(1, () => new PatientYear(context).Run());
        findings.Add(new Figure(
            FigureParts.Engine, "A year of a patient in four plans, in memory", $"{took.Cpu / 1000:N1} ms", $"{TargetMilliseconds:N0} ms", $"{TargetMilliseconds * 1000 / took.Cpu:N1}",
            $"processor time, {took.Best / 1000:N1} to {took.Worst / 1000:N1}, clock {took.Wall / 1000:N1} ms; {year.Steps:N0} steps, {year.Decisions:N0} decisions, {year.MessagesOut:N0} messages out, {year.TextsIn:N0} texts in, {year.Escalations:N0} escalations; {took.Cpu / year.Steps:N1} µs and {took.Bytes / year.Steps:N0} bytes a step"));
    }
}
