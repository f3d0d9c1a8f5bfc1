using Azure.Data.Tables;
using Outreach.App.Ledgers;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;

namespace Outreach.Functions.Tables;

/// <summary>The lists in which patients stand for a while: a partition of the table of patients each. A row is written before the commit by which
/// the patient comes to stand in the list, and is checked against the ledger where it is read; one that says too much is removed there.</summary>
public sealed partial class TableLedgerStore
{
    private const string ListFrom = "l|";

    public async ValueTask<IReadOnlyList<FollowUp>> ListedAsync(PatientLists list, int take, PatientId? after, CancellationToken cancel)
    {
        var found = new List<FollowUp>();
        if (take <= 0) return found;
        var waiting = new List<TableEntity>();
        await foreach (var row in patients.QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {ListFrom + list} and RowKey gt {after?.ToString() ?? ""}"), cancel, take))
        {
            waiting.Add(row);
            if (waiting.Count < Math.Min(PatientsAtOnce, take - found.Count)) continue;
            found.AddRange(await CheckListedAsync(list, waiting, cancel));
            waiting.Clear();
            if (found.Count >= take) break;
        }

        if (found.Count < take) found.AddRange(await CheckListedAsync(list, waiting, cancel));
        return found;
    }

    private async ValueTask WriteListsAsync(PatientId id, PatientLists lists, CancellationToken cancel)
    {
        foreach (var list in lists.Each()) await patients.PutAsync(new TableEntity(ListFrom + list, id.ToString()), cancel);
    }

    private async ValueTask<IEnumerable<FollowUp>> CheckListedAsync(PatientLists list, List<TableEntity> rows, CancellationToken cancel) =>
        (await Task.WhenAll(rows.Select(r => CheckListedAsync(list, r, cancel).AsTask()))).OfType<FollowUp>();

    private async ValueTask<FollowUp?> CheckListedAsync(PatientLists list, TableEntity row, CancellationToken cancel)
    {
        if (PatientId.TryParse(row.RowKey) is not { } id) return null;
        try
        {
            if (await ledger.FindAsync(row.RowKey, RowKeys.State, cancel) is { } s && State(id, s) is var state && state.Lists().HasFlag(list)) return state;
        }
        catch (Exception e) when (e is NewerLedgerException or UnreadableLedgerException)
        {
            return null;
        }

        // Only as it was met: refused where a commit has announced it again since.
        if (!IsYoung(row)) await patients.SubmitAsync([new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(row.PartitionKey, row.RowKey), row.ETag)], cancel);
        return null;
    }
}
