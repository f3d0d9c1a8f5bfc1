using System.Collections.Concurrent;
using NodaTime;
using Outreach.App.Ledgers;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;

namespace Outreach.Local.Tests.Simulation;

/// <summary>Only what the clock and the page look at: who is due when, and who there is.</summary>
internal sealed class FakeLedgers : ILedgerStore
{
    public ConcurrentDictionary<PatientId, Instant> DueAt { get; } = new();

    public List<EscalationRow> Escalations { get; } = [];

    public List<PatientRow> Patients { get; } = [];

    public ValueTask<IReadOnlyList<DueLedger>> DueAsync(Instant by, int take, CancellationToken cancel) => ValueTask.FromResult<IReadOnlyList<DueLedger>>(
        [.. DueAt.Where(d => d.Value <= by).OrderBy(d => d.Value).ThenBy(d => d.Key.ToString(), StringComparer.Ordinal).Take(take).Select(d => new DueLedger(d.Key, d.Value))]);

    public ValueTask<Instant?> NextDueAsync(CancellationToken cancel) => ValueTask.FromResult<Instant?>(DueAt.IsEmpty ? null : DueAt.Values.Min());

    public ValueTask<IReadOnlyList<EscalationRow>> EscalationsAsync(EscalationFilter filter, int take, string? after, CancellationToken cancel) =>
        ValueTask.FromResult<IReadOnlyList<EscalationRow>>(Escalations);

    public ValueTask<IReadOnlyList<PatientRow>> PatientsAsync(int take, string? afterExternalId, CancellationToken cancel) => ValueTask.FromResult<IReadOnlyList<PatientRow>>(
        [.. Patients.Where(p => afterExternalId is null || string.CompareOrdinal(p.ExternalId, afterExternalId) > 0).OrderBy(p => p.ExternalId, StringComparer.Ordinal).Take(take)]);

    public async IAsyncEnumerable<PatientId> AllAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.CompletedTask;
        foreach (var row in Patients) yield return row.Id;
    }

    public ValueTask<Ledger> LoadAsync(PatientId id, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask<bool> AppendAsync(PatientId id, InboxEntry entry, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask<InboxOutcome?> OutcomeAsync(PatientId id, string sourceId, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask<bool> CommitAsync(PatientId id, string? revision, LedgerCommit commit, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<TimelineEntry>> TimelineAsync(PatientId id, int take, string? before, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask<PatientId?> PatientOfEscalationAsync(Guid escalation, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<FollowUp>> ListedAsync(PatientLists list, int take, PatientId? after, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask<PatientId?> PatientByExternalIdAsync(string externalId, CancellationToken cancel) => throw new NotSupportedException();
}
