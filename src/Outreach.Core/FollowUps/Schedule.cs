using NodaTime;
using Outreach.Core.CarePlans;
using Outreach.Core.Patients;

namespace Outreach.Core.FollowUps;

/// <summary>A check-in that falls due: kept as local time, the instant derived where it is needed (R3).</summary>
internal sealed class DueCheckIn(LocalClock clock, Enrollment enrollment, CarePlan plan, CheckInPlan checkIn, LocalDateTime planned)
{
    private Instant? dueAt;

    public Enrollment Enrollment => enrollment;

    public CarePlan Plan => plan;

    public CheckInPlan CheckIn => checkIn;

    public LocalDateTime Planned => planned;

    public LocalDate Date => planned.Date;

    public Instant DueAt => dueAt ??= clock.At(planned);

    public Instant ExpiresAt => DueAt + checkIn.Expires;
}

/// <summary>Which check-ins come next for one patient.</summary>
internal static class Schedule
{
    /// <summary>The next occurrence of every kind of check-in of every plan, earliest first.</summary>
    public static List<DueCheckIn> Next(Turn turn)
    {
        List<DueCheckIn> dues = [];
        foreach (var enrollment in turn.State.Enrollments)
        {
            if (turn.Plan(enrollment.Plan) is not { } plan) continue;
            foreach (var checkIn in plan.CheckIns)
            {
                if (NextDay(turn, enrollment, plan, checkIn) is { } day) dues.Add(new DueCheckIn(turn.Clock, enrollment, plan, checkIn, Planned(turn, enrollment, checkIn, day)));
            }
        }

        // By local time, which no instant of one zone contradicts.
        if (dues.Count > 1) dues.Sort(static (a, b) => a.Planned.CompareTo(b.Planned));
        return dues;
    }

    /// <summary>When the next check-ins fall from now on, earliest first; so many of each kind are looked at.</summary>
    public static IEnumerable<LocalDateTime> Upcoming(Turn turn, int ofEach)
    {
        List<LocalDateTime> planned = [];
        var now = turn.Local(turn.Now);
        foreach (var due in turn.Dues)
        {
            var (next, left) = (due.Planned, ofEach);
            while (left > 0)
            {
                if (next >= now)
                {
                    planned.Add(next);
                    left--;
                }

                if (Pacing.NextDay(turn, due.Enrollment, due.Plan, due.CheckIn, due.Enrollment.Day(next.Date) + 1) is not { } day) break;
                next = Planned(turn, due.Enrollment, due.CheckIn, day);
            }
        }

        planned.Sort();
        return planned;
    }

    /// <summary>In days from the anchor.</summary>
    private static int? NextDay(Turn turn, Enrollment enrollment, CarePlan plan, CheckInPlan checkIn)
    {
        if ((checkIn.Cadence.IsEmpty && enrollment.Closer.IsEmpty) || enrollment.LeftOut.Contains(checkIn.Id)) return null;
        var from = enrollment.Handled.TryGetValue(checkIn.Id, out var handled) ? enrollment.Day(handled) + 1 : enrollment.Day(FirstDate(turn, enrollment));
        return Pacing.NextDay(turn, enrollment, plan, checkIn, from);
    }

    private static LocalDateTime Planned(Turn turn, Enrollment enrollment, CheckInPlan checkIn, int day) =>
        enrollment.Anchor.PlusDays(day) + Time(turn, enrollment, checkIn);

    /// <summary>Nothing that fell before enrolment is due; what falls later on that day is. A clock that was set back counts from today.</summary>
    private static LocalDate FirstDate(Turn turn, Enrollment enrollment)
    {
        var enrolled = enrollment.EnrolledAt <= turn.Now ? enrollment.EnrolledAt : turn.Now;
        return turn.Local(enrolled).Date;
    }

    /// <summary>The plan's time of day, a little later for each patient so that not all texts leave in one minute.</summary>
    private static LocalTime Time(Turn turn, Enrollment enrollment, CheckInPlan checkIn)
    {
        var at = enrollment.At ?? checkIn.At ?? turn.Practice.Choices.CheckInsAt;
        var spread = (int)turn.Practice.Choices.Spread.TotalMinutes;
        if (spread <= 0) return at;
        var offset = DerivedId.Spread(turn.State.Id, spread);
        return at > LocalTime.MaxValue.PlusMinutes(-spread) ? at : at.PlusMinutes(offset);
    }

    /// <summary>Until when a plan lasts; after its last day it ends.</summary>
    public static Instant EndsAt(Turn turn, Enrollment enrollment, CarePlan plan) =>
        turn.StartOfDay(enrollment.Anchor.PlusDays(plan.Days + 1));
}
