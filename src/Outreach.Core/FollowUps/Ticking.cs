using NodaTime;
using Outreach.Core.Escalations;

namespace Outreach.Core.FollowUps;

/// <summary>Does whatever is due at this time; any tick is safe, and most do nothing.</summary>
internal static class Ticking
{
    public static void Tick(Turn turn)
    {
        if (turn.State.Patient is null) return;
        Replying.ReadAgain(turn);
        Escalating.Step(turn);
        CheckingIn.Chase(turn);
        EndPlans(turn);
        CheckingIn.Introduce(turn);
        CheckingIn.OpenFollowOns(turn);
        CheckingIn.OpenDue(turn);
        Delivering.ClaimDue(turn);
    }

    private static void EndPlans(Turn turn)
    {
        foreach (var enrollment in turn.State.Enrollments)
        {
            if (turn.Plan(enrollment.Plan) is not { } plan || !Schedule.HasEnded(turn, enrollment, plan)) continue;
            if (turn.State.CheckIn?.Sources.Any(s => s.Plan == enrollment.Plan) == true) continue;
            turn.Happened(new Event.PlanEnded(enrollment.Plan, "plan", "its last day has passed") { At = turn.Now });
        }
    }
}
