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
            NextStepAt = NextStep(turn, concern.Urgency, tellAt, rounds: 0),
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
        var again = raised || concern.Urgency == Urgency.Emergency || (open.ActedOn && concern.Urgency == Urgency.Urgent);
        var tellAt = TellAt(turn, urgency);
        var next = NextStep(turn, urgency, tellAt, rounds: 0);
        // Who writes again and again does not keep the ladder from moving on (R6).
        var sooner = open.Status == EscalationStatus.Open && concern.Urgency >= Urgency.Urgent;
        if (open.NextStepAt is { } known && ((!again && !sooner) || (!raised && open.Status == EscalationStatus.Open && known < next))) next = known;
        if (raised) Delivering.Cancel(turn, m => m.Class == MessageClass.Staff && m.Escalation == open.Id && m.NextAttemptAt > turn.Now, "it has become more urgent");
        turn.Happened(new Event.ConcernJoined(
            open.Id,
            concern,
            urgency,
            again ? EscalationStatus.Open : open.Status,
            raised ? Ladders.Build(turn.Practice, Has(open) ?? turn.Patient.Provider, urgency, tellAt) : open.Ladder,
            raised ? 0 : open.At,
            next) { At = turn.Now });
        var joined = Current(turn, open.Id);
        if (!again && !NotToldYet(turn, joined, concern)) return joined;
        if (joined is { Status: EscalationStatus.Open, Urgency: Urgency.Urgent } && !joined.Ladder[joined.At].OnCall && joined.Ladder.Any(r => r.OnCall) && !Office.IsOpen(turn.Practice, tellAt)) Move(turn, joined, concern.Because, stay: false);
        else Tell(turn, joined, tellAt, concern.Because);
        return Current(turn, open.Id);
    }

    /// <summary>The page behind the link shows every concern, so one message in a while is enough; but whoever has promised to look after it
    /// hears of what comes after.</summary>
    private static bool NotToldYet(Turn turn, Escalation open, Concern concern)
    {
        var to = ContactPoint.Of(Holder(turn, open).Email);
        if (turn.State.Outbox.Any(m => m.Escalation == open.Id && m.To == to && m.NextAttemptAt <= turn.Now)) return false;
        return (concern.Urgency == Urgency.Urgent || open.Status == EscalationStatus.Acknowledged)
            && !turn.State.Sent.Any(s => s.Escalation == open.Id && s.To == to && s.At > turn.Now - ToldLately);
    }

    /// <summary>When it gets worse, whoever has it is told first.</summary>
    private static string? Has(Escalation open) => open.Status == EscalationStatus.Acknowledged ? open.AcknowledgedBy : null;

    /// <summary>Who has it: the one who acknowledged, else the one who was told last.</summary>
    private static Rung Holder(Turn turn, Escalation escalation) =>
        escalation.Status == EscalationStatus.Acknowledged && turn.Practice.ProviderById(escalation.AcknowledgedBy ?? "") is { } provider
            ? Ladders.Rung(provider)
            : escalation.Ladder[escalation.At] is var rung && turn.Practice.ProviderById(rung.Provider) is { } known ? Ladders.Rung(known) with { OnCall = rung.OnCall } : rung;

    /// <summary>What is due by the ladder's time: the next is told.</summary>
    public static void Step(Turn turn)
    {
        if (turn.State.OpenEscalation is not { } open || open.NextStepAt > turn.Now) return;
        var reason = open switch
        {
            { NextStepAt: null } => "it had no next step",
            { SnoozedBy: not null } => "it was put off until now",
            { Status: EscalationStatus.Open } => "nobody acknowledged in time",
            { ActedOn: true } => "acted on, not yet resolved",
            _ => "the promised time passed without a call or reply",
        };
        Move(turn, open, reason, stay: open.ActedOn || open.SnoozedBy is not null);
    }

    /// <summary>The recipient of what goes to the practice's own number.</summary>
    public const string ThePractice = "practice";

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
        if (!otherWayOpen && !Ladders.Next(turn.Practice, open, turn.Patient.Provider, turn.Now, anyone: true).Spent) Move(turn, open, $"{rung.Name} could not be reached", stay: false, anyone: true);
    }

    private static bool Told(Turn turn, Escalation open, ContactPoint contact) =>
        turn.State.Outbox.Any(m => m.Escalation == open.Id && m.To == contact)
        || turn.State.Sent.Any(s => s.Escalation == open.Id && s.To == contact && s.Delivery != Delivery.Failed);

    /// <param name="stay">Whoever has acted on it is asked first.</param>
    private static void Move(Turn turn, Escalation open, string reason, bool stay, bool anyone = false)
    {
        var tellAt = TellAt(turn, open.Urgency);
        var next = Ladders.Next(turn.Practice, open, turn.Patient.Provider, tellAt, anyone);
        var rounds = Ladders.OfficeOpens(turn.Practice, open, tellAt) ? 0 : open.Rounds + (next.Spent ? 1 : 0);
        var nextStep = NextStep(turn, open.Urgency, tellAt, rounds);
        if (stay && Actor(turn, open) is >= 0 and var place)
        {
            // What has been acted on is no business for the night.
            if (open.ActedOn && open.Urgency < Urgency.Emergency) (tellAt, nextStep) = Reminded(turn);
            (next, rounds) = (new(place < open.Ladder.Length ? open.Ladder : open.Ladder.Add(Ladders.Rung(turn.Practice.ProviderById((open.SnoozedBy ?? open.AcknowledgedBy)!)!)), place, Spent: false, []), open.Rounds);
        }

        turn.Happened(new Event.EscalationMoved(open.Id, next.At, rounds, nextStep, reason)
        {
            At = turn.Now, Ladder = next.Ladder.SequenceEqual(open.Ladder) ? null : next.Ladder, Skipped = next.Skipped,
        });
        Tell(turn, Current(turn, open.Id), tellAt, reason);
        if (next.Spent) Spent(turn, open, rounds);
    }

    /// <summary>The place of whoever has acted on it, after the last for somebody who was not on the ladder; -1 where they have left the practice.</summary>
    private static int Actor(Turn turn, Escalation open)
    {
        var actor = open.SnoozedBy ?? open.AcknowledgedBy ?? "";
        if (turn.Practice.ProviderById(actor) is null) return -1;
        for (var i = 0; i < open.Ladder.Length; i++)
        {
            if (open.Ladder[i].Provider == actor) return i;
        }

        return open.Ladder.Length;
    }

    private static (Instant TellAt, Instant NextStep) Reminded(Turn turn)
    {
        var at = Office.NextOpen(turn.Practice, turn.Now);
        return (at, Office.NextOpen(turn.Practice, at + turn.Practice.Ladder.UrgentPromise));
    }

    /// <summary>Nobody took it on: said loudly, to the practice's own number too (R6).</summary>
    private static void Spent(Turn turn, Escalation open, int rounds)
    {
        turn.Happened(new Event.LadderSpent(open.Id, open.Urgency, rounds) { At = turn.Now });
        // Less and less often where it is no emergency: at the 1st, 2nd, 4th, 8th time.
        if (open.Urgency < Urgency.Emergency && !int.IsPow2(rounds)) return;
        Sending.Queue(turn, new OutboxEntry
        {
            Key = turn.NextId(),
            Class = MessageClass.Staff,
            Kind = MessageKind.LadderSpent,
            To = ContactPoint.Of(turn.Practice.Ladder.WhenSpent ?? turn.Practice.Phone),
            Recipient = ThePractice,
            Text = ProviderEmail.Spent(turn.Practice, open),
            Escalation = open.Id,
            Why = "everybody on the ladder was told in vain",
            QueuedAt = turn.Now,
            NextAttemptAt = TellAt(turn, open.Urgency),
        });
    }

    /// <summary>What is urgent goes to the whole team again as soon as the office opens.</summary>
    private static Instant NextStep(Turn turn, Urgency urgency, Instant tellAt, int rounds)
    {
        var next = tellAt + Ladders.Wait(turn.Practice, urgency, rounds);
        return urgency == Urgency.Urgent && Office.NextOpen(turn.Practice, tellAt) is var opens && opens > tellAt && opens < next ? opens : next;
    }

    /// <summary>Routine concerns are told in office hours, and all of them where the practice tells nobody outside; the rest now.</summary>
    private static Instant TellAt(Turn turn, Urgency urgency) =>
        urgency == Urgency.Routine || turn.Practice.Ladder.TellPatientOnly ? Office.NextOpen(turn.Practice, turn.Now) : turn.Now;

    private static void Tell(Turn turn, Escalation escalation, Instant at, string why)
    {
        var rung = Holder(turn, escalation);
        if (Ladders.WhyNot(turn.Practice, rung, at.InZone(turn.Practice.Zone).Date) is { } gone && !Ladders.Next(turn.Practice, escalation, turn.Patient.Provider, at).Spent)
        {
            Move(turn, escalation, gone, stay: false);
            return;
        }

        // What was decided in the same breath is one message.
        Delivering.Cancel(turn, m => m.Class == MessageClass.Staff && m.Escalation == escalation.Id && m.Recipient == rung.Provider && m.Attempts == 0 && m.QueuedAt == turn.Now, "told together with what followed");
        Delivering.Cancel(turn, m => m.Kind == MessageKind.Escalation && m.Escalation == escalation.Id && m.Attempts == 0 && m.QueuedAt < turn.Now && m.NextAttemptAt > turn.Now, "told again meanwhile");
        Queue(turn, escalation, rung, ContactPoint.Of(rung.Email), at, why);
        // Nobody reads email at night.
        var text = escalation.Urgency == Urgency.Emergency || (escalation.Urgency == Urgency.Urgent && !Office.IsOpen(turn.Practice, at));
        if (text && rung.Mobile is { } mobile) Queue(turn, escalation, rung, ContactPoint.Of(mobile), at, why);
    }

    /// <summary>A colleague is asked to look at it, now.</summary>
    public static void Ask(Turn turn, Escalation escalation, Provider colleague, string by)
    {
        var rung = Ladders.Rung(colleague);
        Queue(turn, escalation, rung, ContactPoint.Of(rung.Email), turn.Now, $"{by} asks them to look", by);
        if (escalation.Urgency == Urgency.Emergency && rung.Mobile is { } mobile) Queue(turn, escalation, rung, ContactPoint.Of(mobile), turn.Now, $"{by} asks them to look", by);
    }

    private static void Queue(Turn turn, Escalation escalation, Rung rung, ContactPoint to, Instant at, string why, string? askedBy = null)
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
            Text = sms ? Texts.ProviderSms : ProviderEmail.Text(turn, escalation, rung, askedBy),
            Link = LinkKind.Escalation,
            Escalation = escalation.Id,
            Why = $"{rung.Name} is told: {why}",
            QueuedAt = turn.Now,
            NextAttemptAt = at,
        });
    }

    public static Escalation Current(Turn turn, Guid id) => turn.State.Escalation(id)!;
}
