using System.Text;
using NodaTime;
using NodaTime.Text;
using Outreach.Core.FollowUps;
using Outreach.Core.Practices;
using Outreach.Core.Replies;

namespace Outreach.Core.Escalations;

/// <summary>The email a provider gets: initials, urgency and a link, unless the practice has chosen full detail (R12).</summary>
internal static class ProviderEmail
{
    private static readonly LocalTimePattern Time = LocalTimePattern.CreateWithInvariantCulture("h:mm tt");

    public static string Subject(Escalation escalation) => escalation.Urgency switch
    {
        Urgency.Emergency => "EMERGENCY: a patient needs you now",
        Urgency.Urgent => "Urgent: a patient needs you today",
        _ => "A patient needs you",
    };

    public static string Text(Turn turn, Escalation escalation, Rung rung)
    {
        var practice = turn.Practice;
        var patient = turn.Patient;
        var text = new StringBuilder();
        text.Append(rung.Name).Append(",\n\n");
        text.Append(practice.Choices.FullDetailInProviderEmail ? $"{patient.PreferredName} {patient.FamilyName}" : patient.Initials)
            .Append(" (").Append(Reference(escalation)).Append(") needs you: ").Append(Words(escalation.Urgency)).Append(", since ")
            .Append(Clock(practice, escalation.OpenedAt)).Append(".\n\n");
        if (practice.Choices.FullDetailInProviderEmail)
        {
            foreach (var concern in escalation.Concerns.TakeLast(3))
            {
                text.Append("- ").Append(concern.Because);
                if (concern.Words is { Length: > 0 } words) text.Append(": \"").Append(words).Append('"');
                text.Append('\n');
            }

            text.Append('\n');
        }

        text.Append("What was said, and what you can do:\n{link}\n\n");
        text.Append(WhatThePatientKnows(escalation)).Append('\n');
        text.Append(Next(practice, escalation)).Append('\n');
        return text.ToString();
    }

    private static string WhatThePatientKnows(Escalation escalation) => escalation switch
    {
        { Concerns: [.., { Rule: Escalating.CallNowRule }] } => "The patient could NOT be texted. Please call.",
        { Urgency: Urgency.Emergency } => "The patient is being told to call 911 (or 988), and that you are being told.",
        { Concerns: [.., { Rule: var rule, Words: var words }] } when words is null || rule.StartsWith("contact/", StringComparison.Ordinal) => "The patient has been told nothing about this.",
        _ => "The patient is being told that your team knows.",
    };

    private static string Next(Practice practice, Escalation escalation)
    {
        var next = escalation.At + 1 < escalation.Ladder.Length ? escalation.Ladder[escalation.At + 1].Name : escalation.Ladder[0].Name + " again";
        if (escalation is { Status: EscalationStatus.Acknowledged, NextStepAt: { } promised }) return $"You have it until {Clock(practice, promised)}; this came in since.";
        return escalation.NextStepAt is { } at ? $"If nobody acknowledges by {Clock(practice, at)}, {next} will be told." : "";
    }

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
