using System.Collections.Immutable;
using System.Text.Json.Serialization;
using NodaTime;
using Outreach.Core.CarePlans;
using Outreach.Core.Patients;

namespace Outreach.Core.FollowUps;

/// <summary>One open check-in: the questions of all plans due together, asked one after another (R8).</summary>
public sealed record CheckIn
{
    public required Guid Id { get; init; }
    public required Instant OpenedAt { get; init; }

    /// <summary>Patient-local time it was planned for.</summary>
    public required LocalDateTime Planned { get; init; }

    public required Instant ExpiresAt { get; init; }
    public required ImmutableArray<CheckInSource> Sources { get; init; }
    public required ImmutableArray<CheckInItem> Items { get; init; }

    /// <summary>The item that is open; equal to the number of items when all are answered or left.</summary>
    public int At { get; init; }

    public required ContactPoint Contact { get; init; }

    /// <summary>Asked by a link to a web page rather than in the message.</summary>
    public bool ByLink { get; init; }

    public Instant RemindAt { get; init; }
    public Instant? RemindedAt { get; init; }

    /// <summary>When the other channel is tried, once reminded.</summary>
    public Instant OtherChannelAt { get; init; }

    public Instant? OtherChannelTriedAt { get; init; }

    /// <summary>The open question has been asked again once (R10).</summary>
    public bool AskedAgain { get; init; }

    /// <summary>The reply because of which it was asked again; null once an answer came or a person has it.</summary>
    public LeftUnread? NotUnderstood { get; init; }

    public bool AnyAnswer { get; init; }

    /// <summary>Set for a follow-on: the rule that asked for it.</summary>
    public string? FollowOnRule { get; init; }

    public bool RaiseIfUnanswered { get; init; }

    [JsonIgnore]
    public CheckInItem? OpenItem => At < Items.Length ? Items[At] : null;
}

/// <summary>Which plan's check-in is part of it, and for which planned date.</summary>
public sealed record CheckInSource(PlanRef Plan, string CheckIn, LocalDate Planned);

/// <summary>One question, with every plan and check-in that asks it.</summary>
public sealed record CheckInItem(PlanRef Plan, string CheckIn, string Question);

public enum CheckInEnd
{
    Answered,
    Expired,
    Raised,
}
