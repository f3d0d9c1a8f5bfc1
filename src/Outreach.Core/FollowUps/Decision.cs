using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.CarePlans;
using Outreach.Core.Messages;
using Outreach.Core.Practices;
using Outreach.Core.Replies;

namespace Outreach.Core.FollowUps;

/// <summary>What a decision may know beside state and command, all as values.</summary>
public sealed record Context(Practice Practice, PlanLibrary Plans, IDateTimeZoneProvider Zones, ReplyReader Reader, DeliveryRules Delivery)
{
    /// <summary>Where readings are remembered; null to read each reply anew.</summary>
    public ReadingMemory? Readings { get; init; }
}

/// <summary>How attempts are leased and repeated.</summary>
public sealed record DeliveryRules
{
    public static readonly DeliveryRules Default = new();

    /// <summary>A claimed entry is attempted by nobody else for this long.</summary>
    public Duration Lease { get; init; } = Duration.FromSeconds(60);

    /// <summary>The carrier takes a second send with the same key for the same message this long after the first.</summary>
    public Duration CarrierRemembers { get; init; } = Duration.FromHours(12);

    /// <summary>Waits between attempts; the last one repeats.</summary>
    public ImmutableArray<Duration> Waits { get; init; } =
    [
        Duration.FromSeconds(30), Duration.FromMinutes(2), Duration.FromMinutes(5), Duration.FromMinutes(15), Duration.FromHours(1),
    ];

    /// <summary>The same for safety texts and escalations.</summary>
    public ImmutableArray<Duration> SafetyWaits { get; init; } =
    [
        Duration.FromSeconds(15), Duration.FromSeconds(30), Duration.FromMinutes(1), Duration.FromMinutes(5),
    ];

    public Duration Wait(MessageClass @class, int attempts)
    {
        var waits = @class is MessageClass.Safety or MessageClass.Staff ? SafetyWaits : Waits;
        return waits[Math.Clamp(attempts - 1, 0, waits.Length - 1)];
    }
}

/// <summary>What was decided: the new state (its outbox included), what happened, what may be attempted now, and when to look again.</summary>
/// <param name="Claimed">Outbox entries leased by this decision: the caller attempts each once, then says what came of it.</param>
/// <param name="Refusal">Why a person's act was not carried out; null otherwise.</param>
public sealed record Decision(FollowUp State, ImmutableArray<Event> Events, ImmutableArray<OutboxEntry> Claimed, Refusal? Refusal);

/// <summary>A person's act that cannot be carried out: a code for machines, and what to do instead.</summary>
public abstract record Refusal(string Code, string Message);
