using NodaTime;
using NodaTime.Text;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Core.Practices;
using Outreach.Core.Replies;

namespace Outreach.Core.Escalations;

/// <summary>What providers do with an escalation, and what the patient hears of it (R6, R7).</summary>
internal static class Acting
{
    private static readonly LocalTimePattern Time = LocalTimePattern.CreateWithInvariantCulture("h:mm tt");

    /// <summary>An emergency cannot be snoozed: a promise for one lies at most this far ahead (R6).</summary>
    private static readonly Duration LongestEmergencyPromise = Duration.FromHours(1);

    public static void Acknowledge(Turn turn, Command.Acknowledge command)
    {
        if (Find(turn, command.Escalation) is not { } escalation) return;
        if (command.Until is null && HasItAlready(escalation, command.By)) return;
        if (command.Until is { } chosen)
        {
            if (chosen <= turn.Now)
            {
                turn.Refuse(new PromiseInThePast());
                return;
            }

            if (escalation.Urgency == Urgency.Emergency && chosen > LatestForEmergency(turn, escalation))
            {
                turn.Refuse(new PromiseTooFar());
                return;
            }
        }

        var until = command.Until ?? turn.Now + turn.Practice.Ladder.Promise(escalation.Urgency);
        if (escalation.Urgency == Urgency.Emergency) until = Instant.Min(until, LatestForEmergency(turn, escalation));
        turn.Happened(new Event.EscalationAcknowledged(escalation.Id, command.By, until, command.Until is not null) { At = turn.Now });
        CallOff(turn, escalation, command.By);
        var quiet = IsQuiet(escalation);
        var text = command.Until is { } promised
            ? turn.Write(quiet ? Texts.AcknowledgedQuietBy : Texts.AcknowledgedBy, ("who", Name(turn, command.By)), ("time", Clock(turn, promised)))
            : turn.Write(quiet ? Texts.AcknowledgedQuiet : Texts.Acknowledged, ("who", Name(turn, command.By)));
        Sending.FromPeople(turn, MessageKind.Acknowledged, _ => Sentence(text), $"{Name(turn, command.By)} acknowledged", escalation.Id, escalation.Urgency == Urgency.Emergency);
        if (!quiet) Sending.ToCaregivers(turn, Texts.CaregiverAcknowledged, Name(turn, command.By), $"{Name(turn, command.By)} acknowledged; the patient named this person to hear of it", escalation);
    }

    /// <summary>Pressed again without a time changes nothing: neither what was promised nor when the next is told (R6).</summary>
    private static bool HasItAlready(Escalation escalation, string by) =>
        escalation is { Status: EscalationStatus.Acknowledged, ActedOn: false } && escalation.AcknowledgedBy == by;

    /// <summary>A promise for an emergency is not put off by a second one, unless the patient was called or written to since.</summary>
    private static Instant LatestForEmergency(Turn turn, Escalation escalation) =>
        escalation is { Status: EscalationStatus.Acknowledged, ActedOn: false, NextStepAt: { } promised } ? promised : turn.Now + LongestEmergencyPromise;

    /// <summary>The patient has told us nothing: no answer came, or nothing could be sent.</summary>
    private static bool IsQuiet(Escalation escalation) =>
        escalation.Concerns.All(c => c.Words is null || c.Rule.StartsWith("contact/", StringComparison.Ordinal));

    public static void Called(Turn turn, Command.Called command)
    {
        if (Find(turn, command.Escalation) is not { } escalation) return;
        turn.Happened(new Event.PatientCalled(escalation.Id, command.By) { At = turn.Now, Outcome = command.Outcome });
        if (command.Outcome == CallOutcome.NoAnswer) return;
        CallOff(turn, escalation, command.By);
        Delivering.Cancel(turn, m => m.Kind == MessageKind.Safety && m.Escalation == escalation.Id, $"{Name(turn, command.By)} called");
    }

    public static void Resolve(Turn turn, Command.Resolve command)
    {
        if (Find(turn, command.Escalation) is not { } escalation) return;
        if (string.IsNullOrWhiteSpace(command.Reason))
        {
            turn.Refuse(new ReasonMissing());
            return;
        }

        turn.Happened(new Event.EscalationResolved(escalation.Id, command.By, command.Reason) { At = turn.Now });
        CallOff(turn, escalation, command.By);
        var quiet = IsQuiet(escalation);
        if (!quiet) Helping.Plan(turn, escalation);
        Sending.FromPeople(turn, MessageKind.Resolved, channel => Sentence(turn.Write(quiet ? Texts.ResolvedQuiet : channel == Channel.Email ? Texts.ResolvedByEmail : Texts.Resolved, ("who", Name(turn, command.By)))), $"{Name(turn, command.By)} resolved it", escalation.Id, escalation.Urgency == Urgency.Emergency);
        if (!quiet) Sending.ToCaregivers(turn, Texts.CaregiverResolved, Name(turn, command.By), $"{Name(turn, command.By)} resolved it; the patient named this person to hear of it", escalation);
    }

