using NodaTime;
using Outreach.Core.Messages;
using Outreach.Core.Patients;

namespace Outreach.Core.FollowUps;

/// <summary>Puts messages to the patient into the outbox, or records why one cannot go (R13).</summary>
internal static class Sending
{
    /// <summary>An answer is not worth sending a day late.</summary>
    private static readonly Duration AnswersLast = Duration.FromHours(24);

    /// <summary>A direct answer to the contact point the patient wrote from.</summary>
    public static void Answer(Turn turn, ContactPoint to, MessageKind kind, string text, string why, Guid? checkIn = null)
    {
        if (turn.State.Standing(to)?.OptedOutAt is not null)
        {
            NotSent(turn, kind, "opted out");
            return;
        }

        Queue(turn, Draft(turn, MessageClass.Direct, kind, to, text, why) with { CheckIn = checkIn, ExpiresAt = turn.Now + AnswersLast });
    }

    /// <summary>Safety text: at any hour. False when there is no contact point it may go to; then somebody must call.</summary>
    public static bool Safety(Turn turn, ContactPoint? preferred, string text, string why, Guid escalation)
    {
        var to = preferred is not null && turn.State.Standing(preferred)?.OptedOutAt is null
            ? preferred
            : Contacts.Of(turn.Patient).FirstOrDefault(c => turn.State.Standing(c) is { OptedOutAt: null, Unusable: null });
        if (to is null)
        {
            NotSent(turn, MessageKind.Safety, Contacts.WhyNone(turn.State));
            return false;
        }

        Queue(turn, Draft(turn, MessageClass.Safety, MessageKind.Safety, to, text, why) with { Escalation = escalation });
        return true;
    }

    /// <summary>A word from a person, or about what one did: at once while the patient is talking with us or for an emergency, else in the window (R7).</summary>
    /// <returns>Null when it was queued, else why it could not be.</returns>
    public static string? FromPeople(Turn turn, MessageKind kind, string text, string why, Guid escalation, bool atOnce)
    {
        var talking = turn.State.Conversation is { } open && open.OpenUntil > turn.Now ? open.With : null;
        var to = talking is not null && turn.State.Standing(talking)?.OptedOutAt is null ? talking : Contacts.Usable(turn.State).FirstOrDefault();
        if (to is null)
        {
            var reason = Contacts.WhyNone(turn.State);
            NotSent(turn, kind, reason);
            return reason;
        }

        var @class = atOnce ? MessageClass.Safety : talking is not null ? MessageClass.Direct : MessageClass.Routine;
        Queue(turn, Draft(turn, @class, kind, to, text, why) with { Escalation = escalation, ExpiresAt = atOnce ? null : turn.Now + Duration.FromDays(3) });
        return null;
    }

    public static OutboxEntry Draft(Turn turn, MessageClass @class, MessageKind kind, ContactPoint to, string text, string why) => new()
    {
        Key = turn.NextId(),
        Class = @class,
        Kind = kind,
        To = to,
        Recipient = Delivering.ToThePatient,
        Subject = to.Channel == Channel.Email ? turn.Write(Texts.EmailSubject) : null,
        Text = to.Channel == Channel.Sms ? SmsSegments.ToGsm7(text) : text,
        Why = why,
        QueuedAt = turn.Now,
        NextAttemptAt = turn.Now,
    };

    public static void Queue(Turn turn, OutboxEntry message) => turn.Happened(new Event.MessageQueued(message) { At = turn.Now });

    public static void NotSent(Turn turn, MessageKind kind, string reason) =>
        turn.Happened(new Event.MessageNotSent(turn.NextId(), kind, reason) { At = turn.Now });
}
