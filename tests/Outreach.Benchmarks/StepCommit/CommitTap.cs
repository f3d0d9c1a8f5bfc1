using System.Collections.Immutable;
using NodaTime;
using Outreach.App.Ledgers;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;

namespace Outreach.Benchmarks.StepCommit;

/// <summary>The store, with what its steps wrote counted and one in some kept, so that plain SQLite can write the same.</summary>
internal sealed class CommitTap(ILedgerStore store) : ILedgerStore
{
    private const int KeptOneIn = 64;
    private readonly List<ImmutableArray<byte[]>> kept = [];
    private int appends;
    private int commits;

    public int Commits => commits;

    public int Appends => appends;

    /// <summary>Rows of a commit or an append, as bytes.</summary>
    public IReadOnlyList<ImmutableArray<byte[]>> Samples => kept;

    public async ValueTask<bool> CommitAsync(PatientId id, string? revision, LedgerCommit commit, CancellationToken cancel)
    {
        if (!await store.CommitAsync(id, revision, commit, cancel)) return false;
        if (Interlocked.Increment(ref commits) % KeptOneIn == 0)
        {
            var rows = CommitRows.Of(commit);
            Keep([rows.State, .. rows.Outbox, .. rows.Events]);
        }

        return true;
    }

    public ValueTask<bool> AppendAsync(PatientId id, InboxEntry entry, CancellationToken cancel)
    {
        if (Interlocked.Increment(ref appends) % KeptOneIn == 0) Keep([CommitRows.Inbox(entry)]);
        return store.AppendAsync(id, entry, cancel);
    }

    private void Keep(ImmutableArray<byte[]> rows)
    {
        lock (kept) kept.Add(rows);
    }

    public ValueTask<Ledger> LoadAsync(PatientId id, CancellationToken cancel) => store.LoadAsync(id, cancel);

    public ValueTask<InboxOutcome?> OutcomeAsync(PatientId id, string sourceId, CancellationToken cancel) => store.OutcomeAsync(id, sourceId, cancel);

    public ValueTask<IReadOnlyList<TimelineEntry>> TimelineAsync(PatientId id, int take, string? before, CancellationToken cancel) => store.TimelineAsync(id, take, before, cancel);

    public ValueTask<IReadOnlyList<DueLedger>> DueAsync(Instant by, int take, CancellationToken cancel) => store.DueAsync(by, take, cancel);

    public ValueTask<Instant?> NextDueAsync(CancellationToken cancel) => store.NextDueAsync(cancel);

    public ValueTask<IReadOnlyList<EscalationRow>> EscalationsAsync(EscalationFilter filter, int take, string? after, CancellationToken cancel) => store.EscalationsAsync(filter, take, after, cancel);

    public ValueTask<PatientId?> PatientOfEscalationAsync(Guid escalation, CancellationToken cancel) => store.PatientOfEscalationAsync(escalation, cancel);

    public ValueTask<IReadOnlyList<PatientRow>> PatientsAsync(int take, string? afterExternalId, CancellationToken cancel) => store.PatientsAsync(take, afterExternalId, cancel);

    public ValueTask<IReadOnlyList<FollowUp>> ListedAsync(PatientLists list, int take, PatientId? after, CancellationToken cancel) => store.ListedAsync(list, take, after, cancel);

    public ValueTask<PatientId?> PatientByExternalIdAsync(string externalId, CancellationToken cancel) => store.PatientByExternalIdAsync(externalId, cancel);

    public IAsyncEnumerable<PatientId> AllAsync(CancellationToken cancel) => store.AllAsync(cancel);
}
