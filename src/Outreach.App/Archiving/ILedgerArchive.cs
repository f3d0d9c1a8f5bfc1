using NodaTime;
using Outreach.App.Ledgers;
using Outreach.Core.Patients;

namespace Outreach.App.Archiving;

/// <summary>Ledgers as rows, the same from every store, so that what one wrote another can take up; and what is left of a patient who is erased.</summary>
public interface ILedgerArchive
{
    /// <summary>Of the key that contact points are hashed with; opt-outs can be found again only under the same.</summary>
    string KeyFingerprint { get; }

    /// <summary>Ids in order, after one where given.</summary>
    ValueTask<IReadOnlyList<PatientId>> IdsAsync(PatientId? after, int take, CancellationToken cancel);

    /// <summary>All rows of one ledger, of one moment; row <c>s</c> is the last. Empty where there is none.</summary>
    ValueTask<IReadOnlyList<LedgerRow>> LedgerAsync(PatientId id, CancellationToken cancel);

    /// <summary>Adds rows as they were. Row <c>s</c> ends a ledger: with it the ledger is known to lists, contact points and the clock.
    /// False, with nothing written, where the ledger has a row <c>s</c> already: nothing that is there is ever changed.</summary>
    ValueTask<bool> AddAsync(PatientId id, IReadOnlyList<LedgerRow> rows, CancellationToken cancel);

    ValueTask<IReadOnlyList<OptOutRow>> OptOutsAsync(CancellationToken cancel);

    /// <summary>Where the contact point has one already, that one stays.</summary>
    ValueTask AddOptOutAsync(OptOutRow row, CancellationToken cancel);

    ValueTask<IReadOnlyList<StrayText>> StrayTextsAsync(CancellationToken cancel);

    /// <summary>For the list of escalations, which remembers resolved ones longer than their ledger's state.</summary>
    ValueTask AddEscalationAsync(EscalationRow row, CancellationToken cancel);

    /// <summary>Removes everything about a patient but opt-outs, which belong to the contact point (R4).</summary>
    ValueTask<Erased> EraseAsync(PatientId id, CancellationToken cancel);
}

/// <summary>One row of a ledger.</summary>
/// <param name="Key">As <see cref="RowKeys"/> makes them.</param>
/// <param name="Body">Its JSON.</param>
public sealed record LedgerRow(string Key, string Body, long Schema)
{
    /// <summary>Of row <c>s</c>.</summary>
    public long? Revision { get; init; }

    /// <summary>Of row <c>s</c>, in <see cref="Ticks"/>.</summary>
    public long? Wake { get; init; }

    /// <summary>Of an inbox row, in <see cref="Ticks"/>.</summary>
    public long? Stored { get; init; }

    /// <summary>Of an inbox row that nobody has decided yet.</summary>
    public bool Pending { get; init; }

    public string? RefusalCode { get; init; }

    public string? RefusalMessage { get; init; }
}

/// <param name="Contact">Its keyed hash.</param>
public sealed record OptOutRow(string Contact, Instant OptedOutAt, bool Lifted);

/// <summary>What an erasure removed, and what it left and why.</summary>
/// <param name="Rows">Of the ledger: state, replies, messages, timeline.</param>
/// <param name="StrayTexts">Texts from numbers that were this patient's alone.</param>
/// <param name="OptOutsKept">Of contact points that opted out.</param>
public sealed record Erased(int Rows, int StrayTexts, int OptOutsKept);
