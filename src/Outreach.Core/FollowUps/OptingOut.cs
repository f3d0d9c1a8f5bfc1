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
        if (meaning.Urgency == Urgency.Emergency || (meaning.Topic == Topic.SelfHarm && meaning.Urgency > Urgency.Routine))
        {
            var escalation = Escalating.Raise(turn, WithOptOut(turn, meaning, command));
            Replying.DropRepeats(turn);
            if (already) Escalating.Raise(turn, Replying.CouldNotText(turn));
            else if (choices.SafetyInOptOutConfirmation && !choices.CarrierConfirmsOptOut) Confirm(turn, command.From, Texts.OptedOutWithSafety, MessageKind.Safety, escalation.Id);
            else Confirm(turn, command.From, meaning.Topic == Topic.SelfHarm ? Texts.CrisisSafety : Texts.EmergencySafety, MessageKind.Safety, escalation.Id);
            return;
        }

        if (meaning.Urgency > Urgency.None || meaning.Has(Intents.Concern | Intents.Question | Intents.CallMe)) Escalating.Raise(turn, WithOptOut(turn, meaning, command));
        if (already) return;
        if (!choices.CarrierConfirmsOptOut) Confirm(turn, command.From, Texts.OptedOut, MessageKind.OptOutConfirmation, null);
        RaiseSilenced(turn, command.Text);
    }

    /// <summary>No way to ask is left; that the patient is silent from now on means nothing (R9).</summary>
    private static void RaiseSilenced(Turn turn, string? words)
    {
        if (turn.State.Enrollments.IsEmpty || turn.Patient.Status != PatientStatus.Active || !Contacts.Usable(turn.State).IsEmpty) return;
        Escalating.Raise(turn, new Concern(turn.NextId(), "contact/opted-out", Urgency.Routine, Topic.Other, "Opted out of texts; nothing more can be sent", null, words, turn.Now));
    }

    private static Concern WithOptOut(Turn turn, Meaning meaning, Command.Reply command) => new(
        turn.NextId(),
        "reply/with-opt-out",
        meaning.Urgency == Urgency.None ? Urgency.Routine : meaning.Urgency,
        meaning.Topic,
        meaning.Topic == Topic.SelfHarm ? "Opted out, and writes of self-harm" : "Opted out, and writes of a concern",
        null,
        Replying.Attributed(turn, command),
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
        if (turn.State.CheckIn is { OtherChannelTriedAt: null } checkIn && checkIn.Contact == contact) CheckingIn.Close(turn, CheckInEnd.Expired, "opted out", missed: false);
    }

    /// <summary>The carrier knows of an opt-out that we do not.</summary>
    public static void ByCarrier(Turn turn, ContactPoint contact)
    {
        if (turn.State.Patient is null || turn.State.Standing(contact)?.OptedOutAt is not null) return;
        turn.Happened(new Event.OptedOut(contact, "blocked by the carrier") { At = turn.Now });
        Delivering.Cancel(turn, m => m.To == contact && m.Recipient == Delivering.ToThePatient, "opted out");
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
        if (turn.State.Standing(command.From)?.Unusable != OptingOutWords.WrongNumber)
        {
            Sending.Answer(turn, command.From, MessageKind.OptOutConfirmation, turn.Write(Texts.WrongNumber), "the one answer to a wrong number");
            turn.Happened(new Event.ContactUnusable(command.From, OptingOutWords.WrongNumber) { At = turn.Now });
        }

        Delivering.Cancel(turn, m => m.To == command.From && m.Recipient == Delivering.ToThePatient && m.Kind != MessageKind.OptOutConfirmation, OptingOutWords.WrongNumber);
        if (turn.State.CheckIn is { OtherChannelTriedAt: null } checkIn && checkIn.Contact == command.From) CheckingIn.Close(turn, CheckInEnd.Expired, OptingOutWords.WrongNumber, missed: false);
        Escalating.Raise(turn, new Concern(turn.NextId(), "contact/wrong-number", Urgency.Routine, Topic.Other, "Says this is the wrong number; texts to it are stopped", null, Replying.Attributed(turn, command), turn.Now));
    }

    public static void Elsewhere(Turn turn, Command.ContactOptedOut command)
    {
        if (turn.State.Standing(command.Contact)?.OptedOutAt is not null) return;
        Silence(turn, command.Contact, OptingOutWords.ByASharer);
        RaiseSilenced(turn, null);
    }

    public static void Lifted(Turn turn, Command.ContactOptedIn command)
    {
        if (turn.State.Standing(command.Contact) is { OptedOutAt: null, Unusable: null }) return;
        turn.Happened(new Event.OptedIn(command.Contact, command.By, command.Reason) { At = turn.Now });
    }
}

public static class OptingOutWords
{
    /// <summary>Why nothing goes to a number whose owner says it is not the patient's.</summary>
    public const string WrongNumber = "wrong number";

    /// <summary>The wording of an opt-out that was made by another patient at the same contact point.</summary>
    public const string ByASharer = "opted out by somebody who shares it";
}
