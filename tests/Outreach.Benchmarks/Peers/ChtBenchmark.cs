using System.Text.Json;
using Outreach.Benchmarks.Measuring;
using Outreach.Testing;

namespace Outreach.Benchmarks.Peers;

/// <summary>The same cadence over the same days by the rules engine of the Community Health Toolkit, as its own test harness steps it, and by ours in memory.</summary>
internal static class ChtBenchmark
{
    private const string Package = "cht-conf-test-harness@5.0.4";
    private const string Plan = "home-blood-pressure";
    private const double Target = 50;

    /// <summary>More together cost the harness less each: what is the same for all is done once a look.</summary>
    private static readonly int[] Together = [1, 20];

    private sealed record Took(int Asked, int Answered, int Steps, double Cpu, double Engine);

    public static async Task RunAsync(Findings findings)
    {
        const string What = "Processor time of CHT's rules engine, as a multiple of ours, on the same cadence";
        var context = Shipped.Context;
        var plan = context.Plans.Latest(Plan)!;
        var course = new CadenceCourse(context, plan).Run();
        try
        {
            using var cht = await PeerPackage.InstallAsync(Package);
            var ours = Measure.Each(1, () => new CadenceCourse(context, plan).Run());
            var milliseconds = ours.Cpu / 1000;
            findings.Say($"{Plan}, {plan.Days} days, {course.Opened.Count} check-ins, all answered: ours {milliseconds:N2} ms a patient ({course.Steps} steps, {course.Messages} messages, {course.Answered} answered)");
            Took? least = null;
            foreach (var patients in Together)
            {
                var took = await DriveAsync(cht, course, plan.Days, patients);
                findings.Say($"  {Package}, {patients} at once: {took.Cpu * 1000:N0} ms a patient, of which the rules engine without the harness {took.Engine * 1000:N0}; {took.Steps} looks");
                if (least is null || took.Cpu < least.Cpu) least = took;
            }

            findings.Add(new Figure(
                FigureParts.Others, What, $"{least!.Cpu * 1000 / milliseconds:N0} times ({least.Engine * 1000 / milliseconds:N0} times without the harness)", $"{Target:N0} times", $"{least.Cpu * 1000 / milliseconds / Target:N1}",
                $"{plan.Title.En}, {plan.Days} days, {course.Opened.Count} check-ins, all answered: {least.Cpu * 1000:N0} ms ({least.Engine * 1000:N0}) and {milliseconds:N2} ms a patient; {Package}, {Together[^1]} patients at once, JavaScript rules, a look a day and one after each answer. "
                + "Alike: which check-in is due on which day, that an answer closes it, state kept in memory. Not alike: CHT keeps its tasks in a database in memory (PouchDB), shows them to a health worker and knows days only; ours also writes the texts, keeps hours, caps and quiet times, takes delivery reports, reads each answer and judges it"));
        }
        catch (PeerMissingException e)
        {
            findings.Say(e.Details);
            findings.Add(Figure.Missing(FigureParts.Others, What, $"{Target:N0} times", e.Message));
        }
    }

    private static async Task<Took> DriveAsync(PeerPackage cht, CadenceCourse course, int days, int patients)
    {
        var ask = new { patients, days, first = CadenceCourse.First.ToString("uuuu-MM-dd", null), checkIns = course.Opened.Select(o => new { day = o.Day, id = $"{o.CheckIn}-{o.Day}" }) };
        var took = JsonSerializer.Deserialize<Took>(await cht.DriveAsync("cht.js", JsonSerializer.Serialize(ask)), JsonSerializerOptions.Web)!;
        if (took.Asked != course.Opened.Count * patients || took.Answered != course.Answered * patients)
            throw new InvalidOperationException($"Not the same cadence: CHT asked {took.Asked} and closed {took.Answered} for {patients}, ours {course.Opened.Count} and {course.Answered} for one.");
        return took with { Cpu = took.Cpu / patients, Engine = took.Engine / patients };
    }
}
