using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Outreach.Benchmarks.Measuring;
using Outreach.Core.FollowUps;
using Outreach.Core.Replies;
using Outreach.Testing;

namespace Outreach.Benchmarks.Deciding;

internal static class DecideBenchmark
{
    private const double Target = 500_000;
    private static readonly TimeSpan Warming = TimeSpan.FromSeconds(12);

    public static void Run(Findings findings)
    {
        var context = Shipped.Context;
        var year = RecordedDecision.Year(context);
        var kinds = year.GroupBy(d => d.Kind, StringComparer.Ordinal).OrderByDescending(g => g.Count()).Select(g => (Name: g.Key, Decisions: g.ToImmutableArray(), InYear: g.Count())).ToList();
        var emergency = RecordedDecision.Replying(year, "I have crushing chest pain and my left arm is numb", "reply that tells of an emergency");
        kinds.Add((emergency.Kind, [emergency], year.Count(d => d.Kind == emergency.Kind)));

        var output = findings.Output;
        Warm(context, year);
        output.WriteLine("Decide, one thread, by processor time        in the year   a second      µs  (best to worst)   bytes a decision");
        foreach (var (name, decisions, inYear) in kinds) Line(output, name, inYear, Decide(context, decisions));
        var mix = Decide(context, year);
        Line(output, "the mix of the year", year.Length, mix);
        output.WriteLine("  of which reading the reply");
        foreach (var (name, decisions, inYear) in kinds.Where(k => k.Decisions[0].Command is Command.Reply)) Line(output, name, inYear, Read(context, decisions));
        findings.Add(new Figure(
            FigureParts.Engine, "Decisions a second, one core", $"{mix.ASecond:N0}", $"{Target:N0}", $"{mix.ASecond / Target:N2}",
            $"the {year.Length:N0} decisions of a year of a patient in four plans, by processor time, {mix.Bytes:N0} bytes each; by the clock {1_000_000 / mix.Wall:N0} a second"));
    }

    private static Measured Decide(Context context, ImmutableArray<RecordedDecision> decisions) => Measure.Each(decisions.Length, () =>
    {
        foreach (var decision in decisions) Decider.Decide(context, decision.State, decision.Command);
    });

    /// <summary>The compiler optimizes in the background: on a busy machine it is not done as soon as it is on a free one.</summary>
    private static void Warm(Context context, ImmutableArray<RecordedDecision> year)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < Warming;)
        {
            foreach (var decision in year) Decider.Decide(context, decision.State, decision.Command);
        }
    }

    private static Measured Read(Context context, ImmutableArray<RecordedDecision> decisions)
    {
        var replies = decisions.Select(d => (((Command.Reply)d.Command).Text, Open: OpenAskOf(context, d.State), d.State.Patient!.Language)).ToArray();
        return Measure.Each(replies.Length, () =>
        {
            foreach (var (text, open, language) in replies) context.Reader.Read(text, open, language);
        });
    }

    private static OpenAsk OpenAskOf(Context context, FollowUp state) =>
        state.CheckIn is { ByLink: false, OpenItem: { } item } && context.Plans.Find(item.Plan)?.CheckIn(item.CheckIn)?.Questions.FirstOrDefault(q => q.Id == item.Question) is { } question
            ? new OpenAsk(question.Kind, question.Options)
            : OpenAsk.Nothing;

    private static void Line(TextWriter output, string name, int inYear, Measured m) =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-43} {inYear,10:N0} {m.ASecond,10:N0} {m.Cpu,7:N2}  ({m.Best:N2} to {m.Worst:N2}) {m.Bytes,12:N0}"));
}
