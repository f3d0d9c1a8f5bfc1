using NodaTime;
using Outreach.Core.FollowUps;
using Outreach.Core.Replies;

namespace Outreach.Local.Commands.Export;

/// <summary>One line of an export; empty text where a column does not apply.</summary>
/// <param name="Kind">"reply", "answer", "escalation", "concern", "acknowledged", "called", "provider-reply" or "resolved".</param>
internal sealed record ExportRow(Instant At, string Kind)
{
    public string Question { get; init; } = "";

    public string Value { get; init; } = "";

    public string Unit { get; init; } = "";

    public string Urgency { get; init; } = "";

    public string By { get; init; } = "";

    public string Text { get; init; } = "";

    /// <summary>Null for what is no reply, answer or escalation.</summary>
    public static ExportRow? Of(Event happened, Func<string, string?> unitOf) => happened switch
    {
        Event.ReplyRecorded e => new(e.At, "reply") { Value = e.Meaning.Value ?? "", Unit = e.Meaning.Unit ?? "", Urgency = Word(e.Meaning.Urgency), By = "patient", Text = e.Text },
        Event.AnswerRecorded e => new(e.At, "answer")
        {
            Question = e.Observation.Question, Value = e.Observation.Value, Unit = unitOf(e.Observation.Question) ?? "", By = "patient", Text = e.Words,
        },
        Event.EscalationOpened e => new(e.At, "escalation") { Urgency = Word(e.Escalation.Urgency), Text = string.Join("; ", e.Escalation.Concerns.Select(c => c.Because)) },
        Event.ConcernJoined e => new(e.At, "concern") { Urgency = Word(e.Concern.Urgency), Text = e.Concern.Because },
        Event.EscalationAcknowledged e => new(e.At, "acknowledged") { By = e.By },
        Event.PatientCalled e => new(e.At, "called") { By = e.By },
        Event.ProviderReplied e => new(e.At, "provider-reply") { By = e.By, Text = e.Text },
        Event.EscalationResolved e => new(e.At, "resolved") { By = e.By, Text = e.Reason },
        _ => null,
    };

    private static string Word(Urgency urgency) => urgency == Core.Replies.Urgency.None ? "" : urgency.ToString().ToLowerInvariant();
}
