using System.Text.RegularExpressions;
using NodaTime;
using Outreach.App.Ledgers;
using Outreach.App.Stepping;
using Outreach.Core.CarePlans;
using Outreach.Core.Escalations;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Core.Practices;
using Outreach.Core.Replies;

namespace Outreach.Core.Tests.FollowUps.Histories;

/// <summary>What leaves, when, and what it says.</summary>
internal sealed partial class Witness
{
    private static readonly Regex TimeOfDay = new(@"\d{1,2}:\d\d", RegexOptions.None, TimeSpan.FromSeconds(1));

    private static readonly string[] Names = ["Rosa", "Marsh", "212555015", "212-555-015", "rosa@example.com", "1951"];

    private static readonly string[] Personal = ["Marsh", "1951", "lisinopril", "warfarin", "oxycodone", "pregnan", "embaraz", "heart failure", "insuficiencia", "hypertens"];

    private readonly Dictionary<Guid, Instant> leases = [];

    private void Queued(OutboxEntry message, FollowUp state)
    {
        if (!queued.TryAdd(message.Key, message)) Object("R2", "two messages have one key");
        if (string.IsNullOrWhiteSpace(message.Why)) Object("R15", $"{message.Kind} without a why");
        if (message.Class == MessageClass.OptOutConfirmation && confirmations.TryGetValue(message.To, out var keys) && keys.Add(message.Key) && keys.Count > 1) Object("R4", "a second confirmation of one opt-out");
        if (message.Recipient == "patient") ToPatient(message);
        else ToStaff(message, state);
    }

    private void ToPatient(OutboxEntry message)
    {
        foreach (var word in Personal.Where(w => message.Text.Contains(w, StringComparison.OrdinalIgnoreCase) || message.Subject?.Contains(w, StringComparison.OrdinalIgnoreCase) == true)) Object("R12", $"{message.Kind} says \"{word}\"");
        if (message.Subject?.Contains("Rosa", StringComparison.Ordinal) == true) Object("R12", "a name in a subject");
        if (message.Text.Contains('{') && message.Link == LinkKind.None && message.Kind != MessageKind.ProviderReply) Object("R15", $"{message.Kind} has a placeholder left: {message.Text}");
    }

    /// <summary>Initials, urgency and a link.</summary>
    private void ToStaff(OutboxEntry message, FollowUp state)
    {
        var text = message.Subject + message.Text;
        foreach (var name in Names.Where(n => text.Contains(n, StringComparison.OrdinalIgnoreCase))) Object("R12", $"a provider's message says \"{name}\"");
        foreach (var words in state.OpenEscalation?.Concerns.Select(c => c.Words).OfType<string>().Where(w => w.Trim().Length > 7) ?? [])
        {
            if (text.Contains(words, StringComparison.OrdinalIgnoreCase)) Object("R12", "a provider's message quotes the patient");
        }
    }

    private void Refused(string? message)
    {
        foreach (var name in Names.Concat(Personal).Where(n => message?.Contains(n, StringComparison.OrdinalIgnoreCase) == true)) Object("R12", $"a refusal says \"{name}\"");
    }

    private void Claimed(OutboxEntry entry, FollowUp state)
    {
        if (claimed.TryGetValue(entry.Key, out var before) && (before.FirstSentAt != entry.FirstSentAt || before.To != entry.To || before.Text != entry.Text)) Object("R2", "a retry changed the message or its first-sent time");
        if (leases.TryGetValue(entry.Key, out var lease) && lease > world.Now) Object("R2", "claimed while leased");
        claimed[entry.Key] = entry;
        leases[entry.Key] = entry.LeaseUntil!.Value;
        if (ended.Contains(entry.Key)) Object("R2", "attempted after its end");
        if (entry.Recipient != "patient") return;
        if (state.Standing(entry.To)?.OptedOutAt is not null && entry.Class != MessageClass.OptOutConfirmation) Object("R4", $"{entry.Kind} after an opt-out");
        if (entry.ExpiresAt <= world.Now) Object("R3", $"{entry.Kind} left after it was no longer worth sending");
        var exempt = entry.Class is MessageClass.Safety or MessageClass.OptOutConfirmation
            || (entry.Class == MessageClass.Direct && state.Conversation is { } open && open.OpenUntil > world.Now);
        if (exempt) return;
        if (!WindowIsOpen(state.Patient!)) Object("R3", $"{entry.Kind} left outside the window");
        if (entry.Kind == MessageKind.CaregiverTold)
        {
            if (Contacts.CaregiverAt(state.Patient!, entry.To) is not { MayHear: true }) Object("R3", "somebody the patient has not named was told");
        }
        else if (state.Patient!.ConsentFor(entry.To.Channel) is null) Object("R3", $"{entry.Kind} left without consent");
    }

    private bool WindowIsOpen(Patient patient)
    {
        var local = world.Now.InZone(DateTimeZoneProviders.Tzdb[patient.TimeZone]).LocalDateTime;
        if (world.Context.Practice.HolidaysAreQuiet && world.Context.Practice.Holidays.Contains(local.Date)) return false;
        var hours = patient.Window ?? world.Context.Practice.ContactHours;
        return hours.On(local.DayOfWeek).Any(s => local.TimeOfDay >= s.From && local.TimeOfDay < s.To);
    }

