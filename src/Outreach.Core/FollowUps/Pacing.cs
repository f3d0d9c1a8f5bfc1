using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.CarePlans;

namespace Outreach.Core.FollowUps;

/// <summary>How often a check-in is made: less often while all is well or nobody answers, more often after a concern. Never less than the last of a cadence.</summary>
internal static class Pacing
{
    /// <summary>Looks at the plans' rules again, once a check-in is over.</summary>
    public static void Review(Turn turn, CheckIn checkIn)
    {
        foreach (var reference in checkIn.Sources.Select(s => s.Plan).Distinct())
        {
            if (turn.Plan(reference) is not { Pace.IsEmpty: false } plan || turn.State.Enrollment(reference) is not { } enrollment) continue;
            var facts = Judging.Facts(turn, enrollment, checkIn.Id);
            var pace = plan.CheckIns
                .Select(c => plan.Pace.FirstOrDefault(r => r.CheckIns.Contains(c.Id) && facts.Holds(r.When)) is { } rule ? new CheckInPace(c.Id, rule.AskEvery, rule.Because) : null)
                .OfType<CheckInPace>().ToImmutableArray();
            if (pace.SequenceEqual(enrollment.Pace)) continue;
            var because = pace.IsEmpty ? "asked as the plan says again" : string.Join("; ", pace.Select(p => p.Because).Distinct(StringComparer.Ordinal));
            turn.Happened(new Event.PlanPaced(reference, pace, enrollment.Closer, because) { At = turn.Now });
        }
    }

    /// <summary>A concern asks for a closer look, from tomorrow.</summary>
    public static void LookCloser(Turn turn, PlanRef reference, ConcernRule rule)
    {
        if (rule.Closer is not { } closer || turn.State.Enrollment(reference) is not { } enrollment) return;
        var look = new CloserLook(closer.CheckIn, turn.Today.PlusDays(1), turn.Today.PlusDays(closer.ForDays), closer.EveryDays, rule.Because);
        var others = enrollment.Closer.Where(c => c.CheckIn != closer.CheckIn && c.Until >= turn.Today);
        turn.Happened(new Event.PlanPaced(reference, enrollment.Pace, [.. others, look], $"asked more often until {look.Until:uuuu'-'MM'-'dd}: {rule.Because}") { At = turn.Now });
    }

    /// <summary>The next day a check-in falls on, in days from the anchor; null for none.</summary>
    public static int? NextDay(Turn turn, Enrollment enrollment, CarePlan plan, CheckInPlan checkIn, int from)
    {
        if (checkIn.DoneWhen is { } done && LastAnswered(turn, enrollment, checkIn) is { } last && Judging.Facts(turn, enrollment, last).Holds(done)) return null;
        var weekday = enrollment.Anchor.DayOfWeek;
        var next = Cadence.NextDay(checkIn.Cadence, weekday, plan.Days, from, plan.RestDays);
        if (next is not null && enrollment.Handled.ContainsKey(checkIn.Id))
        {
            for (var left = Every(turn, enrollment, checkIn) - 1; left > 0; left--) next = Cadence.NextDay(checkIn.Cadence, weekday, plan.Days, next.Value + 1, plan.RestDays) ?? next;
        }

        foreach (var look in enrollment.Closer)
        {
            if (look.CheckIn == checkIn.Id && Next(enrollment, look, from) is { } sooner && sooner <= plan.Days && (next is null || sooner < next)) next = sooner;
        }

        return next;
    }

    /// <summary>The last check-in of this enrolment in which one of its questions was answered.</summary>
    private static Guid? LastAnswered(Turn turn, Enrollment enrollment, CheckInPlan checkIn)
    {
        for (var i = turn.State.Observations.Length - 1; i >= 0 && turn.State.Observations[i] is var given && given.At >= enrollment.EnrolledAt; i--)
        {
            if (checkIn.Question(given.Question) is not null) return given.CheckIn;
        }

        return null;
    }

    private static int? Next(Enrollment enrollment, CloserLook look, int from)
    {
        var first = enrollment.Day(look.From);
        var day = from <= first ? first : first + ((from - first + look.EveryDays - 1) / look.EveryDays * look.EveryDays);
        return day <= enrollment.Day(look.Until) ? day : null;
    }

    private static int Every(Turn turn, Enrollment enrollment, CheckInPlan checkIn)
    {
        var every = 1;
        foreach (var pace in enrollment.Pace)
        {
            if (pace.CheckIn == checkIn.Id) every = pace.Every;
        }

        return Wishing.Every(turn, checkIn, every);
    }
}
