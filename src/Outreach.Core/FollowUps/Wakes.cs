using NodaTime;
using Outreach.Core.Patients;

namespace Outreach.Core.FollowUps;

/// <summary>When a follow-up must be looked at again.</summary>
public static class Wakes
{
    /// <summary>The earliest time at which a tick might do something; null for never.</summary>
    public static Instant? Next(Context context, FollowUp state, Instant now) => Next(new Derived(context), state, Command.TickAt(now));

    /// <summary>The same for one who has just decided this tick.</summary>
    public static Instant? Next(Derived known, FollowUp state, Command.Tick tick)
    {
        ArgumentNullException.ThrowIfNull(tick);
        var now = tick.At;
        Instant? wake = null;
        foreach (var entry in state.Outbox) Earlier(entry.LeaseUntil is { } lease && lease > entry.NextAttemptAt ? lease : entry.NextAttemptAt);
        if (state.Patient is not { } patient) return wake;
        var turn = new Turn(known, state, tick);
        if (state.Unread is { } unread) Earlier(unread.ReadAgainAt);
        if (state.EmergencyQuestion is { AnswerBy: { } answerBy }) Earlier(answerBy);
        if (state.OpenEscalation is { } open) Earlier(open.NextStepAt ?? now);
        if (state.CheckIn is { } checkIn) Earlier(checkIn.ExpiresAt);
        Earlier(Chasing.Next(turn));
        Earlier(Helping.Next(turn));
        Earlier(Delivering.NextUnheard(turn));
        Earlier(FollowingOn.Next(turn));
        Earlier(Wishing.ReturnsAt(turn));
        var active = patient.Status == PatientStatus.Active;
        if (active && !Addressing.Strangers(turn).IsEmpty) Earlier(turn.Window.NextOpen(now));
        Dues();
        Ends();
        return wake;

        void Ends()
        {
            var before = wake is { } first && first < Instant.MaxValue ? turn.Local(first).Date : LocalDate.MaxIsoValue;
            foreach (var enrollment in state.Enrollments)
            {
                if (Ticking.IsPastLastDay(turn, enrollment, before)) Earlier(Ticking.EndsAt(turn, enrollment));
            }
        }

        void Dues()
        {
            var any = false;
            foreach (var due in turn.Dues)
            {
                if (due.DueAt > now)
                {
                    Earlier(due.DueAt);
                    break;
                }

                if (!active || due.ExpiresAt <= now || Addressing.Of(turn, due) is null) Earlier(now);
                Earlier(due.ExpiresAt);
                any = true;
            }

            if (any && (wake is not { } soonest || soonest > now)) Earlier(Addressing.OpensAt(turn, Addressing.Together(turn).Contact));
        }

        void Earlier(Instant? at)
        {
            if (at is { } candidate && (wake is not { } soonest || candidate < soonest)) wake = candidate;
        }
    }
}
