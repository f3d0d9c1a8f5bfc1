using NodaTime;
using Outreach.Core.Patients;

namespace Outreach.Core.FollowUps;

/// <summary>When a follow-up must be looked at again.</summary>
public static class Wakes
{
    /// <summary>The earliest time at which a tick might do something; null for never.</summary>
    public static Instant? Next(Context context, FollowUp state, Instant now)
    {
        Instant? wake = null;
        foreach (var entry in state.Outbox) Earlier(entry.LeaseUntil is { } lease && lease > entry.NextAttemptAt ? lease : entry.NextAttemptAt);
        if (state.Patient is null) return wake;
        var turn = new Turn(context, state, Command.TickAt(now));
        if (state.Unread is { } unread) Earlier(unread.ReadAgainAt);
        if (state.OpenEscalation is { NextStepAt: { } step }) Earlier(step);
        if (state.CheckIn is { } checkIn) Chasing(checkIn);
        foreach (var enrollment in state.Enrollments)
        {
            foreach (var followOn in enrollment.FollowOns) Earlier(followOn.DueAt <= now ? Min(Open(now), followOn.ExpiresAt) : followOn.DueAt);
            if (turn.Plan(enrollment.Plan) is { } plan) Earlier(Max(Schedule.EndsAt(turn, enrollment, plan), state.CheckIn?.ExpiresAt));
        }

        CheckIns();
        return wake;

        void CheckIns()
        {
            var active = state.Patient.Status == PatientStatus.Active;
            var contact = active ? Contacts.Usable(state).FirstOrDefault() : null;
            var introduced = contact is not null && state.Standing(contact)?.Introduced == true;
            if (contact is not null && !introduced && !state.Enrollments.IsEmpty) Earlier(turn.Window.NextOpen(now));
            foreach (var due in Schedule.Next(turn))
            {
                if (due.DueAt > now) Earlier(due.DueAt);
                else if (!active || contact is null) Earlier(now);
                else Earlier(Min(introduced ? Open(CheckingIn.Talking(turn) ? state.Conversation!.OpenUntil : now) : null, due.ExpiresAt));
            }
        }

        void Chasing(CheckIn open)
        {
            Earlier(open.ExpiresAt);
            var after = CheckingIn.Talking(turn) ? state.Conversation!.OpenUntil : now;
            if (open.RemindedAt is null) Earlier(turn.Window.NextOpen(Max(open.RemindAt, after)));
            else if (open.OtherChannelTriedAt is null && Contacts.Usable(state).Any(c => c.Channel != open.Contact.Channel)) Earlier(turn.Window.NextOpen(Max(open.OtherChannelAt, after)));
        }

        Instant? Open(Instant from) => Gates.Opens(turn, from)?.At;

        void Earlier(Instant? at)
        {
            if (at is { } candidate && (wake is not { } known || candidate < known)) wake = candidate;
        }
    }

    private static Instant? Min(Instant? a, Instant b) => a is { } known && known < b ? known : b;

    private static Instant Max(Instant a, Instant? b) => b is { } other && other > a ? other : a;
}
