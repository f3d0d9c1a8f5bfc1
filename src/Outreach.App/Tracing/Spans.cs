using System.Diagnostics;
using Outreach.App.Gateways;
using Outreach.Core.Messages;
using Outreach.Core.Patients;

namespace Outreach.App.Tracing;

/// <summary>What OpenTelemetry is told of the way from an event to a message: receive, step, send, under one trace. Tags are words of closed lists,
/// counts and random ids; nothing personal, and no words of the carrier (R12).</summary>
public static class Spans
{
    public const string Source = "Outreach";

    private static readonly ActivitySource Of = new(Source);

    /// <param name="what">"text" or "report".</param>
    internal static Activity? Receive(string what) => Of.StartActivity("receive " + what, ActivityKind.Consumer);

    internal static Activity? Step(PatientId patient) => Of.StartActivity("step")?.SetTag("outreach.patient", patient.ToString());

    internal static Activity? Send(PatientId patient, OutboxEntry entry) => Of.StartActivity("send " + Words.Of(entry.To.Channel), ActivityKind.Client)
        ?.SetTag("outreach.patient", patient.ToString())
        .SetTag("outreach.message", entry.Key.ToString("N"))
        .SetTag("outreach.message.class", Words.Of(entry.Class))
        .SetTag("outreach.message.kind", Words.Of(entry.Kind))
        .SetTag("outreach.attempt", entry.Attempts);

    internal static void Ended(this Activity? send, AttemptResult result)
    {
        send?.SetTag("outreach.outcome", Words.Of(result.Outcome));
        if (result.Outcome is not (AttemptOutcome.Accepted or AttemptOutcome.Held)) send?.SetStatus(ActivityStatusCode.Error);
    }
}

/// <summary>Words of closed lists as telemetry writes them: "told_team".</summary>
internal static class Words
{
    public static string Of<T>(T value)
        where T : struct, Enum =>
        string.Concat(value.ToString().Select((letter, at) => char.IsUpper(letter) ? (at == 0 ? "" : "_") + char.ToLowerInvariant(letter) : letter.ToString()));
}
