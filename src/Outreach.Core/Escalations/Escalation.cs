using System.Collections.Immutable;
using System.Text.Json.Serialization;
using NodaTime;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.Core.Escalations;

public enum EscalationStatus
{
    Open,
    Acknowledged,
    Resolved,
}

/// <summary>What came of a call to the patient.</summary>
public enum CallOutcome
{
    Spoke,
    LeftMessage,

    /// <summary>Keeps no promise: somebody has to try again.</summary>
    NoAnswer,
}

/// <summary>A concern on its way to a provider [Task]; later concerns join it.</summary>
public sealed record Escalation
{
    public required Guid Id { get; init; }
    public required Urgency Urgency { get; init; }
    public required EscalationStatus Status { get; init; }
    public required Instant OpenedAt { get; init; }
    public required ImmutableArray<Concern> Concerns { get; init; }

    /// <summary>Fixed when it opens (R6).</summary>
    public required ImmutableArray<Rung> Ladder { get; init; }

    /// <summary>The rung that was told last.</summary>
    public int At { get; init; }

    /// <summary>How often the whole ladder has been told in vain.</summary>
    public int Rounds { get; init; }

    /// <summary>When the next on the ladder is told; for an acknowledged one, when its promise ends. Null once resolved (R6).</summary>
    public Instant? NextStepAt { get; init; }

    public string? AcknowledgedBy { get; init; }

    public Instant? AcknowledgedAt { get; init; }

    /// <summary>Who wants to be reminded at <see cref="NextStepAt"/>; null where it is not put off.</summary>
    public string? SnoozedBy { get; init; }

    /// <summary>Promised by a person, or the default for its urgency.</summary>
    public Instant? Until { get; init; }

    /// <summary>Called or replied to since it was acknowledged, so the promise is kept.</summary>
    public bool ActedOn { get; init; }

    public Instant? ResolvedAt { get; init; }
    public string? ResolvedBy { get; init; }

    /// <summary>By when the patient should be called, where a call was asked for; the earliest of them.</summary>
    [JsonIgnore]
    public Instant? CallBy => Concerns.Select(c => c.CallBy).Where(c => c is not null).Min();
}

/// <summary>Something a clinician should know [DetectedIssue / Flag].</summary>
/// <param name="Rule">"plan@version/rule", or "reply/…" for what was read in a reply.</param>
/// <param name="Because">For staff: "Weight up 5 lb or more in a week".</param>
/// <param name="Words">The patient's own words, where there are any.</param>
public sealed record Concern(Guid Id, string Rule, Urgency Urgency, Topic Topic, string Because, string? Source, string? Words, Instant At)
{
    /// <summary>The words that were relied on, as offsets into <see cref="Words"/>, end exclusive.</summary>
    public ImmutableArray<Mark> Marks { get; init; } = [];

    /// <summary>A call was asked for, by the patient or by the plan: by then.</summary>
    public Instant? CallBy { get; init; }
}

public readonly record struct Mark(int Start, int End);

/// <summary>One step of the ladder.</summary>
public sealed record Rung(string Provider, string Name, EmailAddress Email, PhoneNumber? Mobile)
{
    /// <summary>Told of what is urgent outside office hours too.</summary>
    public bool OnCall { get; init; }
}
