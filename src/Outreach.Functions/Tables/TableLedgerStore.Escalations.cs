using System.Collections.Immutable;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Outreach.App.Ledgers;
using Outreach.Core.Escalations;
using Outreach.Core.FollowUps;
using Outreach.Core.Json;
using Outreach.Core.Patients;

namespace Outreach.Functions.Tables;

/// <summary>The list of escalations. Before a commit changes one, its rows are marked as announced; who then reads a row so marked asks the
/// ledger, and settles it once the two agree. So no crash can hide an open escalation, nor keep a closed one in the list.</summary>
public sealed partial class TableLedgerStore
{
    private const string OfEscalations = "e";
    private const string AllFrom = "a|";
    private const string OpenFrom = "o|";
    private const string IdFrom = "i|";
    private const int RowsAnEscalation = 3;

    public async ValueTask<IReadOnlyList<EscalationRow>> EscalationsAsync(EscalationFilter filter, int take, string? after, CancellationToken cancel)
    {
        var from = filter == EscalationFilter.Open ? OpenFrom : AllFrom;
        var query = TableClient.CreateQueryFilter($"PartitionKey eq {OfEscalations} and RowKey gt {from + after} and RowKey lt {RowKeys.After(from)}");
        if (filter == EscalationFilter.Resolved) query += " and (open eq false or announced eq true)";
        var found = new List<EscalationRow>();
        if (take <= 0) return found;
        await foreach (var row in escalations.QueryAsync(query, cancel, take))
        {
            var escalation = Read(row);
            if (row.GetBoolean(Columns.Announced) == true) escalation = await AskLedgerAsync(row, escalation, cancel);
            if (escalation is not null && (filter == EscalationFilter.All || (filter == EscalationFilter.Resolved) == (escalation.Status == EscalationStatus.Resolved))) found.Add(escalation);
            if (found.Count == take) break;
        }

        return found;
    }

    public async ValueTask<PatientId?> PatientOfEscalationAsync(Guid escalation, CancellationToken cancel) =>
        PatientId.TryParse((await escalations.FindAsync(OfEscalations, IdFrom + escalation.ToString("N"), cancel, Columns.Patient))?.GetString(Columns.Patient));

    private async ValueTask AnnounceAsync(ImmutableArray<EscalationRow> rows, CancellationToken cancel)
    {
        foreach (var some in rows.Chunk(Table.ActionsATransaction / RowsAnEscalation))
        {
            await escalations.SubmitAsync(some.SelectMany(r => Announcement(r).Select(e => new TableTransactionAction(TableTransactionActionType.UpsertReplace, e))), cancel);
        }
    }

    private static IEnumerable<TableEntity> Announcement(EscalationRow row) =>
    [
        ListRow(AllFrom, row, announced: true),
        ListRow(OpenFrom, row, announced: true),
        new TableEntity(OfEscalations, IdFrom + row.Id.ToString("N")) { [Columns.Patient] = row.Patient.ToString(), [Columns.Place] = row.Place },
    ];

    /// <summary>What the ledger says of an escalation that a commit announced; null for one that never came about.</summary>
    private async ValueTask<EscalationRow?> AskLedgerAsync(TableEntity row, EscalationRow announced, CancellationToken cancel)
    {
        if (await ledger.FindAsync(announced.Patient.ToString(), RowKeys.State, cancel) is not { } s) return null;
        EscalationRow? truth;
        try
        {
            truth = State(announced.Patient, s).Escalations.FirstOrDefault(e => e.Id == announced.Id) is { } known ? EscalationRow.Of(announced.Patient, known) : null;
        }
        catch (Exception e) when (e is NewerLedgerException or UnreadableLedgerException)
        {
            return announced;
        }

        // A state lets go of resolved ones after some days, and of none before.
        if (truth is null && announced.Status == EscalationStatus.Resolved) truth = announced;
        if (truth == announced || !IsYoung(row)) await SettleAsync(row, announced, truth, cancel);
        return truth;
    }

    /// <summary>Only as the row was met: refused where another commit has announced something since.</summary>
    private async ValueTask SettleAsync(TableEntity met, EscalationRow announced, EscalationRow? truth, CancellationToken cancel)
    {
        var settled = truth ?? announced;
        await escalations.SubmitAsync([Settled(AllFrom, stays: truth is not null), Settled(OpenFrom, stays: truth is { Status: not EscalationStatus.Resolved })], cancel);

        TableTransactionAction Settled(string from, bool stays)
        {
            var row = ListRow(from, settled, announced: false);
            return new TableTransactionAction(stays ? TableTransactionActionType.UpdateReplace : TableTransactionActionType.Delete, row, row.RowKey == met.RowKey ? met.ETag : ETag.All);
        }
    }

    private static TableEntity ListRow(string from, EscalationRow row, bool announced) => new TableEntity(OfEscalations, from + row.Place)
    {
        [Columns.Patient] = row.Patient.ToString(),
        [Columns.Open] = row.Status != EscalationStatus.Resolved,
        [Columns.Announced] = announced,
    }.WithBody(row);

    private static EscalationRow Read(TableEntity row) => JsonSerializer.Deserialize<EscalationRow>(row.Text(), OutreachJson.Options)!;
}
