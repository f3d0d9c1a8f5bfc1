using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Core.Practices;
using Outreach.Core.Replies;

namespace Outreach.Core.Escalations;

/// <summary>Brings concerns to a provider until someone has dealt with them (R5, R6).</summary>
internal static class Escalating
{
    /// <summary>The rule of a concern that says: the patient could not be texted, somebody must call.</summary>
    public const string CallNowRule = "delivery/call-now";

    private static readonly Duration ToldLately = Duration.FromMinutes(10);

    /// <summary>Opens an escalation, or joins the open one and may raise it.</summary>
    public static Escalation Raise(Turn turn, Concern concern)
    {
        if (turn.State.OpenEscalation is { } open) return Join(turn, open, concern);
        var tellAt = TellAt(turn, concern.Urgency);
        var escalation = new Escalation
        {
            Id = turn.NextId(),
            Urgency = concern.Urgency,
            Status = EscalationStatus.Open,
            OpenedAt = turn.Now,
            Concerns = [concern],
            Ladder = Ladders.Build(turn.Practice, turn.Patient.Provider, concern.Urgency, tellAt),
            NextStepAt = tellAt + Ladders.Wait(turn.Practice, concern.Urgency, rounds: 0),
        };
        turn.Happened(new Event.EscalationOpened(escalation) { At = turn.Now });
        Tell(turn, escalation, tellAt, concern.Because);
        return Current(turn, escalation.Id);
    }

    private static Escalation Join(Turn turn, Escalation open, Concern concern)
    {
        var raised = concern.Urgency > open.Urgency;
        var urgency = raised ? concern.Urgency : open.Urgency;
        // What a person has promised to see stands, unless something worse or an emergency has come.
        var again = raised || concern.Urgency == Urgency.Emergency;
        var tellAt = TellAt(turn, urgency);
        var next = tellAt + Ladders.Wait(turn.Practice, urgency, rounds: 0);
        // Who writes again and again does not keep the ladder from moving on (R6).
        if (open.NextStepAt is { } known && (!again || (!raised && open.Status == EscalationStatus.Open && known < next))) next = known;
        if (raised) Delivering.Cancel(turn, m => m.Class == MessageClass.Staff && m.Escalation == open.Id && m.NextAttemptAt > turn.Now, "it has become more urgent");
        turn.Happened(new Event.ConcernJoined(
            open.Id,
            concern,
            urgency,
            again ? EscalationStatus.Open : open.Status,
            raised ? Ladders.Build(turn.Practice, turn.Patient.Provider, urgency, tellAt) : open.Ladder,
            raised ? 0 : open.At,
            next) { At = turn.Now });
        var joined = Current(turn, open.Id);
        if (again || NotToldYet(turn, joined, concern)) Tell(turn, joined, tellAt, concern.Because);
        return joined;
    }

    /// <summary>The page behind the link shows every concern, so one message in a while is enough; but whoever has promised to look after it
    /// hears of what comes after.</summary>
    private static bool NotToldYet(Turn turn, Escalation open, Concern concern)
    {
        var to = ContactPoint.Of(Holder(turn, open).Email);
        if (turn.State.Outbox.Any(m => m.Escalation == open.Id && m.To == to)) return false;
        return (concern.Urgency == Urgency.Urgent || open.Status == EscalationStatus.Acknowledged)
            && !turn.State.Sent.Any(s => s.Escalation == open.Id && s.To == to && s.At > turn.Now - ToldLately);
    }

    /// <summary>Who has it: the one who acknowledged, else the one who was told last.</summary>
    private static Rung Holder(Turn turn, Escalation escalation) =>
        escalation.Status == EscalationStatus.Acknowledged && turn.Practice.ProviderById(escalation.AcknowledgedBy ?? "") is { } provider
            ? new Rung(provider.Id, provider.Name, provider.Email, provider.Mobile)
            : escalation.Ladder[escalation.At];

