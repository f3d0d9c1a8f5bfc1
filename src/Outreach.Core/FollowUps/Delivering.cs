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

    /// <summary>Leases everything that is due and still allowed; consent, window, cap and expiry are checked again at each attempt.</summary>
    public static void ClaimDue(Turn turn)
    {
        foreach (var entry in Due(turn))
        {
            if (entry.LeaseUntil is not null && entry.FirstSentAt is { } first && turn.Now - first > turn.Context.Delivery.CarrierRemembers) OutcomeStaysUnknown(turn, entry);
            else if (entry.ExpiresAt <= turn.Now) NotSent(turn, entry, "no longer worth sending");
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

        return due.Count < 2 ? due : [.. due.OrderBy(m => Rank(m.Class)).ThenBy(m => m.QueuedAt)];
    }

    private static bool IsDue(OutboxEntry entry, Instant now) => entry.NextAttemptAt <= now && (entry.LeaseUntil is null || entry.LeaseUntil <= now);

    private static int Rank(MessageClass @class) => @class switch
    {
        MessageClass.Safety => 0,
        MessageClass.Staff => 1,
        MessageClass.OptOutConfirmation => 2,
        MessageClass.Direct => 3,
        _ => 4,
    };

    private static void ClaimForPatient(Turn turn, OutboxEntry entry)
    {
        var standing = turn.State.Standing(entry.To);
        if (standing?.OptedOutAt is not null && entry.Class != MessageClass.OptOutConfirmation)
        {
            NotSent(turn, entry, "opted out");
            return;
        }

        var direct = entry.Class == MessageClass.Direct && turn.State.Conversation is { } open && open.OpenUntil > turn.Now;
        if (entry.Class is MessageClass.Safety or MessageClass.OptOutConfirmation || direct)
        {
            turn.Claim(entry);
            return;
        }

        if (turn.Patient.Status != PatientStatus.Active)
        {
            NotSent(turn, entry, Registering.Words(turn.Patient.Status));
            return;
        }

        if (turn.Patient.ConsentFor(entry.To.Channel) is null)
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
        if (entry.Class is not (MessageClass.Safety or MessageClass.Staff)) return;
        Sending.Queue(turn, entry with { Key = turn.NextId(), FirstSentAt = null, LeaseUntil = null, Attempts = 0, LastError = null, QueuedAt = turn.Now, NextAttemptAt = turn.Now });
    }

    public static void Attempted(Turn turn, Command.Attempted command)
    {
        if (turn.State.Outbox.FirstOrDefault(m => m.Key == command.Key) is not { } entry) return;
        switch (command.Outcome)
        {
            case AttemptOutcome.Accepted:
                turn.Happened(new Event.MessageSent(entry.Key, entry.Kind, entry.To, entry.CountsToCap, entry.CheckIn, entry.Escalation) { At = turn.Now });
                break;
            case AttemptOutcome.Passing or AttemptOutcome.Unknown:
                Failed(turn, entry, command, passing: true);
                break;
            case AttemptOutcome.OptedOut:
                if (turn.State.Standing(entry.To)?.OptedOutAt is null && entry.Recipient == ToThePatient) turn.Happened(new Event.OptedOut(entry.To, "blocked by the carrier") { At = turn.Now });
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
        var again = passing && (entry.ExpiresAt is not { } expires || next < expires);
        turn.Happened(again
            ? new Event.MessageRetried(entry.Key, next, command.Detail) { At = turn.Now }
            : new Event.MessageNotSent(entry.Key, entry.Kind, command.Detail) { At = turn.Now });
        Consequences(turn, entry, command.Detail, final: !again, firstTime: entry.Attempts <= 1);
    }

    /// <summary>Safety texts and escalations that did not leave reach somebody in the same turn; routine ones take the other channel.</summary>
    private static void Consequences(Turn turn, OutboxEntry entry, string detail, bool final, bool firstTime)
    {
        if (entry.Class == MessageClass.Staff)
        {
            if (final || firstTime) Escalating.CouldNotTell(turn, entry);
        }
        else if (entry.Kind == MessageKind.Safety)
        {
            if (final || firstTime) CallNow(turn);
        }
        else if (final && entry.Recipient == ToThePatient && turn.State.Patient is not null)
        {
            if (turn.State.Standing(entry.To) is { OptedOutAt: null, Unusable: null } && entry.Class == MessageClass.Routine) turn.Happened(new Event.ContactUnusable(entry.To, detail) { At = turn.Now });
            CheckingIn.TryOtherChannel(turn, entry);
        }
    }

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
        if (command.Word == DeliveryWord.Delivered) return;
        if (command.Word == DeliveryWord.OptedOut && turn.State.Standing(sent.To) is { OptedOutAt: null }) turn.Happened(new Event.OptedOut(sent.To, "blocked by the carrier") { At = turn.Now });
        var staff = sent.Kind == MessageKind.Escalation;
        var recipient = staff ? turn.State.OpenEscalation?.Ladder.FirstOrDefault(r => ContactPoint.Of(r.Email) == sent.To || r.Mobile is { } m && ContactPoint.Of(m) == sent.To)?.Provider ?? "" : ToThePatient;
        Consequences(turn, new OutboxEntry
        {
            Key = sent.Key, Class = staff ? MessageClass.Staff : MessageClass.Direct, Kind = sent.Kind, To = sent.To, Recipient = recipient, Text = "", Why = "",
            Escalation = sent.Escalation, CheckIn = sent.CheckIn, QueuedAt = sent.At, NextAttemptAt = sent.At, Attempts = 1,
        }, command.Detail, final: true, firstTime: true);
    }

    public static void Cancel(Turn turn, Func<OutboxEntry, bool> which, string reason)
    {
        foreach (var entry in turn.State.Outbox.Where(m => m.LeaseUntil is null && which(m)).ToList()) NotSent(turn, entry, reason);
    }

    private static void NotSent(Turn turn, OutboxEntry entry, string reason) =>
        turn.Happened(new Event.MessageNotSent(entry.Key, entry.Kind, reason) { At = turn.Now });
}
