using NodaTime;
using Outreach.Core.Escalations;

namespace Outreach.Core.FollowUps;

/// <summary>Does whatever is due at this time; any tick is safe, and most do nothing.</summary>
internal static class Ticking
{
    public static void Tick(Turn turn)
    {
        if (turn.State.Patient is null) return;
        Wishing.Return(turn);
        Replying.ReadAgain(turn);
        AskingWhetherEmergency.Expire(turn);
        Escalating.Step(turn);
        Chasing.Expire(turn);
        EndPlans(turn);
        Addressing.Introduce(turn);
        FollowingOn.OpenDue(turn);
        CheckingIn.OpenDue(turn);
        Helping.AskDue(turn);
        Chasing.Chase(turn);
        Delivering.Unheard(turn);
        Delivering.ClaimDue(turn);
    }

    private static void EndPlans(Turn turn)
    {
        foreach (var enrollment in turn.State.Enrollments)
        {
            if (IsPastLastDay(turn, enrollment, turn.Today) && EndsAt(turn, enrollment) <= turn.Now) turn.Happened(new Event.PlanEnded(enrollment.Plan, Event.PlanEnded.ThePlanItself, "its last day has passed") { At = turn.Now });
        }
    }

    /// <summary>Days are cheap to compare; the instant is only derived around the end.</summary>
    public static bool IsPastLastDay(Turn turn, Enrollment enrollment, LocalDate date) =>
        turn.Plan(enrollment.Plan) is { } plan && enrollment.Day(date) > plan.Days;

    /// <summary>After its last day, and after what it has asked is over; null while its plan is not at hand.</summary>
    public static Instant? EndsAt(Turn turn, Enrollment enrollment)
    {
        if (turn.Plan(enrollment.Plan) is not { } plan || !enrollment.FollowOns.IsEmpty) return null;
        var ends = Schedule.EndsAt(turn, enrollment, plan);
        return turn.State.CheckIn is { } open && open.Sources.Any(s => s.Plan == enrollment.Plan) && open.ExpiresAt > ends ? open.ExpiresAt : ends;
    }
}