    /// <summary>What is due by the ladder's time: the next is told.</summary>
    public static void Step(Turn turn)
    {
        if (turn.State.OpenEscalation is not { NextStepAt: { } due } open || due > turn.Now) return;
        var reason = open switch
        {
            { Status: EscalationStatus.Open } => "nobody acknowledged in time",
            { ActedOn: true } => "acted on, not yet resolved",
            _ => "the promised time passed without a call or reply",
        };
        Move(turn, open, reason, stay: open.ActedOn);
    }

    /// <summary>A provider could not be told: by another way, else the next on the ladder at once.</summary>
    public static void CouldNotTell(Turn turn, OutboxEntry failed)
    {
        if (failed.Escalation is not { } id || turn.State.OpenEscalation is not { } open || open.Id != id || open.Status != EscalationStatus.Open) return;
        var rung = open.Ladder[open.At];
        if (rung.Provider != failed.Recipient) return;
        if (failed.To.Channel == Channel.Email && rung.Mobile is { } mobile && !Told(turn, open, ContactPoint.Of(mobile)))
        {
            Queue(turn, open, rung, ContactPoint.Of(mobile), turn.Now, "the email could not be sent");
            return;
        }

        var otherWayOpen = turn.State.Outbox.Any(m => m.Escalation == id && m.Recipient == rung.Provider && m.Key != failed.Key && m.Attempts <= 1 && m.LastError is null);
        if (!otherWayOpen && open.At + 1 < open.Ladder.Length) Move(turn, open, "could not be reached", stay: false);
    }

    private static bool Told(Turn turn, Escalation open, ContactPoint contact) =>
        turn.State.Outbox.Any(m => m.Escalation == open.Id && m.To == contact)
        || turn.State.Sent.Any(s => s.Escalation == open.Id && s.To == contact && s.Delivery != Delivery.Failed);

    private static void Move(Turn turn, Escalation open, string reason, bool stay)
    {
        var spent = open.At + 1 >= open.Ladder.Length;
        var to = stay ? open.At : spent ? 0 : open.At + 1;
        var rounds = open.Rounds + (spent && !stay ? 1 : 0);
        var tellAt = TellAt(turn, open.Urgency);
        turn.Happened(new Event.EscalationMoved(open.Id, to, rounds, tellAt + Ladders.Wait(turn.Practice, open.Urgency, rounds), reason) { At = turn.Now });
        Tell(turn, Current(turn, open.Id), tellAt, reason);
    }

    /// <summary>Routine concerns are told in office hours; the rest now.</summary>
    private static Instant TellAt(Turn turn, Urgency urgency) =>
        urgency == Urgency.Routine ? Office.NextOpen(turn.Practice, turn.Now) : turn.Now;

    private static void Tell(Turn turn, Escalation escalation, Instant at, string why)
    {
        var rung = Holder(turn, escalation);
        // What was decided in the same breath is one message.
        Delivering.Cancel(turn, m => m.Class == MessageClass.Staff && m.Escalation == escalation.Id && m.Recipient == rung.Provider && m.Attempts == 0 && m.QueuedAt == turn.Now, "told together with what followed");
        Queue(turn, escalation, rung, ContactPoint.Of(rung.Email), at, why);
        if (escalation.Urgency == Urgency.Emergency && rung.Mobile is { } mobile) Queue(turn, escalation, rung, ContactPoint.Of(mobile), at, why);
    }

    private static void Queue(Turn turn, Escalation escalation, Rung rung, ContactPoint to, Instant at, string why)
    {
        var sms = to.Channel == Channel.Sms;
        Sending.Queue(turn, new OutboxEntry
        {
            Key = turn.NextId(),
            Class = MessageClass.Staff,
            Kind = MessageKind.Escalation,
            To = to,
            Recipient = rung.Provider,
            Subject = sms ? null : ProviderEmail.Subject(escalation),
            Text = sms ? Texts.ProviderSms : ProviderEmail.Text(turn, escalation, rung),
            Link = LinkKind.Escalation,
            Escalation = escalation.Id,
            Why = $"{rung.Name} is told: {why}",
            QueuedAt = turn.Now,
            NextAttemptAt = at,
        });
    }

    public static Escalation Current(Turn turn, Guid id) => turn.State.Escalations.First(e => e.Id == id);
}
