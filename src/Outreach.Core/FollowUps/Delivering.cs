using NodaTime;
using Outreach.Core.Escalations;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.Core.FollowUps;

/// <summary>Attempts: what may leave now, and what follows from how it went (R2, R3, R8).</summary>
internal static class Delivering
{
    public const string ToThePatient = "patient";

    /// <summary>So many are leased or called off in one step at most, to stay within one transaction; the next step goes on.</summary>
    private const int EntriesAStep = 20;

    /// <summary>Leases everything that is due and still allowed; consent, window, cap and expiry are checked again at each attempt.</summary>
    public static void ClaimDue(Turn turn)
    {
        if (turn.State.Outbox.IsEmpty) return;
        foreach (var entry in Due(turn))
        {
            if ((entry.InDoubt || entry.LeaseUntil is not null) && entry.FirstSentAt is { } first && turn.Now - first > turn.Context.Delivery.CarrierRemembers) OutcomeStaysUnknown(turn, entry);
            else if (entry.ExpiresAt <= turn.Now) NotSent(turn, entry, "no longer worth sending");
            else if (IsSettled(turn, entry)) NotSent(turn, entry, "resolved meanwhile");
            else if (entry.Recipient != ToThePatient) turn.Claim(entry);
            else ClaimForPatient(turn, entry);
        }
    }

    private static List<OutboxEntry> Due(Turn turn)
    {
        List<OutboxEntry> due = [];
        foreach (var entry in turn.State.Outbox)
        {
            if (IsDue(entry, turn.Now)) due.Add(entry);
        }

        return due.Count < 2 ? due : [.. due.OrderBy(Rank).ThenBy(m => m.QueuedAt).Take(EntriesAStep)];
    }

    /// <summary>Nobody is called to what a person has resolved, and no patient is sent to an emergency that is over.</summary>
    private static bool IsSettled(Turn turn, OutboxEntry entry) =>
        (entry.Class == MessageClass.Staff || entry.Kind == MessageKind.Safety)
        && entry.Escalation is { } id && turn.State.Escalation(id) is null or { Status: EscalationStatus.Resolved };

    private static bool IsDue(OutboxEntry entry, Instant now) => entry.NextAttemptAt <= now && (entry.LeaseUntil is null || entry.LeaseUntil <= now);

    private static int Rank(OutboxEntry entry) => entry switch
    {
        { Kind: MessageKind.Safety or MessageKind.EmergencyQuestion } => 0,
        { Class: MessageClass.Staff } => 1,
        { Class: MessageClass.Safety } => 2,
        { Class: MessageClass.OptOutConfirmation } => 3,
        { Class: MessageClass.Direct } => 4,
        _ => 5,
    };

    /// <summary>Not from the plan but from a person: it reaches also a patient whose follow-up is paused (R7).</summary>
    private static bool IsFromPeople(MessageKind kind) => kind is MessageKind.Acknowledged or MessageKind.Resolved or MessageKind.ProviderReply or MessageKind.Undone or MessageKind.CaregiverTold;

    private static void ClaimForPatient(Turn turn, OutboxEntry entry)
    {
        var standing = turn.State.Standing(entry.To);
        if (standing?.OptedOutAt is not null && entry.Class != MessageClass.OptOutConfirmation)
        {
            NotSent(turn, entry, "opted out");
            return;
        }

        var talking = turn.State.Conversation is { } open && open.OpenUntil > turn.Now;
        if (turn.Patient.Status == PatientStatus.Deceased && entry.Class != MessageClass.OptOutConfirmation && (entry.Kind != MessageKind.ProviderReply) && (!talking || IsFromPeople(entry.Kind)))
        {
            NotSent(turn, entry, Registering.Words(turn.Patient.Status));
            return;
        }

        var direct = entry.Class == MessageClass.Direct && talking;
        if (entry.Class is MessageClass.Safety or MessageClass.OptOutConfirmation || direct)
        {
            turn.Claim(entry);
            return;
        }

        if (turn.Patient.Status != PatientStatus.Active && !IsFromPeople(entry.Kind))
        {
            NotSent(turn, entry, Registering.Words(turn.Patient.Status));
            return;
        }

        var caregiver = Contacts.CaregiverAt(turn.Patient, entry.To) is { } other && (turn.State.InMourning ? entry.Kind == MessageKind.ProviderReply : entry.Kind == MessageKind.CaregiverTold && other.MayHear);
        if (!caregiver && !Contacts.IsTheirs(turn.Patient, entry.To))
        {
            NotSent(turn, entry, "no longer the patient's contact point");
            return;
        }

        if (standing?.Unusable is { } unusable)
        {
            NotSent(turn, entry, unusable);
            return;
        }

        if (!caregiver && turn.Patient.ConsentFor(entry.To.Channel) is null)
        {
            NotSent(turn, entry, "no consent for this channel");
            return;
        }

        if (Gates.OpensFor(turn, turn.Now, entry) is not { } opens)
        {
            NotSent(turn, entry, "the contact window never opens");
            return;
        }

        if (opens.At <= turn.Now) turn.Claim(entry);
        else if (opens.At >= entry.ExpiresAt) NotSent(turn, entry, $"{opens.Why}, and it would be too late after");
        else turn.Happened(new Event.MessageHeldBack(entry.Key, opens.At, opens.Why) { At = turn.Now });
    }

