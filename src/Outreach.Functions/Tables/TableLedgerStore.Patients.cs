using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Outreach.App.Ledgers;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;

namespace Outreach.Functions.Tables;

/// <summary>External id → patients. What a row says is checked against the ledger; a row that says too much is removed where it is met.
/// Keys hold the external id, so they are only ever sent in a body or a query, never in the path of an address.</summary>
public sealed partial class TableLedgerStore
{
    private const string OfPatients = "p";
    private const int PatientsAtOnce = 16;

    public async ValueTask<IReadOnlyList<PatientRow>> PatientsAsync(int take, string? afterExternalId, CancellationToken cancel)
    {
        var found = new List<PatientRow>();
        if (take <= 0) return found;
        var from = afterExternalId is null ? "" : ExternalIdKey.Of(afterExternalId) + ExternalIdKey.AfterEnd;
        var waiting = new List<TableEntity>();
        await foreach (var row in patients.QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {OfPatients} and RowKey ge {from}"), cancel, take))
        {
            waiting.Add(row);
            if (waiting.Count < Math.Min(PatientsAtOnce, take - found.Count)) continue;
            found.AddRange(await CheckPatientsAsync(waiting, cancel));
            waiting.Clear();
            if (found.Count >= take) break;
        }

        found.AddRange(await CheckPatientsAsync(waiting, cancel));
        return found;
    }

    public async ValueTask<PatientId?> PatientByExternalIdAsync(string externalId, CancellationToken cancel)
    {
        var key = ExternalIdKey.Of(externalId);
        var (rows, _) = await patients.ReadAsync(TableClient.CreateQueryFilter($"PartitionKey eq {OfPatients} and RowKey gt {key + ExternalIdKey.End} and RowKey lt {key + ExternalIdKey.AfterEnd}"), cancel);
        foreach (var row in rows.OrderBy(r => r.Timestamp))
        {
            var (id, isTheirs, _) = await CheckPatientAsync(row, cancel);
            if (isTheirs) return id;
        }

        return null;
    }

    public async IAsyncEnumerable<PatientId> AllAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        // From partition to partition, so that the walk does not read every row.
        for (var partition = await PartitionAfterAsync("", cancel); partition is not null; partition = await PartitionAfterAsync(partition, cancel))
        {
            if (PatientId.TryParse(partition) is { } id) yield return id;
        }
    }

    private async ValueTask<string?> PartitionAfterAsync(string partition, CancellationToken cancel)
    {
        await foreach (var row in ledger.QueryAsync(TableClient.CreateQueryFilter($"PartitionKey gt {partition}"), cancel, page: 1, "PartitionKey")) return row.PartitionKey;
        return null;
    }

    private async ValueTask WriteExternalIdAsync(PatientId id, string externalId, CancellationToken cancel) =>
        await patients.SubmitAsync([new TableTransactionAction(TableTransactionActionType.UpsertReplace, ExternalIdRow(id, externalId))], cancel);

    private static TableEntity ExternalIdRow(PatientId id, string externalId) => new(OfPatients, $"{ExternalIdKey.Of(externalId)}{ExternalIdKey.End}{id}")
    {
        [Columns.Patient] = id.ToString(),
        [Columns.ExternalId] = Body.Shown(externalId),
    };

    private async ValueTask<IEnumerable<PatientRow>> CheckPatientsAsync(List<TableEntity> rows, CancellationToken cancel)
    {
        var known = await Task.WhenAll(rows.Select(r => CheckPatientAsync(r, cancel).AsTask()));
        return known.Where(k => k is { IsTheirs: true, Patient: not null }).Select(k => new PatientRow(k.Id!.Value, k.Patient!.ExternalId, k.Patient));
    }

    /// <summary>Of a ledger that cannot be read the row is believed: nobody must be registered a second time for that.</summary>
    private async ValueTask<(PatientId? Id, bool IsTheirs, Patient? Patient)> CheckPatientAsync(TableEntity row, CancellationToken cancel)
    {
        if (PatientId.TryParse(row.GetString(Columns.Patient)) is not { } id) return default;
        try
        {
            var patient = await ledger.FindAsync(id.ToString(), RowKeys.State, cancel) is { } s ? s.Parse<FollowUp>(id, "a state").Patient : null;
            if (patient is not null && row.RowKey == ExternalIdRow(id, patient.ExternalId).RowKey) return (id, true, patient);
        }
        catch (UnreadableLedgerException)
        {
            return (id, true, null);
        }

        if (!IsYoung(row)) await patients.SubmitAsync([new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(row.PartitionKey, row.RowKey), row.ETag)], cancel);
        return (id, false, null);
    }
}