    public static void Reply(Turn turn, Command.ProviderReply command)
    {
        if (Find(turn, command.Escalation) is not { } escalation) return;
        if (string.IsNullOrWhiteSpace(command.Text))
        {
            turn.Refuse(new EmptyText());
            return;
        }

        var text = turn.Write(Texts.FromProvider, ("who", Name(turn, command.By)), ("text", command.Text.Trim()));
        if (Sending.Reach(turn, out var whyNot) is null)
        {
            turn.Refuse(new CannotReach(whyNot));
            return;
        }

        turn.Happened(new Event.ProviderReplied(escalation.Id, command.By, command.Text.Trim()) { At = turn.Now, TalkUntil = turn.Now + turn.Practice.Choices.PersonTalksFor });
        PersonTalking.Begins(turn);
        CallOff(turn, escalation, command.By);
        Sending.FromPeople(turn, MessageKind.ProviderReply, _ => Sentence(text), $"{Name(turn, command.By)} wrote", escalation.Id, escalation.Urgency == Urgency.Emergency);
    }

    /// <summary>Within a minute; the patient, if they were told already, hears that it was a mistake.</summary>
    public static void Undo(Turn turn, Command.UndoAcknowledge command)
    {
        if (Find(turn, command.Escalation) is not { } escalation) return;
        if (escalation is not { Status: EscalationStatus.Acknowledged, ActedOn: false, AcknowledgedAt: { } since } || escalation.AcknowledgedBy != command.By || turn.Now - since > UndoFor)
        {
            turn.Refuse(new TooLateToUndo());
            return;
        }

        turn.Happened(new Event.AcknowledgementUndone(escalation.Id, command.By, turn.Now + Ladders.Wait(turn.Practice, escalation.Urgency, rounds: 0)) { At = turn.Now });
        var waiting = turn.State.Outbox.Any(m => m.Kind == MessageKind.Acknowledged && m.Escalation == escalation.Id && m.QueuedAt >= since && m.LeaseUntil is null);
        Delivering.Cancel(turn, m => m.Kind == MessageKind.Acknowledged && m.Escalation == escalation.Id, "undone");
        if (!waiting) Sending.FromPeople(turn, MessageKind.Undone, _ => turn.Write(Texts.Undone), $"{Name(turn, command.By)} does not have it after all", escalation.Id, escalation.Urgency == Urgency.Emergency);
    }

    /// <summary>For a minute, and a little for the way there.</summary>
    private static readonly Duration UndoFor = Duration.FromSeconds(75);

    private static readonly Duration LongestSnoozeUrgent = Duration.FromHours(24);
    private static readonly Duration LongestSnooze = Duration.FromDays(7);

    public static void Snooze(Turn turn, Command.Snooze command)
    {
        if (Find(turn, command.Escalation) is not { } escalation) return;
        var longest = escalation.Urgency == Urgency.Urgent ? LongestSnoozeUrgent : LongestSnooze;
        Refusal? refusal = escalation switch
        {
            { Urgency: Urgency.Emergency } => new EmergencyNotSnoozed(),
            _ when command.Until <= turn.Now => new PromiseInThePast(),
            _ when command.Until > turn.Now + longest => new SnoozeTooFar(escalation.Urgency == Urgency.Urgent ? "a day" : "a week"),
            { Status: EscalationStatus.Acknowledged, ActedOn: false } => new PromiseStands(),
            _ => null,
        };
        if (refusal is not null)
        {
            turn.Refuse(refusal);
            return;
        }

        turn.Happened(new Event.EscalationSnoozed(escalation.Id, command.By, command.Until) { At = turn.Now });
        CallOff(turn, escalation, command.By);
    }

    public static void AskColleague(Turn turn, Command.AskColleague command)
    {
        if (Find(turn, command.Escalation) is not { } escalation) return;
        if (command.Colleague == command.By || turn.Practice.ProviderById(command.Colleague) is not { } colleague)
        {
            turn.Refuse(new UnknownColleague());
            return;
        }

        turn.Happened(new Event.ColleagueAsked(escalation.Id, command.By, colleague.Id, command.Note.Trim()) { At = turn.Now });
        Escalating.Ask(turn, Escalating.Current(turn, escalation.Id), colleague, Name(turn, command.By));
    }

    /// <summary>Notifications not sent yet are no longer needed.</summary>
    private static void CallOff(Turn turn, Escalation escalation, string by) =>
        Delivering.Cancel(turn, m => m.Class == MessageClass.Staff && m.Escalation == escalation.Id, $"{Name(turn, by)} has it");

    private static Escalation? Find(Turn turn, Guid id)
    {
        var found = turn.State.Escalation(id);
        if (found is null) turn.Refuse(new UnknownEscalation());
        else if (found.Status == EscalationStatus.Resolved) turn.Refuse(new AlreadyResolved(Name(turn, found.ResolvedBy ?? "")));
        return found is { Status: not EscalationStatus.Resolved } ? found : null;
    }

    private static string Name(Turn turn, string by) => turn.Practice.ProviderById(by)?.Name ?? turn.Practice.Name;

    /// <summary>A practice may name a provider "the on-call nurse": it begins a sentence.</summary>
    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>In the patient's zone: "1:00 PM", "10:00 AM tomorrow"; "la 1:00 PM", "las 10:00 AM de mañana".</summary>
    private static string Clock(Turn turn, Instant at)
    {
        var local = at.InZone(turn.Zone).LocalDateTime;
        var time = Time.Format(local.TimeOfDay);
        var days = Period.DaysBetween(turn.Today, local.Date);
        if (turn.Language != Language.Spanish) return days switch { 0 => time, 1 => $"{time} tomorrow", _ => $"{time} on {local.Date.Month}/{local.Date.Day}" };
        var spoken = local.Hour is 1 or 13 ? $"la {time}" : $"las {time}";
        return days switch { 0 => spoken, 1 => $"{spoken} de mañana", _ => $"{spoken} del {local.Date.Day}/{local.Date.Month}" };
    }
}
