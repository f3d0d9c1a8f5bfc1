using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;

namespace Outreach.App.Ledgers;

/// <summary>The ledgers, and the projections that can be rebuilt from them.</summary>
public interface ILedgerStore
{
    /// <summary>Never null: a ledger nobody has written to is empty, with revision null. Throws <see cref="NewerLedgerException"/>
    /// for a ledger of a newer version. An inbox row that cannot be read is set aside with refusal "unreadable", so that it holds nothing up.</summary>
    ValueTask<Ledger> LoadAsync(PatientId id, CancellationToken cancel);

    /// <summary>Insert-only. False when a row with this source id is there already (R1).</summary>
    ValueTask<bool> AppendAsync(PatientId id, InboxEntry entry, CancellationToken cancel);

    /// <summary>What became of a command; null when it was never received.</summary>
    ValueTask<InboxOutcome?> OutcomeAsync(PatientId id, string sourceId, CancellationToken cancel);

    /// <summary>One transaction, durable when this returns. False, with nothing written, when the revision has moved, or when what the commit
    /// brings as <see cref="DecidedEntry.Received"/> is there already (R1).
    /// Not cancelled any more once it has been handed to the store.</summary>
    ValueTask<bool> CommitAsync(PatientId id, string? revision, LedgerCommit commit, CancellationToken cancel);

    /// <summary>Newest first, from before a place (exclusive) where given; empty for a text that is no place.</summary>
    ValueTask<IReadOnlyList<TimelineEntry>> TimelineAsync(PatientId id, int take, string? before, CancellationToken cancel);

    /// <summary>Ledgers whose next wake or first undecided inbox row is at or before this time, earliest first.
    /// Ledgers of a newer version and rows that are not ours are never among them.</summary>
    ValueTask<IReadOnlyList<DueLedger>> DueAsync(Instant by, int take, CancellationToken cancel);

    /// <summary>When the next ledger is due; null when none ever is.</summary>
    ValueTask<Instant?> NextDueAsync(CancellationToken cancel);

    /// <summary>Newest first, from after an <see cref="EscalationRow.Place"/> (exclusive) where given.</summary>
    ValueTask<IReadOnlyList<EscalationRow>> EscalationsAsync(EscalationFilter filter, int take, string? after, CancellationToken cancel);

    ValueTask<PatientId?> PatientOfEscalationAsync(Guid escalation, CancellationToken cancel);

    /// <summary>In ordinal order of external id, after one (exclusive) where given.</summary>
    ValueTask<IReadOnlyList<PatientRow>> PatientsAsync(int take, string? afterExternalId, CancellationToken cancel);

    /// <summary>Who stands in this one list, in order of id, from after one (exclusive) where given; as their ledgers say, without the outbox.
    /// Whoever came to stand in it before the store kept it is there once their ledger is written or repaired.</summary>
    ValueTask<IReadOnlyList<FollowUp>> ListedAsync(PatientLists list, int take, PatientId? after, CancellationToken cancel);

    /// <summary>The first who was registered with it.</summary>
    ValueTask<PatientId?> PatientByExternalIdAsync(string externalId, CancellationToken cancel);

    /// <summary>Every ledger's id, for the nightly walk.</summary>
    IAsyncEnumerable<PatientId> AllAsync(CancellationToken cancel);
}

public sealed record DueLedger(PatientId Id, Instant DueAt);

public enum EscalationFilter
{
    /// <summary>Not resolved: open or acknowledged.</summary>
    Open,
    Resolved,
    All,
}
