using NodaTime;
using Outreach.Core.Escalations;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.Core.FollowUps;

/// <summary>Opt-outs, opt-ins and wrong numbers (R4).</summary>
internal static class OptingOut
{
    public static void OptOut(Turn turn, Command.Reply command, Meaning meaning)
    {
        var already = turn.State.Standing(command.From)?.OptedOutAt is not null;
        if (!already) Silence(turn, command.From, command.Text);
        var choices = turn.Practice.Choices;
        if (meaning.Urgency == Urgency.Emergency)
        {
            var escalation = Escalating.Raise(turn, EmergencyConcern(turn, meaning, command.Text));
            if (already) Escalating.Raise(turn, Replying.CouldNotText(turn));
            else if (choices.SafetyInOptOutConfirmation && !choices.CarrierConfirmsOptOut) Confirm(turn, command.From, Texts.OptedOutWithSafety, MessageKind.Safety, escalation.Id);
            else Confirm(turn, command.From, meaning.Topic == Topic.SelfHarm ? Texts.CrisisSafety : Texts.EmergencySafety, MessageKind.Safety, escalation.Id);
            return;
        }

        if (meaning.Urgency > Urgency.None || meaning.Has(Intents.Concern | Intents.Question | Intents.CallMe)) Escalating.Raise(turn, EmergencyConcern(turn, meaning, command.Text));
        if (already) return;
        if (!choices.CarrierConfirmsOptOut) Confirm(turn, command.From, Texts.OptedOut, MessageKind.OptOutConfirmation, null);
        if (turn.State.Enrollments.IsEmpty || !Contacts.Usable(turn.State).IsEmpty) return;
        Escalating.Raise(turn, new Concern(turn.NextId(), "contact/opted-out", Urgency.Routine, Topic.Other, "Opted out of texts; nothing more can be sent", null, command.Text, turn.Now));
    }

    private static Concern EmergencyConcern(Turn turn, Meaning meaning, string text) => new(
        turn.NextId(),
        "reply/with-opt-out",
        meaning.Urgency == Urgency.None ? Urgency.Routine : meaning.Urgency,
        meaning.Topic,
        meaning.Topic == Topic.SelfHarm ? "Opted out, and writes of self-harm" : "Opted out, and writes of a concern",
        null,
        text,
        turn.Now);

    private static void Confirm(Turn turn, ContactPoint to, Words words, MessageKind kind, Guid? escalation) =>
        Sending.Queue(turn, Sending.Draft(turn, MessageClass.OptOutConfirmation, kind, to, turn.Write(words), "the one confirmation of an opt-out") with
        {
            Escalation = escalation,
            // One confirmation, within 5 minutes (47 CFR 64.1200(a)(12)); a safety line is worth sending later too.
            ExpiresAt = kind == MessageKind.Safety ? null : turn.Now + Duration.FromMinutes(5),
        });

    private static void Silence(Turn turn, ContactPoint contact, string wording)
    {
        turn.Happened(new Event.OptedOut(contact, wording) { At = turn.Now });
        Delivering.Cancel(turn, m => m.To == contact && m.Recipient == Delivering.ToThePatient, "opted out");
        if (turn.State.CheckIn?.Contact == contact) CheckingIn.Close(turn, CheckInEnd.Expired, "opted out", missed: false);
    }

    public static void OptIn(Turn turn, Command.Reply command)
    {
        var was = turn.State.Standing(command.From)?.OptedOutAt is not null;
        turn.Happened(new Event.OptedIn(command.From, "patient", command.Text) { At = turn.Now });
        Sending.Answer(turn, command.From, MessageKind.OptInConfirmation, turn.Write(Texts.OptedIn), was ? "opted in again" : "asked to get texts");
    }

    /// <summary>Stops that number until staff have looked.</summary>
    public static void WrongNumber(Turn turn, Command.Reply command)
    {
        turn.Happened(new Event.ContactUnusable(command.From, "wrong number") { At = turn.Now });
        Delivering.Cancel(turn, m => m.To == command.From && m.Class == MessageClass.Routine, "wrong number");
        if (turn.State.CheckIn?.Contact == command.From) CheckingIn.Close(turn, CheckInEnd.Expired, "wrong number", missed: false);
        Escalating.Raise(turn, new Concern(turn.NextId(), "contact/wrong-number", Urgency.Routine, Topic.Other, "Says this is the wrong number; texts to it are stopped", null, command.Text, turn.Now));
    }

    public static void Elsewhere(Turn turn, Command.ContactOptedOut command)
    {
        if (turn.State.Standing(command.Contact)?.OptedOutAt is null) Silence(turn, command.Contact, OptingOutWords.ByASharer);
    }

    public static void Lifted(Turn turn, Command.ContactOptedIn command)
    {
        if (turn.State.Standing(command.Contact) is { OptedOutAt: null, Unusable: null }) return;
        turn.Happened(new Event.OptedIn(command.Contact, command.By, command.Reason) { At = turn.Now });
    }
}

public static class OptingOutWords
{
    /// <summary>The wording of an opt-out that was made by another patient at the same contact point.</summary>
    public const string ByASharer = "opted out by somebody who shares it";
}
