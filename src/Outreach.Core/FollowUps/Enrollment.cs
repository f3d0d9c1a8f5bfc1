using System.Collections.Immutable;
using System.Text.Json.Serialization;
using NodaTime;
using Outreach.Core.CarePlans;

namespace Outreach.Core.FollowUps;

/// <summary>A personal plan [CarePlan]: a plan, its version pinned (R11), fitted to one patient, each change with its because (R15).</summary>
public sealed record Enrollment
{
    // Looked up in at every tick, also after a way through JSON, which keeps no comparer.
    private static readonly ImmutableSortedDictionary<string, decimal> NoThresholds = ImmutableSortedDictionary.Create<string, decimal>(StringComparer.Ordinal);
    private static readonly ImmutableSortedDictionary<string, LocalDate> NoneHandled = ImmutableSortedDictionary.Create<string, LocalDate>(StringComparer.Ordinal);

    public required PlanRef Plan { get; init; }

    /// <summary>Day 0.</summary>
    public required LocalDate Anchor { get; init; }

    public required Instant EnrolledAt { get; init; }
    public required string By { get; init; }

    /// <summary>All of the plan's thresholds as they hold for this patient.</summary>
    public ImmutableSortedDictionary<string, decimal> Thresholds { get; init => field = value.WithComparers(StringComparer.Ordinal); } = NoThresholds;

    public ImmutableArray<string> LeftOut { get; init; } = [];

    /// <summary>Another time of day for all check-ins of this plan.</summary>
    public LocalTime? At { get; init; }

    /// <summary>What was changed for this patient and why.</summary>
    public ImmutableArray<string> Because { get; init; } = [];

    /// <summary>For each kind of check-in the last planned date that was opened, skipped or expired; none before it is opened again.</summary>
    public ImmutableSortedDictionary<string, LocalDate> Handled { get; init => field = value.WithComparers(StringComparer.Ordinal); } = NoneHandled;

    public int MissedInARow { get; init; }

    /// <summary>Since when the plan holds the patient to be silent; null from the next answer on.</summary>
    public Instant? SilentSince { get; init; }

    public ImmutableArray<FollowOn> FollowOns { get; init; } = [];

    /// <summary>Check-ins that are made less often just now.</summary>
    public ImmutableArray<CheckInPace> Pace { get; init; } = [];

    /// <summary>Check-ins that are made more often for a while.</summary>
    public ImmutableArray<CloserLook> Closer { get; init; } = [];

    /// <summary>The rule of the concern that this plan raises for silence.</summary>
    [JsonIgnore]
    public string SilenceRule => $"{Plan}/silence";

    /// <summary>The date in days from the anchor.</summary>
    public int Day(LocalDate date) => Period.DaysBetween(Anchor, date);
}

/// <summary>Made on every second, third … day of its cadence.</summary>
public sealed record CheckInPace(string CheckIn, int Every, string Because);

/// <summary>Made every so many days from a date until another, both inclusive.</summary>
public sealed record CloserLook(string CheckIn, LocalDate From, LocalDate Until, int EveryDays, string Because);

/// <summary>A plan that ended or was left.</summary>
public sealed record PastEnrollment(PlanRef Plan, LocalDate Anchor);

/// <summary>A check-in asked because of an answer, after a while.</summary>
public sealed record FollowOn(string CheckIn, Instant DueAt, Instant ExpiresAt, string Rule, bool RaiseIfUnanswered);
