using NodaTime;
using Outreach.Core.CarePlans;
using Outreach.Core.Patients;

namespace Outreach.Core.FollowUps;

/// <summary>A check-in that falls due: kept as local time, the instant derived where it is needed (R3).</summary>
internal sealed class DueCheckIn(Enrollment enrollment, CarePlan plan, CheckInPlan checkIn, LocalDateTime planned, DateTimeZone zone)
{
    private Instant? dueAt;

    public Enrollment Enrollment => enrollment;

    public CarePlan Plan => plan;

    public CheckInPlan CheckIn => checkIn;

    public LocalDateTime Planned => planned;

    public LocalDate Date => planned.Date;

    public Instant DueAt => dueAt ??= LocalTimes.At(zone, planned);

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
                if (!checkIn.Cadence.IsEmpty && !enrollment.LeftOut.Contains(checkIn.Id) && Next(turn, enrollment, plan, checkIn) is { } due) dues.Add(due);
            }
        }

        // By local time, which no instant of one zone contradicts.
        if (dues.Count > 1) dues.Sort(static (a, b) => a.Planned.CompareTo(b.Planned));
        return dues;
    }

    private static DueCheckIn? Next(Turn turn, Enrollment enrollment, CarePlan plan, CheckInPlan checkIn)
    {
        var from = enrollment.Handled.TryGetValue(checkIn.Id, out var handled) ? handled.PlusDays(1) : FirstDay(turn, enrollment);
        if (Cadence.NextOnOrAfter(checkIn.Cadence, enrollment.Anchor, plan.Days, from) is not { } date) return null;
        return new DueCheckIn(enrollment, plan, checkIn, date + Time(turn, enrollment, checkIn), turn.Zone);
    }

    /// <summary>Nothing that fell before enrolment is due; what falls later on that day is. A clock that was set back counts from today.</summary>
    private static LocalDate FirstDay(Turn turn, Enrollment enrollment)
    {
        var enrolled = enrollment.EnrolledAt <= turn.Now ? enrollment.EnrolledAt : turn.Now;
        return enrolled.InZone(turn.Zone).Date;
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
        turn.Zone.AtStartOfDay(enrollment.Anchor.PlusDays(plan.Days + 1)).ToInstant();
}
