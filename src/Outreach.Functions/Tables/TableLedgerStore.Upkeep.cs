using Azure.Data.Tables;
using NodaTime;
using Outreach.App.Ledgers;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;

namespace Outreach.Functions.Tables;

/// <summary>For the nightly walk.</summary>
public sealed partial class TableLedgerStore
{
    /// <summary>Writes whatever the projections lack of this ledger: its due times, external id, lists, escalations and contact points.
    /// A ledger that cannot be read, or is of a newer version, is left alone.</summary>
    public async ValueTask RepairAsync(PatientId id, CancellationToken cancel)
    {
        var rows = await RowsOfAStepAsync(id, cancel);
        var s = rows.Find(r => r.RowKey == RowKeys.State);
        if (s?.GetInt64(Columns.Schema) > FollowUp.CurrentSchema) return;
        var unread = rows.FindAll(r => r.RowKey.StartsWith(RowKeys.InboxFrom, StringComparison.Ordinal));
        foreach (var row in unread) await due.AddAsync(DueKey.Of(id, row.GetInt64(Columns.Stored) ?? 0, row.RowKey).Row(commit: null), cancel);
        if (s is null) return;
        if (s.GetInt64(Columns.Wake) is { } wake) await due.AddAsync(DueKey.Of(id, wake, RowKeys.State).Row(commit: null), cancel);
        FollowUp state;
        try
        {
            state = State(id, s);
        }
        catch (UnreadableLedgerException)
        {
            return;
        }

        await RepairEscalationsAsync(id, state, cancel);
        await WriteListsAsync(id, state.Lists(), cancel);
        if (state.Patient is not { } patient) return;
        await RepairExternalIdAsync(id, patient, cancel);
        // A change of profile on its way has linked the new contact points already.
        if (unread.Count == 0) await LinkAsync(id, Contacts.WritesFrom(patient), cancel);
    }

    /// <summary>Removes decided inbox rows past <see cref="LedgerLimits.InboxKept"/>, and opt-outs past <see cref="LedgerLimits.OptOutsKept"/>
    /// that were lifted or whose contact point belongs to nobody; one that holds for a patient is kept. Gives the number of rows removed.</summary>
    public async ValueTask<int> PurgeAsync(Instant now, CancellationToken cancel)
    {
        var (removed, before) = (0, Ticks.Of(now - LedgerLimits.InboxKept));
        await foreach (var id in AllAsync(cancel))
        {
            var filter = TableClient.CreateQueryFilter($"PartitionKey eq {id.ToString()} and RowKey ge {RowKeys.InboxFrom} and RowKey lt {InboxEnd} and pending eq false and stored lt {before}");
            var (rows, _) = await ledger.ReadAsync(filter, cancel, Columns.Key);
            foreach (var some in rows.Chunk(Table.ActionsATransaction))
            {
                var refused = await ledger.SubmitAsync(some.Select(r => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(id.ToString(), r.RowKey), Azure.ETag.All)), cancel);
                if (refused is null) removed += some.Length;
            }
        }

        return removed + await PurgeOptOutsAsync(now, cancel);
    }

    private async ValueTask<int> PurgeOptOutsAsync(Instant now, CancellationToken cancel)
    {
        var (removed, before) = (0, Ticks.Of(now - LedgerLimits.OptOutsKept));
        await foreach (var row in contacts.QueryAsync(TableClient.CreateQueryFilter($"RowKey eq {OptOut} and optedOutAt lt {before}"), cancel))
        {
            if (row.GetBoolean(Columns.Lifted) != true)
            {
                var (links, _) = await contacts.ReadAsync(TableClient.CreateQueryFilter($"PartitionKey eq {row.PartitionKey} and RowKey gt {LinkFrom}"), cancel, Columns.Key);
                if (links.Count > 0) continue;
            }

            // Only as it was met: nobody has opted out again meanwhile.
            var refused = await contacts.SubmitAsync([new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(row.PartitionKey, row.RowKey), row.ETag)], cancel);
            if (refused is null) removed++;
        }

        return removed;
    }

    private async ValueTask RepairEscalationsAsync(PatientId id, FollowUp state, CancellationToken cancel)
    {
        foreach (var row in state.Escalations.Select(e => EscalationRow.Of(id, e)))
        {
            var listed = await escalations.FindAsync(OfEscalations, AllFrom + row.Place, cancel);
            var open = await escalations.FindAsync(OfEscalations, OpenFrom + row.Place, cancel, Columns.Announced);
            var byId = await PatientOfEscalationAsync(row.Id, cancel);
            var isOpen = row.Status != Core.Escalations.EscalationStatus.Resolved;
            var isAnnounced = listed?.GetBoolean(Columns.Announced) == true && open is not null;
            var isSettled = listed is not null && listed.GetBoolean(Columns.Announced) != true && Read(listed) == row && isOpen == open is not null;
            // One that is announced is asked for whenever it is read.
            if (byId != id || (!isAnnounced && !isSettled)) await AnnounceAsync([row], cancel);
        }
    }

    private async ValueTask RepairExternalIdAsync(PatientId id, Patient patient, CancellationToken cancel)
    {
        // Added and not written anew: who was registered first is told by the age of the row.
        await patients.SubmitAsync([new TableTransactionAction(TableTransactionActionType.Add, ExternalIdRow(id, patient.ExternalId))], cancel);
    }
}
