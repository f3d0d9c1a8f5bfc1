using System.Text;
using NodaTime;
using NodaTime.Text;
using Outreach.Core.FollowUps;
using Outreach.Core.Practices;
using Outreach.Core.Replies;

namespace Outreach.Core.Escalations;

/// <summary>The email a provider gets: initials, urgency and a link; what was said and how readings went, or the full name, where the practice has chosen it (R12).</summary>
internal static class ProviderEmail
{
    private const int MostConcerns = 3;
    private const int MostQuoted = 300;

    private static readonly LocalTimePattern Time = LocalTimePattern.CreateWithInvariantCulture("h:mm tt");

    public static string Subject(Escalation escalation) => escalation.Urgency switch
    {
        Urgency.Emergency => "EMERGENCY: a patient needs you now",
        Urgency.Urgent => "Urgent: a patient needs you today",
        _ => "A patient needs you",
    };

    public static string Text(Turn turn, Escalation escalation, Rung rung, string? askedBy)
    {
        var practice = turn.Practice;
        var patient = turn.Patient;
        var choices = practice.Choices;
        var text = new StringBuilder();
        text.Append(rung.Name).Append(",\n\n");
        if (askedBy is not null) text.Append(char.ToUpperInvariant(askedBy[0])).Append(askedBy, 1, askedBy.Length - 1).Append(" asks you to look at this.\n\n");
        text.Append(choices.FullDetailInProviderEmail ? $"{patient.PreferredName} {patient.FamilyName}" : patient.Initials)
            .Append(" (").Append(Reference(escalation)).Append(") needs you: ").Append(Words(escalation.Urgency)).Append(", since ")
            .Append(Clock(practice, escalation.OpenedAt)).Append(".\n\n");
        if (escalation.CallBy is { } callBy) text.Append("Please call the patient by ").Append(Clock(practice, callBy)).Append(".\n\n");
        if (choices.FullDetailInProviderEmail || choices.WordsInProviderEmail) AppendWhatWasSaid(text, turn, escalation);
        text.Append(choices.FullDetailInProviderEmail || choices.WordsInProviderEmail ? "All of it, and what you can do:\n{link}\n\n" : "What was said, and what you can do:\n{link}\n\n");
        text.Append(turn.State.InMourning ? Mourning.WhatIsKnown : WhatThePatientKnows(practice, escalation)).Append('\n');
        text.Append(Next(turn, escalation)).Append('\n');
        return text.ToString();
    }

    /// <summary>The most urgent first; the patient's words in their own paragraph.</summary>
    private static void AppendWhatWasSaid(StringBuilder text, Turn turn, Escalation escalation)
    {
        foreach (var concern in escalation.Concerns.TakeLast(MostConcerns).OrderByDescending(c => c.Urgency))
        {
            if (concern.Words is { } said && said.Trim() is { Length: > 0 } words) text.Append('“').Append(words.Length > MostQuoted ? words[..MostQuoted] + "…" : words).Append("”\n\n");
            text.Append(concern.Because).Append(" (").Append(Clock(turn.Practice, concern.At)).Append(")\n\n");
        }

        foreach (var trend in Trends.InWords(turn)) text.Append(trend).Append('\n');
        if (text[^2] != '\n') text.Append('\n');
    }

    private static string WhatThePatientKnows(Practice practice, Escalation escalation) => escalation switch
    {
        { Concerns: [.., { Rule: Escalating.CallNowRule }] } => "The patient could NOT be texted. Please call.",
        { Urgency: Urgency.Emergency } when practice.Ladder.TellPatientOnly => "The patient is being told to call 911 (or 988).",
        { Urgency: Urgency.Emergency } => "The patient is being told to call 911 (or 988), and that you are being told.",
        { Concerns: [.., { Rule: var rule, Words: var words }] } when words is null || rule.StartsWith("contact/", StringComparison.Ordinal) => "The patient has been told nothing about this.",
        _ => "The patient is being told that your team knows.",
    };

    private static string Next(Turn turn, Escalation escalation)
    {
        var practice = turn.Practice;
        if (escalation is { Status: EscalationStatus.Acknowledged, NextStepAt: { } promised }) return $"You have it until {Clock(practice, promised)}; this came in since.";
        if (escalation.NextStepAt is not { } at) return "";
        var next = Ladders.Next(practice, escalation, turn.Patient.Provider, at);
        var name = next.Ladder[next.At].Name;
        return $"If nobody acknowledges by {Clock(practice, at)}, {(next.Spent ? name + " again" : name)} will be told.";
    }

    /// <summary>To the practice's own number; nothing of the patient (R12).</summary>
    public static string Spent(Practice practice, Escalation escalation) =>
        $"Nobody has taken on {(escalation.Urgency == Urgency.Emergency ? "an EMERGENCY" : escalation.Urgency == Urgency.Urgent ? "an urgent concern" : "a concern")} ({Reference(escalation)}, open since {Clock(practice, escalation.OpenedAt)}). Everybody on the ladder was told. Please find somebody.";

    private static string Words(Urgency urgency) => urgency switch
    {
        Urgency.Emergency => "emergency, now",
        Urgency.Urgent => "urgent, today",
        _ => "routine, next business day",
    };

    /// <summary>Short enough to say on the phone.</summary>
    public static string Reference(Escalation escalation) => escalation.Id.ToString("N")[..6].ToUpperInvariant();

    private static string Clock(Practice practice, Instant at)
    {
        var local = at.InZone(practice.Zone).LocalDateTime;
        return $"{local.DayOfWeek.ToString()[..3]} {Time.Format(local.TimeOfDay)}";
    }
}
