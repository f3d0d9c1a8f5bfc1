using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.CarePlans;
using Outreach.Core.Escalations;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.Core.FollowUps;

/// <summary>What the plans' rules make of answers and silences.</summary>
internal static class Judging
{
    /// <summary>What came of the rules after an answer.</summary>
    /// <param name="Told">What the plan says back, of the most urgent concern.</param>
    public sealed record Verdict(Urgency Worst, Words? Told, bool AskingAgainLater)
    {
        public static readonly Verdict Nothing = new(Urgency.None, null, false);
    }

    public static Facts Facts(Turn turn, Enrollment enrollment, Guid? checkIn) =>
        new(turn.Patient, turn.Today, turn.State.Observations, checkIn, enrollment.Thresholds) { MissedInARow = enrollment.MissedInARow, Table = turn.Practice.Prevention };

    public static bool DependsOnAnswers(Condition condition) => condition switch
    {
        Condition.All all => all.Of.Any(DependsOnAnswers),
        Condition.Any any => any.Of.Any(DependsOnAnswers),
        Condition.Not not => DependsOnAnswers(not.Of),
        Condition.Due or Condition.Age or Condition.SexIs or Condition.Profile => false,
        _ => true,
    };

    /// <summary>Whether two plans ask the same thing. A measurement is the same in any words; what is answered by yes or no is what the words say.</summary>
    public static bool Same(Question one, Question other) =>
        one.Id == other.Id && one.Kind == other.Kind
        && (one.Kind is not (Ask.YesNo or Ask.Choice or Ask.Free) || (one.Text == other.Text && one.Options.SequenceEqual(other.Options)));

    /// <summary>Whether a plan of this patient judges the question's numbers itself, so that the reader's general limits stand back.</summary>
    public static bool HasRulesFor(Turn turn, Question question) =>
        turn.State.Enrollments.Any(e => turn.Plan(e.Plan) is { } plan && Judges(plan, question));

    /// <summary>It asks the question and has a rule that speaks of it.</summary>
    private static bool Judges(CarePlan plan, Question question) =>
        plan.Concerns.Any(r => r.Mentions(question.Id)) && Asks(plan, question);

    private static bool Asks(CarePlan plan, Question question)
    {
        foreach (var checkIn in plan.CheckIns)
        {
            foreach (var asked in checkIn.Questions)
            {
                if (Same(asked, question)) return true;
            }
        }

        return false;
    }

    /// <summary>Rules that speak of the question just answered, of every plan that asks it.</summary>
    /// <param name="canWait">Whether a rule may ask again later; when an emergency was told it may not, and is raised now.</param>
    public static Verdict AfterAnswer(Turn turn, CheckIn checkIn, Question question, string words, bool canWait)
    {
        var worst = Urgency.None;
        Words? told = null;
        var later = false;
        foreach (var enrollment in turn.State.Enrollments)
        {
            if (turn.Plan(enrollment.Plan) is not { } plan || !Asks(plan, question)) continue;
            var facts = Facts(turn, enrollment, checkIn.Id);
            foreach (var rule in plan.Concerns)
            {
                if (!rule.Mentions(question.Id) || !facts.Holds(rule.When) || IsScoredAlready(turn, checkIn, plan, rule)) continue;
                if (canWait && rule.Recheck is { } recheck && checkIn.FollowOnRule != Name(plan.Ref, rule) && plan.CheckIn(recheck.CheckIn) is { } again)
                {
                    var due = turn.Now + recheck.After;
                    turn.Happened(new Event.FollowOnPlanned(plan.Ref, new FollowOn(again.Id, due, due + again.Expires, Name(plan.Ref, rule), recheck.RaiseIfUnanswered)) { At = turn.Now });
                    told = worst == Urgency.None ? rule.Tell ?? told : told;
                    later = true;
                    continue;
                }

                Escalating.Raise(turn, new Concern(turn.NextId(), Name(plan.Ref, rule), rule.Urgency, Topic.Reading, Because(turn, plan, question, rule), rule.Source, words, turn.Now) { CallBy = rule.Call ? ReplyConcerns.CallBy(turn, rule.Urgency) : null });
                Pacing.LookCloser(turn, plan.Ref, rule);
                if (rule.Urgency <= worst) continue;
                worst = rule.Urgency;
                told = Promises.OfPlan(turn, rule.Tell);
            }
        }

        return new Verdict(worst, told, later);
    }

    /// <summary>A score that could do without its last item and now has it is the same concern.</summary>
    private static bool IsScoredAlready(Turn turn, CheckIn checkIn, CarePlan plan, ConcernRule rule) =>
        rule.When is Condition.Score && turn.State.OpenEscalation is { } open && open.Concerns.Any(c => c.At >= checkIn.OpenedAt && c.Rule == Name(plan.Ref, rule));

    /// <summary>Where the check-in is made because something is due, staff read what and why; the patient is never told why (R12).</summary>
    private static string Because(Turn turn, CarePlan plan, Question question, ConcernRule rule)
    {
        if (plan.CheckIns.FirstOrDefault(c => c.Question(question.Id) is not null)?.OnlyWhen is not Condition.Due only) return rule.Because;
        var due = Prevention.Due(turn.Practice.Prevention, turn.Patient, turn.Today).Where(d => only.Services.IsEmpty || only.Services.Contains(d.Service));
        return $"{rule.Because}: {string.Join("; ", due.Select(d => $"{d.Name.En} ({d.Because})"))}";
    }

    public static void RaiseSilence(Turn turn, CheckIn checkIn)
    {
        foreach (var reference in checkIn.Sources.Select(s => s.Plan).Distinct())
        {
            if (turn.Plan(reference) is not { } plan || turn.State.Enrollment(reference) is not { } enrollment) continue;
            var missed = enrollment.MissedInARow;
            if (missed == 0 || missed % plan.Silence.RaiseAfterMissed != 0) continue;
            var because = missed == 1 ? "No answer to a check-in" : $"No answer to {missed} check-ins in a row";
            Escalating.Raise(turn, new Concern(turn.NextId(), enrollment.SilenceRule, plan.Silence.Urgency, Topic.Other, because, null, null, turn.Now));
        }
    }

    /// <summary>A repeat that was asked for will not be answered, and the plan says that this must be known.</summary>
    public static void RaiseUnanswered(Turn turn, PlanRef reference, string ruleName, string why)
    {
        if (turn.Plan(reference)?.Concerns.FirstOrDefault(c => Name(reference, c) == ruleName) is not { } rule) return;
        Escalating.Raise(turn, new Concern(turn.NextId(), ruleName, rule.Urgency, Topic.Reading, $"{rule.Because}: {why}", rule.Source, null, turn.Now));
    }

    private static string Name(PlanRef plan, ConcernRule rule) => $"{plan}/{rule.Id}";
}
