using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using Outreach.Core.Escalations;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.App.Ledgers;

/// <summary>One patient's stored state: what a step loads.</summary>
/// <param name="Revision">The store's mark of this version of row <c>s</c>; null while there is none.</param>
/// <param name="State">With its unfinished outbox entries, in order of queueing and then key.</param>
/// <param name="Inbox">Commands not decided yet, oldest first, at most <see cref="LedgerLimits.InboxRowsAStep"/>.</param>
public sealed record Ledger(string? Revision, FollowUp State, ImmutableArray<InboxEntry> Inbox)
{
    /// <summary>As the last commit left it; null for never.</summary>
    public Instant? NextWake { get; init; }
}

/// <summary>Row <c>i|source id</c>: a command as received.</summary>
public sealed record InboxEntry(Command Command, Instant StoredAt)
{
    public string SourceId => Command.Id;
}

/// <summary>What became of a command: decided with these refusals, or waiting.</summary>
public sealed record InboxOutcome(bool Decided, string? RefusalCode, string? RefusalMessage);

/// <summary>All writes of one step: one transaction in the patient's partition, guarded by the revision.
/// Names each row at most once, and as decided or done only rows that are there or come with it; anything else is a <see cref="LedgerLimitException"/>.</summary>
public sealed record LedgerCommit
{
    /// <summary>The new state; its outbox is written as rows.</summary>
    public required FollowUp State { get; init; }

    /// <summary>When the clock must look again; null for never.</summary>
    public required Instant? NextWake { get; init; }

    /// <summary>Inbox rows that this step decided, those that it brings itself among them.</summary>
    public required ImmutableArray<DecidedEntry> Decided { get; init; }

    /// <summary>Outbox rows that are new or changed.</summary>
    public required ImmutableArray<OutboxEntry> OutboxChanged { get; init; }

    /// <summary>Outbox rows that are finished: their story is on the timeline.</summary>
    public required ImmutableArray<Guid> OutboxDone { get; init; }

    public required ImmutableArray<Event> Events { get; init; }

    /// <summary>A look at the time at which nothing was due.</summary>
    public bool ChangesNothing(Ledger before) =>
        Decided.IsEmpty && Events.IsEmpty && OutboxChanged.IsEmpty && OutboxDone.IsEmpty && (NextWake is { } wake ? Ticks.Of(wake) : (long?)null) == (before.NextWake is { } known ? Ticks.Of(known) : null);

    public int Operations => 1 + Decided.Length + OutboxChanged.Length + OutboxDone.Length + Events.Length;
}

public sealed record DecidedEntry(string SourceId, string? RefusalCode, string? RefusalMessage)
{
    /// <summary>What was received, where it was not stored before: its row is written, decided, by the same transaction. Null for a row that is there.</summary>
    public InboxEntry? Received { get; init; }
}

/// <summary>An event with its place, "revision|ordinal" in ascending order.</summary>
public sealed record TimelineEntry(string Place, Event Event);

/// <summary>An escalation as the list shows it.</summary>
public sealed record EscalationRow(PatientId Patient, Guid Id, Urgency Urgency, EscalationStatus Status, Instant OpenedAt, Instant? NextStepAt)
{
    /// <summary>Where it stands in the list, newest first; the list goes on after the place of its last row.</summary>
    public string Place => string.Create(CultureInfo.InvariantCulture, $"{long.MaxValue - Math.Max(0, OpenedAt.ToUnixTimeTicks()):D19}|{Id:N}");

    /// <summary>Its next step, or the reminder of whoever has it, is missing or was due before <paramref name="since"/> (R6).</summary>
    public bool IsStuck(Instant since) => Status != EscalationStatus.Resolved && (NextStepAt is not { } step || step < since);

    public static bool IsPlace(string text) =>
        text.Split('|') is [{ Length: 19 } time, var id] && time.All(char.IsAsciiDigit) && Guid.TryParseExact(id, "N", out _);

    public static EscalationRow Of(PatientId patient, Escalation e) => new(patient, e.Id, e.Urgency, e.Status, e.OpenedAt, e.NextStepAt);
}

/// <summary>A patient as the list shows them.</summary>
public sealed record PatientRow(PatientId Id, string ExternalId, Patient Patient);

/// <summary>The limits of a Table Storage transaction, which every store holds.</summary>
public static class LedgerLimits
{
    public const int InboxRowsAStep = 20;
    public const int OperationsAStep = 90;
    public const int StateBytes = 256 * 1024;

    /// <summary>For any other row; an entity carries at most 1 MiB.</summary>
    public const int RowBytes = 256 * 1024;

    /// <summary>An entity group transaction carries at most 4 MiB.</summary>
    public const int TransactionBytes = 4 * 1024 * 1024;

    /// <summary>Inbox rows are kept past every redelivery and dead-letter replay.</summary>
    public static readonly Duration InboxKept = Duration.FromDays(35);

    /// <summary>Opt-outs are kept at least 4 years (47 CFR 64.1200).</summary>
    public static readonly Duration OptOutsKept = Duration.FromDays((4 * 365) + 1);
}
