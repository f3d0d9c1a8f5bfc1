using NodaTime;
using Outreach.Core.Escalations;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.Core.FollowUps;

/// <summary>Puts messages to the patient into the outbox, or records why one cannot go (R13).</summary>
internal static class Sending
{
    /// <summary>An answer is not worth sending a day late.</summary>
    private static readonly Duration AnswersLast = Duration.FromHours(24);

    /// <summary>A person's word is worth sending for some days.</summary>
    private static readonly Duration WordsLast = Duration.FromDays(3);

    /// <summary>Two machines that thank one another would never stop.</summary>
    private const int SameAnswersAnHour = 4;

    /// <summary>Why nothing is sent that no person has written.</summary>
    public const string InMourning = "the patient has died, or is said to have";

    /// <summary>A wish that changed something is confirmed, though others were just before; no person makes so many.</summary>
    private const int ChangesAnHour = 12;

    /// <summary>A direct answer to the contact point the patient wrote from.</summary>
    public static void Answer(Turn turn, ContactPoint to, MessageKind kind, string text, string why, Guid? checkIn = null, LinkKind link = LinkKind.None, bool changed = false)
    {
        if (turn.State.Standing(to)?.OptedOutAt is not null || turn.State.Standing(to)?.Unusable == OptingOutWords.WrongNumber)
        {
            NotSent(turn, kind, turn.State.Standing(to)!.OptedOutAt is not null ? "opted out" : OptingOutWords.WrongNumber);
            return;
        }

        var most = changed ? ChangesAnHour : SameAnswersAnHour;
        if (kind is MessageKind.Wish or MessageKind.ToldTeam or MessageKind.Help or MessageKind.OptInConfirmation && SaidLately(turn, to, kind) >= most)
        {
            NotSent(turn, kind, $"said {most} times within the hour");
            return;
        }

        Queue(turn, Draft(turn, MessageClass.Direct, kind, to, text, why) with { CheckIn = checkIn, Link = link, ExpiresAt = turn.Now + AnswersLast });
    }

    private static int SaidLately(Turn turn, ContactPoint to, MessageKind kind) =>
        turn.State.Sent.Count(s => s.Kind == kind && s.To == to && s.At > turn.Now - Duration.FromHours(1))
        + turn.State.Outbox.Count(m => m.Kind == kind && m.To == to);

    /// <summary>Safety text: at any hour. False when it cannot go where the patient wrote from, or nowhere; then somebody must call.</summary>
    /// <param name="alone">Only the patient should read it: rather not to a phone that others read.</param>
    public static bool Safety(Turn turn, ContactPoint? preferred, string text, string why, Guid escalation, bool alone)
    {
        var reached = preferred is null || turn.State.Standing(preferred)?.OptedOutAt is null;
        var to = reached && preferred is not null
            ? preferred
            : Contacts.Of(turn.Patient).Where(c => turn.State.Standing(c) is { OptedOutAt: null, Unusable: null }).OrderBy(c => alone && Contacts.IsShared(turn.Patient, c)).FirstOrDefault();
        if (to is null)
        {
            NotSent(turn, MessageKind.Safety, Contacts.WhyNone(turn.State));
            return false;
        }

        Queue(turn, Draft(turn, MessageClass.Safety, MessageKind.Safety, to, text, why) with { Escalation = escalation });
        return reached;
    }

    /// <summary>Where a person's word would go now, after a death to whoever wrote last; null with the reason where it cannot.</summary>
    public static ContactPoint? Reach(Turn turn, out string whyNot)
    {
        whyNot = Contacts.WhyNone(turn.State);
        if (turn.State is { InMourning: true, Conversation.With: var told } && turn.State.Standing(told) is null or { OptedOutAt: null, Unusable: null }) return told;
        return Talking(turn) is { } talking && turn.State.Standing(talking) is null or { OptedOutAt: null, Unusable: null } ? Talking(turn) : Contacts.Usable(turn.State).FirstOrDefault();
    }

    /// <summary>A person's word is for the patient, whoever wrote for them.</summary>
    private static ContactPoint? Talking(Turn turn) =>
        turn.State.Conversation is { } open && open.OpenUntil > turn.Now && Contacts.CaregiverAt(turn.Patient, open.With) is null ? open.With : null;

    /// <summary>A word from a person, or about what one did: at once while the patient is talking with us or for an emergency, else in the window (R7).</summary>
    public static void FromPeople(Turn turn, MessageKind kind, Func<Channel, string> text, string why, Guid escalation, bool atOnce)
    {
        if (turn.State.InMourning && kind != MessageKind.ProviderReply)
        {
            NotSent(turn, kind, InMourning);
            return;
        }

        if (Reach(turn, out var whyNot) is not { } to)
        {
            NotSent(turn, kind, whyNot);
            return;
        }

        var @class = atOnce ? MessageClass.Safety : to == Talking(turn) ? MessageClass.Direct : MessageClass.Routine;
        Queue(turn, Draft(turn, @class, kind, to, text(to.Channel), why) with { Escalation = escalation, ExpiresAt = turn.Now + WordsLast });
    }

    /// <summary>Caregivers who may hear of it, by text; never what was told, and nothing where somebody opted out.</summary>
    public static void ToCaregivers(Turn turn, Words words, string who, string why, Escalation escalation)
    {
        // What is between the patient and the team alone is told to nobody else.
        if (turn.State.InMourning || escalation.Concerns.Any(c => c.Topic is Topic.Abuse or Topic.SelfHarm or Topic.Mood)) return;
        foreach (var caregiver in turn.Patient.Caregivers.Where(c => c.MayHear))
        {
            var to = ContactPoint.Of(caregiver.Mobile);
            if (Contacts.IsTheirs(turn.Patient, to)) continue;
            if (turn.State.Standing(to) is { OptedOutAt: not null } or { Unusable: not null }) NotSent(turn, MessageKind.CaregiverTold, "the caregiver opted out, or the number does not work");
            else Queue(turn, Draft(turn, escalation.Urgency == Urgency.Emergency ? MessageClass.Safety : MessageClass.Routine, MessageKind.CaregiverTold, to, turn.Write(words, ("who", who)), why) with { Escalation = escalation.Id, ExpiresAt = turn.Now + WordsLast });
        }
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
