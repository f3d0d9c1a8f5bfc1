using System.Collections.Immutable;
using Outreach.Core.Documents;

namespace Outreach.Core.CarePlans.Yaml;

/// <summary>In which check-ins a concern can come true, and with that: concerns that never can, follow-ons nobody asks, and rechecks that go in circles.</summary>
internal sealed class ConcernReach(
    Findings findings, ImmutableArray<ReadCheckIn> checkIns, ImmutableArray<ReadConcern> concerns, IReadOnlySet<string> rechecked)
{
    public void Check()
    {
        foreach (var concern in concerns.Where(c => In(c.Rule.When).IsEmpty))
            findings.Error(concern.When, "this can never be true: no one check-in asks all of these questions", "ask them in the same check-in, or use any:");
        foreach (var concern in concerns.Where(GoesInCircles))
            findings.Error(concern.RecheckCheckIn!, $"'{concern.Rule.Recheck!.CheckIn}' can bring up '{concern.Rule.Id}' again, and so ask itself for ever", "ask under another question id there, with a concern of its own");
        foreach (var checkIn in checkIns.Where(c => c is { IsFollowOn: true, Plan.Id.Length: > 0 } && !rechecked.Contains(c.Plan.Id)))
            findings.Error(checkIn.At, $"nothing ever asks '{checkIn.Plan.Id}'", "add cadence:, or a recheck: that names it");
        foreach (var concern in concerns.Where(c => c.Rule.Recheck is { } r && checkIns.Any(i => i.Plan.Id == r.CheckIn && !i.IsFollowOn)))
            findings.Error(concern.RecheckCheckIn!, $"'{concern.Rule.Recheck!.CheckIn}' has a cadence of its own", "name a check-in without cadence:");
    }

    /// <summary>The check-ins in which the concern can come up.</summary>
    public ImmutableArray<CheckInPlan> AskingFor(ConcernRule concern) => In(concern.When) is var ids ? [.. checkIns.Select(c => c.Plan).Where(c => ids.Contains(c.Id))] : [];

    private ImmutableHashSet<string> Everywhere => [.. checkIns.Select(c => c.Plan.Id)];

    private ImmutableHashSet<string> In(Condition condition) => condition switch
    {
        Condition.All all => all.Of.Select(In).Aggregate(Everywhere, (a, b) => a.Intersect(b)),
        Condition.Any any => any.Of.Select(In).Aggregate(ImmutableHashSet<string>.Empty, (a, b) => a.Union(b)),
        Condition.AnswerIs answer => Asking(answer.Question),
        Condition.Level level => Asking(level.Question),
        Condition.Change change => Asking(change.Question),
        Condition.Average average => Asking(average.Question),
        Condition.CountOf count => Asking(count.Question),
        Condition.InRange share => Asking(share.Question),
        Condition.Adherence adherence => Asking(adherence.Question),
        Condition.Score score => score.Items.Select(Asking).Aggregate((a, b) => a.Intersect(b)),
        _ => Everywhere,
    };

    private ImmutableHashSet<string> Asking(string question) =>
        [.. checkIns.Where(c => c.Plan.Questions.Any(q => q.Id == question)).Select(c => c.Plan.Id)];

    private bool GoesInCircles(ReadConcern concern)
    {
        if (concern.Rule.Recheck is not { } first || !checkIns.Any(c => c.IsFollowOn && c.Plan.Id == first.CheckIn)) return false;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var next = new Stack<string>([first.CheckIn]);
        while (next.TryPop(out var checkIn))
        {
            if (!seen.Add(checkIn)) continue;
            foreach (var further in concerns.Where(c => c.Rule.Recheck is not null && In(c.Rule.When).Contains(checkIn)))
            {
                if (further == concern) return true;
                next.Push(further.Rule.Recheck!.CheckIn);
            }
        }
        return false;
    }
}
