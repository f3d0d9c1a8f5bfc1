using Azure;
using Azure.Data.Tables;
using Outreach.App.Ledgers;
using Outreach.Core.Patients;

namespace Outreach.Functions.Tables;

/// <summary>All writes of one step as the actions of one transaction, row <c>s</c> first.</summary>
internal sealed class CommitWrite
{
    private readonly PatientId id;
    private readonly Mark from;
    private readonly LedgerCommit commit;
    private readonly CommitRows rows;
    private readonly long? wake;

    public CommitWrite(Mark from, LedgerCommit commit, CommitRows rows)
    {
        id = commit.State.Id;
        this.from = from;
        this.commit = commit;
        this.rows = rows;
        wake = commit.NextWake is { } at ? Math.Max(0, Ticks.Of(at)) : null;
        Projected = new Projected(from.Projected, commit.State);
        Actions = [State(), .. Decided(), .. Outbox(), .. Done(), .. Events()];
    }

    public string CommitId { get; } = Guid.NewGuid().ToString("N");

    public Projected Projected { get; }

    public IReadOnlyList<TableTransactionAction> Actions { get; }

    /// <summary>Null where the index is sure to have a row that is no later: of the wake before, or of the inbox row that this commit decides.</summary>
    public long? WakeToAnnounce => wake is null || wake >= from.Wake || (wake >= from.UnreadSince && commit.Decided.Any(d => RowKeys.Inbox(d.SourceId) == from.Unread)) ? null : wake;

    private TableTransactionAction State()
    {
        var row = new TableEntity(id.ToString(), RowKeys.State)
        {
            [Columns.Schema] = (long)commit.State.Schema,
            [Columns.Revision] = from.Number + 1,
            [Columns.Wake] = wake,
            [Columns.Commits] = from.CommitsWith(CommitId),
            [Columns.Projected] = Projected.Words,
        }.WithJson(rows.State);
        return from.Number == 0
            ? new TableTransactionAction(TableTransactionActionType.Add, row)
            : new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, from.ETag);
    }

    private IEnumerable<TableTransactionAction> Decided() => commit.Decided.Select((d, i) => d.Received is { } received
        ? new TableTransactionAction(TableTransactionActionType.Add, TableLedgerStore.Decided(TableLedgerStore.Received(id, received, rows.Received[i]!), d.RefusalCode, d.RefusalMessage))
        : new TableTransactionAction(TableTransactionActionType.UpdateMerge, TableLedgerStore.Decided(new TableEntity(id.ToString(), RowKeys.Inbox(d.SourceId)), d.RefusalCode, d.RefusalMessage), ETag.All));

    private IEnumerable<TableTransactionAction> Outbox() => commit.OutboxChanged.Select((o, i) => new TableTransactionAction(
        TableTransactionActionType.UpsertReplace, Row(RowKeys.Outbox(o.Key), rows.Outbox[i])));

    private IEnumerable<TableTransactionAction> Done() => commit.OutboxDone.Select(key => new TableTransactionAction(
        TableTransactionActionType.Delete, new TableEntity(id.ToString(), RowKeys.Outbox(key)), ETag.All));

    private IEnumerable<TableTransactionAction> Events() => rows.Events.Select((body, i) => new TableTransactionAction(
        TableTransactionActionType.Add, Row(RowKeys.Event(from.Number + 1, i), body)));

    private TableEntity Row(string key, byte[] body) => new TableEntity(id.ToString(), key) { [Columns.Schema] = (long)commit.State.Schema }.WithJson(body);
}
