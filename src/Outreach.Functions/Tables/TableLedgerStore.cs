using System.Collections.Immutable;
using Azure.Data.Tables;
using NodaTime;
using Outreach.App.Ledgers;
using Outreach.Core.Patients;

namespace Outreach.Functions.Tables;

#pragma warning disable
public sealed class TableLedgerStore(TableServiceClient tables, byte[] contactKey) : ILedgerStore, IContactBook, IAccessLog
{
    public Task CreateTablesAsync(CancellationToken cancel) => throw new NotImplementedException();
    public ValueTask RepairAsync(PatientId id, CancellationToken cancel) => throw new NotImplementedException();
    public ValueTask<Ledger> LoadAsync(PatientId id, CancellationToken cancel) => throw new NotImplementedException();
    public ValueTask<bool> AppendAsync(PatientId id, InboxEntry entry, CancellationToken cancel) => throw new NotImplementedException();
    public ValueTask<InboxOutcome?> OutcomeAsync(PatientId id, string sourceId, CancellationToken cancel) => throw new NotImplementedException();
    public ValueTask<bool> CommitAsync(PatientId id, string? revision, LedgerCommit commit, CancellationToken cancel) => throw new NotImplementedException();
    public ValueTask<IReadOnlyList<TimelineEntry>> TimelineAsync(PatientId id, int take, string? before, CancellationToken cancel) => throw new NotImplementedException();
    public ValueTask<IReadOnlyList<DueLedger>> DueAsync(Instant by, int take, CancellationToken cancel) => throw new NotImplementedException();
    public ValueTask<Instant?> NextDueAsync(CancellationToken cancel) => throw new NotImplementedException();
    public ValueTask<IReadOnlyList<EscalationRow>> EscalationsAsync(EscalationFilter filter, int take, string? after, CancellationToken cancel) => throw new NotImplementedException();
    public ValueTask<PatientId?> PatientOfEscalationAsync(Guid escalation, CancellationToken cancel) => throw new NotImplementedException();
    public ValueTask<IReadOnlyList<PatientRow>> PatientsAsync(int take, string? afterExternalId, CancellationToken cancel) => throw new NotImplementedException();
    public ValueTask<PatientId?> PatientByExternalIdAsync(string externalId, CancellationToken cancel) => throw new NotImplementedException();
    public IAsyncEnumerable<PatientId> AllAsync(CancellationToken cancel) => throw new NotImplementedException();
    public ValueTask<ContactCard> FindAsync(ContactPoint contact, CancellationToken cancel) => throw new NotImplementedException();
    public ValueTask LinkAsync(PatientId patient, ImmutableArray<ContactPoint> contacts, CancellationToken cancel) => throw new NotImplementedException();
    public ValueTask SetOptedOutAsync(ContactPoint contact, Instant? at, CancellationToken cancel) => throw new NotImplementedException();
    public ValueTask<bool> StoreTextAsync(StrayText text, CancellationToken cancel) => throw new NotImplementedException();
    public ValueTask MarkHandledAsync(ContactPoint from, string messageId, string outcome, CancellationToken cancel) => throw new NotImplementedException();
    public ValueTask<IReadOnlyList<StrayText>> UnhandledAsync(Instant before, CancellationToken cancel) => throw new NotImplementedException();
    public ValueTask<IReadOnlyList<StrayText>> TextsAsync(ContactPoint from, int take, CancellationToken cancel) => throw new NotImplementedException();
    public ValueTask WriteAsync(Access access, CancellationToken cancel) => throw new NotImplementedException();
    public ValueTask<IReadOnlyList<Access>> ReadAsync(PatientId patient, int take, CancellationToken cancel) => throw new NotImplementedException();
}
