using NodaTime;
using Outreach.Core.Escalations;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.Core.FollowUps;

/// <summary>Some time after a concern was resolved the patient is asked, once and by text, whether it helped.</summary>
internal static class Helping
{
    private const string NotHelpedRule = "resolved/not-helped";

    /// <summary>Not worth asking any more after so long; and so long an answer is waited for.</summary>
    private static readonly Duration Lasts = Duration.FromHours(48);

    /// <summary>Where others may read along, nothing reminds of it; and who has said that it did not help is not asked again and again.</summary>
    public static void Plan(Turn turn, Escalation resolved)
    {
        if (turn.State.InMourning || resolved.Concerns.Any(c => c.Topic is Topic.Abuse or Topic.SelfHarm || c.Rule == NotHelpedRule)) return;
        turn.Happened(new Event.HelpPlanned(resolved.Id, turn.Now + turn.Practice.Choices.AskHelpedAfter) { At = turn.Now });
    }

    public static bool IsOpen(Turn turn) => turn.State is { CheckIn: null, Help.AskedAt: { } asked } && turn.Now < asked + Lasts;

    public static void AskDue(Turn turn)
    {
        if (turn.State.Help is not { AskedAt: null } help || help.AskAt > turn.Now) return;
        if (WhyNot(turn, help) is { } why)
        {
            Sending.NotSent(turn, MessageKind.Helped, why);
            return;
        }

        if (OpensAt(turn) is not { } opens || opens > turn.Now) return;
        turn.Happened(new Event.HelpAsked(help.Escalation) { At = turn.Now });
        Sending.Queue(turn, Sending.Draft(turn, MessageClass.Routine, MessageKind.Helped, Phone(turn)!, turn.Write(Texts.Helped), "a concern was resolved; asked once whether it helped") with
        {
            Escalation = help.Escalation, CountsToCap = true, ExpiresAt = help.AskAt + Lasts,
        });
    }

    /// <summary>When it can be asked or is given up; null for never.</summary>
    public static Instant? Next(Turn turn)
    {
        if (turn.State.Help is not { AskedAt: null } help) return null;
        if (help.AskAt > turn.Now) return help.AskAt;
        return WhyNot(turn, help) is not null ? turn.Now : OpensAt(turn) is { } opens && opens < help.AskAt + Lasts ? opens : help.AskAt + Lasts;
    }

    private static string? WhyNot(Turn turn, HelpQuestion help) =>
        turn.Now >= help.AskAt + Lasts ? "no longer worth asking"
        : turn.Patient.Status != PatientStatus.Active ? Registering.Words(turn.Patient.Status)
        : turn.State.OpenEscalation is not null ? "another concern is open"
        : Phone(turn) is null ? "it can only be answered by text, and the patient cannot be texted"
        : null;

    private static ContactPoint? Phone(Turn turn) =>
        Contacts.Usable(turn.State).FirstOrDefault(c => c.Channel == Channel.Sms && turn.State.Standing(c)?.Introduced == true);

    /// <summary>Not into another question, nor into a conversation; null while nobody knows when those end.</summary>
    private static Instant? OpensAt(Turn turn)
    {
        if (turn.State.CheckIn is not null || turn.State.Unread is not null) return null;
        var from = PersonTalking.IsOn(turn) ? turn.State.WithPerson!.Until : turn.Now;
        if (turn.State.Conversation is { } open && open.OpenUntil > from) from = open.OpenUntil;
        return Gates.Opens(turn, from)?.At;
    }

    /// <summary>True where the text was an answer and nothing else.</summary>
    public static bool Answered(Turn turn, ContactPoint from, Meaning meaning, string text)
    {
        if (!IsOpen(turn) || !meaning.Has(Intents.Answer) || meaning.Value is not ("yes" or "no")) return false;
        var helped = meaning.Value == "yes";
        turn.Happened(new Event.HelpAnswered(turn.State.Help!.Escalation, helped, text) { At = turn.Now });
        if (meaning.Urgency > Urgency.None || meaning.Has(Intents.Concern | Intents.Question | Intents.CallMe | Intents.Help)) return false;
        if (!helped) Escalating.Raise(turn, new Concern(turn.NextId(), NotHelpedRule, Urgency.Routine, Topic.Other, "Says that what was done has not helped", null, text, turn.Now));
        Sending.Answer(turn, from, helped ? MessageKind.Thanks : MessageKind.ToldTeam, turn.Write(helped ? Texts.HelpedThanks : Texts.NotHelped), helped ? "told that it helped" : "told what follows from the answer");
        return true;
    }
}