    /// <summary>Routine messages are not sent again; a safety text or an escalation is, as a new message (R2).</summary>
    private static void OutcomeStaysUnknown(Turn turn, OutboxEntry entry)
    {
        NotSent(turn, entry, "unknown whether it arrived");
        if ((entry.Class is not (MessageClass.Safety or MessageClass.Staff) && entry.Kind != MessageKind.Safety) || IsSettled(turn, entry)) return;
        Sending.Queue(turn, entry with { Key = turn.NextId(), FirstSentAt = null, LeaseUntil = null, InDoubt = false, Attempts = 0, LastError = null, QueuedAt = turn.Now, NextAttemptAt = turn.Now });
    }

    public static void Attempted(Turn turn, Command.Attempted command)
    {
        if (turn.State.Message(command.Key) is not { } entry) return;
        switch (command.Outcome)
        {
            case AttemptOutcome.Accepted:
                turn.Happened(new Event.MessageSent(entry.Key, entry.Kind, entry.To, entry.CountsToCap, entry.CheckIn, entry.Escalation) { At = turn.Now });
                break;
            case AttemptOutcome.Held when entry is { LeaseUntil: not null, Attempts: > 0 }:
                turn.Happened(new Event.MessageHeldBack(entry.Key, command.NotBefore ?? turn.Now + turn.Context.Delivery.Wait(entry.Class, entry.Attempts), command.Detail) { At = turn.Now, InQueue = true });
                break;
            case AttemptOutcome.Held:
                break;
            case AttemptOutcome.Passing or AttemptOutcome.Unknown:
                Failed(turn, entry, command, passing: true);
                break;
            case AttemptOutcome.OptedOut:
                if (entry.Recipient == ToThePatient) OptingOut.ByCarrier(turn, entry.To);
                Failed(turn, entry, command, passing: false);
                break;
            case AttemptOutcome.Permanent:
                Failed(turn, entry, command, passing: false);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(command), command.Outcome, "not an outcome");
        }
    }

    private static void Failed(Turn turn, OutboxEntry entry, Command.Attempted command, bool passing)
    {
        var next = turn.Now + turn.Context.Delivery.Wait(entry.Class, entry.Attempts);
        if (command.NotBefore is { } earliest && earliest > next) next = earliest;
        var again = passing && (entry.ExpiresAt is not { } expires || next < expires);
        turn.Happened(again
            ? new Event.MessageRetried(entry.Key, next, command.Detail, command.Outcome == AttemptOutcome.Unknown) { At = turn.Now }
            : new Event.MessageNotSent(entry.Key, entry.Kind, command.Detail) { At = turn.Now });
        Consequences(turn, entry, command.Detail, final: !again, firstTime: entry.Attempts <= 1, permanent: !passing);
    }

    /// <summary>Safety texts and escalations that did not leave reach somebody in the same turn; routine ones take the other channel.</summary>
    private static void Consequences(Turn turn, OutboxEntry entry, string detail, bool final, bool firstTime, bool permanent)
    {
        if (entry.Class == MessageClass.Staff)
        {
            if (final || firstTime) Escalating.CouldNotTell(turn, entry);
        }
        else if (entry.Kind == MessageKind.Safety)
        {
            if (final || firstTime) CallNow(turn);
        }
        else if (entry.Kind == MessageKind.EmergencyQuestion)
        {
            if (final && turn.State.Patient is not null) AskingWhetherEmergency.GiveUp(turn, detail);
        }
        else if (final && entry.Recipient == ToThePatient && turn.State.Patient is not null)
        {
            // A carrier that was down says nothing about the number.
            if (permanent && turn.State.Standing(entry.To) is { OptedOutAt: null, Unusable: null } && entry.Class == MessageClass.Routine) turn.Happened(new Event.ContactUnusable(entry.To, detail) { At = turn.Now });
            if (entry.Kind == MessageKind.ProviderReply) RaiseUndelivered(turn);
            else Chasing.DidNotArrive(turn, entry, detail);
        }
    }

    /// <summary>The provider believes that the patient has read it.</summary>
    private static void RaiseUndelivered(Turn turn) =>
        Escalating.Raise(turn, new Concern(turn.NextId(), "delivery/reply", Urgency.Urgent, Topic.Other, "A reply to the patient could not be delivered; please call", null, null, turn.Now));

    private static void CallNow(Turn turn)
    {
        if (turn.State.Patient is null) return;
        if (turn.State.OpenEscalation?.Concerns.Any(c => c.Rule == Escalating.CallNowRule && c.At > turn.Now - Duration.FromMinutes(10)) == true) return;
        Escalating.Raise(turn, new Concern(turn.NextId(), Escalating.CallNowRule, Urgency.Emergency, Topic.Other, "Call now: the safety text could not be delivered", null, null, turn.Now));
    }

    /// <summary>The carrier's later word: it may only now turn out that a message never arrived.</summary>
    public static void Reported(Turn turn, Command.DeliveryReport command)
    {
        if (turn.State.Sent.FirstOrDefault(s => s.Key == command.Key) is not { } sent || sent.Delivery is Delivery.Delivered or Delivery.Failed) return;
        turn.Happened(new Event.MessageReported(command.Key, command.Word, command.Detail) { At = turn.Now });
        if (command.Word is DeliveryWord.Delivered or DeliveryWord.Unknown) return;
        var staff = sent.Kind is MessageKind.Escalation or MessageKind.LadderSpent;
        if (command.Word == DeliveryWord.OptedOut && !staff) OptingOut.ByCarrier(turn, sent.To);
        var recipient = staff ? turn.State.OpenEscalation?.Ladder.FirstOrDefault(r => ContactPoint.Of(r.Email) == sent.To || r.Mobile is { } m && ContactPoint.Of(m) == sent.To)?.Provider ?? "" : ToThePatient;
        Consequences(turn, new OutboxEntry
        {
            Key = sent.Key, Class = staff ? MessageClass.Staff : MessageClass.Direct, Kind = sent.Kind, To = sent.To, Recipient = recipient, Text = "", Why = "",
            Escalation = sent.Escalation, CheckIn = sent.CheckIn, QueuedAt = sent.At, NextAttemptAt = sent.At, Attempts = 1,
        }, command.Detail, final: true, firstTime: true, permanent: false);
    }

    /// <summary>After so long no word of the carrier is to be expected.</summary>
    private static readonly Duration NoWordAfter = Duration.FromHours(24);

    /// <summary>Every notification has an outcome: where the carrier says nothing, that nothing was said.</summary>
    public static void Unheard(Turn turn)
    {
        foreach (var sent in turn.State.Sent)
        {
            if (IsUnheard(sent) && sent.At + NoWordAfter <= turn.Now) turn.Happened(new Event.MessageReported(sent.Key, DeliveryWord.Unknown, "no word from the carrier") { At = turn.Now });
        }
    }

    public static Instant? NextUnheard(Turn turn)
    {
        Instant? next = null;
        foreach (var sent in turn.State.Sent)
        {
            if (IsUnheard(sent) && (next is null || sent.At + NoWordAfter < next)) next = sent.At + NoWordAfter;
        }

        return next;
    }

    private static bool IsUnheard(Sent sent) => sent is { Kind: MessageKind.Escalation or MessageKind.LadderSpent, Delivery: Delivery.Accepted };

    /// <summary>What is more than fits into one step is stopped by the same reason when its turn comes to be sent.</summary>
    public static void Cancel(Turn turn, Func<OutboxEntry, bool> which, string reason)
    {
        var left = EntriesAStep;
        foreach (var entry in turn.State.Outbox)
        {
            if (entry.LeaseUntil is not null || !which(entry)) continue;
            NotSent(turn, entry, reason);
            if (--left == 0) return;
        }
    }

    private static void NotSent(Turn turn, OutboxEntry entry, string reason) =>
        turn.Happened(new Event.MessageNotSent(entry.Key, entry.Kind, reason) { At = turn.Now });
}