    /// <summary>R8: by the patient's day, and over seven days.</summary>
    private void Unprompted(Instant at, FollowUp state)
    {
        unprompted.Add(at);
        var zone = DateTimeZoneProviders.Tzdb[state.Patient!.TimeZone];
        var caps = state.Enrollments.Select(e => world.Context.Plans.Find(e.Plan)?.Caps).OfType<PlanCaps>().ToList();
        var aDay = Math.Max(world.Context.Practice.Caps.ADay, caps.Select(c => c.ADay).DefaultIfEmpty().Max());
        var aWeek = Math.Max(world.Context.Practice.Caps.AWeek, caps.Select(c => c.AWeek).DefaultIfEmpty().Max());
        var today = unprompted.Count(u => u.InZone(zone).Date == at.InZone(zone).Date);
        var week = unprompted.Count(u => u > at - Duration.FromDays(7) && u <= at);
        if (today > aDay) Object("R8", $"{today} unprompted messages in a day");
        if (week > aWeek && !clockWentBack) Object("R8", $"{week} unprompted messages in a week");
    }

    /// <summary>R7: the patient hears of it, at once in an emergency, and of no time that nobody chose.</summary>
    private void PeopleActed(Ledger ledger, StepOutcome outcome)
    {
        foreach (var decided in outcome.Commit.Decided.Where(d => d.RefusalCode is null))
        {
            var command = ledger.Inbox.First(i => i.SourceId == decided.SourceId).Command;
            var kind = command switch { Command.Acknowledge => MessageKind.Acknowledged, Command.Resolve => MessageKind.Resolved, _ => (MessageKind?)null };
            if (kind is null) continue;
            // Pressed again without a time it changes nothing, and nothing is told.
            if (command is Command.Acknowledge { Until: null } again && ledger.State.Escalations.Any(e => e.Id == again.Escalation && e is { Status: EscalationStatus.Acknowledged, ActedOn: false } && e.AcknowledgedBy == again.By)) continue;
            var message = outcome.Commit.Events.OfType<Event.MessageQueued>().Select(e => e.Message).FirstOrDefault(m => m.Kind == kind);
            if (message is null && !outcome.Commit.Events.OfType<Event.MessageNotSent>().Any(e => e.Kind == kind)) Object("R7", $"the patient hears nothing of {kind}");
            if (message is null) continue;
            if (command is Command.Acknowledge { Until: null } && TimeOfDay.IsMatch(message.Text)) Object("R7", "a time that nobody chose");
            var urgency = outcome.Commit.State.Escalations.First(e => e.Id == message.Escalation).Urgency;
            if (urgency == Urgency.Emergency && message.Class != MessageClass.Safety) Object("R7", "an emergency's answer waits");
        }
    }

    /// <summary>R6: a promise that passes goes to somebody else; nobody who has left is told; an emergency is never put off; what was fixed at opening stays.</summary>
    private void Promised(Ledger ledger, StepOutcome outcome)
    {
        foreach (var snoozed in outcome.Commit.Events.OfType<Event.EscalationSnoozed>())
        {
            if (ledger.State.Escalations.Concat(outcome.Commit.State.Escalations).First(e => e.Id == snoozed.Escalation).Urgency == Urgency.Emergency) Object("R6", "an emergency was put off");
        }

        foreach (var moved in outcome.Commit.Events.OfType<Event.EscalationMoved>())
        {
            if (moved.Reason.StartsWith("the promised time passed", StringComparison.Ordinal)
                && ledger.State.Escalations.FirstOrDefault(e => e.Id == moved.Escalation) is { AcknowledgedBy: { } by, Ladder.Length: > 1 } before
                && (moved.Ladder ?? before.Ladder)[moved.To].Provider == by
                && before.Ladder.Count(r => world.Context.Practice.ProviderById(r.Provider) is not null) > 1
                && before.Urgency == Urgency.Emergency) Object("R6", "a promise that was not kept went to whoever gave it");
        }

        foreach (var message in outcome.Commit.Events.OfType<Event.MessageQueued>().Select(e => e.Message).Where(m => m.Kind == MessageKind.Escalation))
        {
            if (world.Context.Practice.ProviderById(message.Recipient) is null) Object("R6", "somebody who has left the practice was told");
        }

        var quiet = outcome.Commit.State.WithPerson is { } talk && ledger.State.WithPerson is { } before2 && before2.Until > world.Now && talk.Until > world.Now;
        foreach (var message in outcome.Commit.Events.OfType<Event.MessageQueued>().Select(e => e.Message).Where(m => quiet && m.Recipient == "patient"))
        {
            if (message.Kind is MessageKind.CheckIn or MessageKind.Reminder or MessageKind.AskAgain or MessageKind.Thanks or MessageKind.NextQuestion or MessageKind.Helped) Object("R7", $"{message.Kind} talks into a person's conversation");
        }
    }
}
