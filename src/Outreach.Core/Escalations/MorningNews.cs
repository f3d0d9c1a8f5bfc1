using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.CarePlans;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;

namespace Outreach.Core.Escalations;

public enum NewsKind
{
    /// <summary>Answers move towards what the plan would raise.</summary>
    Trend,

    /// <summary>Enough readings for the plan to judge by, and nothing to raise.</summary>
    Steady,

    /// <summary>What was raised before is not so any more.</summary>
    Gone,

    /// <summary>A plan ran to its last day.</summary>
    Finished,

    /// <summary>The patient says that what was done has helped.</summary>
    Helped,
}

/// <param name="Words">What it is about, in the plan's own words; leaves by email only where the practice has chosen so (R12).</param>
public sealed record News(NewsKind Kind, string Words);

/// <summary>What a provider should hear of a patient who raised no concern: where answers are going, and what went well. By the plans' own rules, each told once.</summary>
public static class MorningNews
{
    private const int MostTrends = 3;

    /// <param name="lately">What has happened since then, in any order.</param>
    public static ImmutableArray<News> Of(Context context, FollowUp state, IReadOnlyCollection<Event> lately, Instant since)
    {
        if (state.Patient is not { Status: PatientStatus.Active } patient) return [];
        List<News> news = [];
        var fresh = state.Observations.Where(o => o.At >= since).Select(o => o.Question).ToHashSet(StringComparer.Ordinal);
        if (fresh.Count > 0)
        {
            foreach (var enrollment in state.Enrollments)
            {
                if (context.Plans.Find(enrollment.Plan) is { } plan) news.AddRange(new Look(context, state, patient, enrollment, plan, fresh, since).All());
            }
        }

        foreach (var ended in lately.OfType<Event.PlanEnded>().Where(e => e.By == Event.PlanEnded.ThePlanItself)) news.Add(new News(NewsKind.Finished, context.Plans.Find(ended.Plan)?.Title.En ?? ended.Plan.Id));
        foreach (var said in lately.OfType<Event.HelpAnswered>().Where(e => e.Helped)) news.Add(new News(NewsKind.Helped, $"“{said.Words}”"));
        return [.. news.Where(n => n.Kind == NewsKind.Trend).Take(MostTrends), .. news.Where(n => n.Kind != NewsKind.Trend)];
    }

    /// <summary>One plan of one patient: its rules as they were at the last digest, and as they are now.</summary>
    private sealed class Look(Context context, FollowUp state, Patient patient, Enrollment enrollment, CarePlan plan, HashSet<string> fresh, Instant since)
    {
        private readonly ImmutableArray<Observation> then = [.. state.Observations.Where(o => o.At < since)];

        public IEnumerable<News> All()
        {
            var rules = plan.Concerns.Where(r => IsNew(r.When)).ToList();
            var raised = rules.Where(r => Holds(r.When, state.Observations)).SelectMany(r => Questions.Of(r.When)).ToHashSet(StringComparer.Ordinal);
            foreach (var rule in rules.Where(r => !Holds(r.When, state.Observations)))
            {
                if (Nearness.Before(rule.When, enrollment.Thresholds) is { } near && IsNewly(near)) yield return new News(NewsKind.Trend, Near(rule));
                if (Questions.Of(rule.When).Any(raised.Contains)) continue;
                if (Holds(rule.When, then)) yield return new News(NewsKind.Gone, $"no longer: {rule.Because}");
                else if (Nearness.Judged(rule.When) is { } judged && IsNewly(judged)) yield return new News(NewsKind.Steady, $"not so: {rule.Because}");
            }

            foreach (var pace in plan.Pace.Where(p => IsNew(p.When) && IsNewly(p.When) && !Questions.Of(p.When).Any(raised.Contains))) yield return new News(NewsKind.Steady, pace.Because);
        }

        /// <summary>There is an answer since then; silence is told elsewhere.</summary>
        private bool IsNew(Condition condition) => Questions.Of(condition).Any(fresh.Contains) && !OfSilence(condition);

        private static bool OfSilence(Condition condition) => condition switch
        {
            Condition.All all => all.Of.Any(OfSilence),
            Condition.Any any => any.Of.Any(OfSilence),
            Condition.Not not => OfSilence(not.Of),
            Condition.Missed => true,
            _ => false,
        };

        private bool IsNewly(Condition condition) => Holds(condition, state.Observations) && !Holds(condition, then);

        private bool Holds(Condition condition, ImmutableArray<Observation> observations)
        {
            var asked = Questions.Of(condition).ToHashSet(StringComparer.Ordinal);
            return observations.LastOrDefault(o => asked.Contains(o.Question)) is { } latest
                && new Facts(patient, latest.On, observations, latest.CheckIn, enrollment.Thresholds).Holds(condition);
        }

        private string Near(ConcernRule rule)
        {
            var reading = Trends.InWords(state, context.Plans, Questions.Of(rule.When));
            return reading.Length == 0 ? $"near to: {rule.Because}" : $"{reading}; near to: {rule.Because}";
        }
    }
}
