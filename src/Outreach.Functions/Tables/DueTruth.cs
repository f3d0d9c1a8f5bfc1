using System.Text;
using Azure;
using Azure.Data.Tables;
using NodaTime;
using Outreach.App.Ledgers;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;

namespace Outreach.Functions.Tables;

/// <summary>What a ledger says of itself, beside the rows of the due index that were met.</summary>
internal sealed class DueTruth
{
    /// <summary>The service takes 15 comparisons a filter, and five are always there.</summary>
    private const int NamedAQuery = 10;

    private readonly PatientId id;
    private readonly Mark? mark;
    private readonly bool isNewer;
    private readonly HashSet<string> decided = new(StringComparer.Ordinal);
    private readonly HashSet<string> pending = new(StringComparer.Ordinal);
    private readonly long? unread;

    private DueTruth(PatientId id, List<TableEntity> rows)
    {
        this.id = id;
        foreach (var row in rows)
        {
            if (row.RowKey == RowKeys.State)
            {
                mark = Mark.Of(row);
                isNewer = row.GetInt64(Columns.Schema) > FollowUp.CurrentSchema;
            }
            else if (row.GetBoolean(Columns.Pending) != true)
            {
                decided.Add(row.RowKey);
            }
            else
            {
                pending.Add(row.RowKey);
                if (row.GetInt64(Columns.Schema) <= FollowUp.CurrentSchema && row.GetInt64(Columns.Stored) is { } at && !(unread < at)) unread = at;
            }
        }
    }

    /// <summary>Null for never, and for a ledger of a newer version.</summary>
    public DueLedger? Due => !isNewer && (mark?.Wake is not { } wake || unread < wake ? unread : wake) is { } at ? new DueLedger(id, Ticks.At(at)) : null;

    public static async ValueTask<DueTruth> ReadAsync(Table ledger, PatientId id, IEnumerable<string> named, CancellationToken cancel)
    {
        var inbox = named.Where(n => n != RowKeys.State).Distinct(StringComparer.Ordinal).ToList();
        var filter = new StringBuilder(TableClient.CreateQueryFilter($"PartitionKey eq {id.ToString()} and RowKey ge {RowKeys.InboxFrom} and RowKey le {RowKeys.State}"));
        if (inbox.Count <= NamedAQuery)
        {
            filter.Append(TableClient.CreateQueryFilter($" and (RowKey eq {RowKeys.State} or pending eq true"));
            foreach (var key in inbox) filter.Append(TableClient.CreateQueryFilter($" or RowKey eq {key}"));
            filter.Append(')');
        }

        var (rows, _) = await ledger.ReadAsync(filter.ToString(), cancel, Columns.Key, Columns.Schema, Columns.Revision, Columns.Wake, Columns.Commits, Columns.Pending, Columns.Stored);
        return new DueTruth(id, rows.FindAll(r => r.RowKey == RowKeys.State || r.RowKey.StartsWith(RowKeys.InboxFrom, StringComparison.Ordinal)));
    }

    /// <summary>What to write so that the index says the same. Each row goes only as it was met, and never one that may announce a write under way.</summary>
    public IReadOnlyList<TableTransactionAction> Tidying(IEnumerable<TableEntity> met, Func<TableEntity, bool> isYoung)
    {
        if (isNewer) return [];
        var actions = met.Where(r => IsStale(DueKey.TryParse(r.RowKey)!, r, isYoung(r)))
            .Select(r => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(r.PartitionKey, r.RowKey), r.ETag)).ToList();
        // In the same transaction, so that there is always a row that is no later than the wake.
        if (mark?.Wake is { } wake && actions.Count > 0)
        {
            actions.Add(new TableTransactionAction(TableTransactionActionType.UpsertReplace, DueKey.Of(id, wake, RowKeys.State).Row(commit: null), ETag.All));
        }

        return actions;
    }

    private bool IsStale(DueKey key, TableEntity row, bool isYoung)
    {
        if (key.Names != RowKeys.State) return decided.Contains(key.Names) || (!pending.Contains(key.Names) && !isYoung);
        var hasLanded = row.GetString(Columns.Commit) is { } commit && mark?.Has(commit) == true;
        return key.Ticks != mark?.Wake && (hasLanded || !isYoung);
    }
}
