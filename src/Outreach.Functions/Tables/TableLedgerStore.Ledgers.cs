using System.Collections.Immutable;
using Azure.Data.Tables;
using NodaTime;
using Outreach.App.Ledgers;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Patients;

namespace Outreach.Functions.Tables;

public sealed partial class TableLedgerStore
{
    private const int MostReadings = 20;

    private static readonly string InboxEnd = RowKeys.After(RowKeys.InboxFrom);
    private static readonly string TimelineEnd = RowKeys.After(RowKeys.TimelineFrom);

    public async ValueTask<Ledger> LoadAsync(PatientId id, CancellationToken cancel)
    {
        var rows = await RowsOfAStepAsync(id, cancel);
        var (mark, state) = (default(Mark), default(FollowUp));
        var outbox = new List<OutboxEntry>();
        var inbox = new List<(InboxEntry Entry, DateTimeOffset? Arrived)>();
        if (rows.Find(r => r.RowKey == RowKeys.State) is { } s)
        {
            mark = Mark.Of(s);
            state = State(id, s);
        }

        foreach (var row in rows)
        {
            if (row.RowKey.StartsWith(RowKeys.OutboxFrom, StringComparison.Ordinal)) outbox.Add(row.Parse<OutboxEntry>(id, "a message to send"));
            else if (row.RowKey.StartsWith(RowKeys.InboxFrom, StringComparison.Ordinal) && row.GetInt64(Columns.Schema) <= FollowUp.CurrentSchema) await ReadInboxAsync(row);
        }

        var unread = inbox.OrderBy(i => i.Entry.StoredAt).ThenBy(i => i.Arrived).Select(i => i.Entry).Take(LedgerLimits.InboxRowsAStep).ToImmutableArray();
        if (mark is not null && unread is [var oldest, ..]) mark = mark with { Unread = RowKeys.Inbox(oldest.SourceId), UnreadSince = Ticks.Of(oldest.StoredAt) };
        return new Ledger(
            mark?.ToString(),
            (state ?? FollowUp.Empty(id)) with { Outbox = [.. outbox.OrderBy(o => o.QueuedAt).ThenBy(o => o.Key.ToString("N"), StringComparer.Ordinal)] },
            unread)
        {
            NextWake = mark?.Wake is { } wake ? Ticks.At(wake) : null,
        };

        async ValueTask ReadInboxAsync(TableEntity row)
        {
            try
            {
                inbox.Add((new InboxEntry(row.Parse<Command>(id, "a command"), Ticks.At(row.GetInt64(Columns.Stored) ?? 0)), row.Timestamp));
            }
            catch (UnreadableLedgerException)
            {
                await ledger.MergeAsync(Decided(new TableEntity(row.PartitionKey, row.RowKey), "unreadable", "It could not be read."), row.ETag, cancel);
            }
        }
    }

    public async ValueTask<bool> AppendAsync(PatientId id, InboxEntry entry, CancellationToken cancel)
    {
        var row = Received(id, entry, CommitRows.Inbox(entry));
        row[Columns.Pending] = true;
        await due.PutAsync(DueKey.Of(id, Ticks.Of(entry.StoredAt), row.RowKey).Row(commit: null), cancel);
        return await AddOnceAsync(ledger, row, cancel);
    }

    public async ValueTask<InboxOutcome?> OutcomeAsync(PatientId id, string sourceId, CancellationToken cancel) =>
        await ledger.FindAsync(id.ToString(), RowKeys.Inbox(sourceId), cancel, Columns.Pending, Columns.RefusalCode, Columns.RefusalMessage) is { } row
            ? new InboxOutcome(row.GetBoolean(Columns.Pending) != true, row.GetString(Columns.RefusalCode), row.GetString(Columns.RefusalMessage))
            : null;

    public async ValueTask<IReadOnlyList<TimelineEntry>> TimelineAsync(PatientId id, int take, string? before, CancellationToken cancel)
    {
        var from = before is null ? RowKeys.TimelineFrom : RowKeys.EventAt(before);
        if (from is null || take <= 0) return [];
        var entries = new List<TimelineEntry>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {id.ToString()} and RowKey gt {from} and RowKey lt {TimelineEnd}");
        await foreach (var row in ledger.QueryAsync(filter, cancel, take))
        {
            entries.Add(new TimelineEntry(RowKeys.PlaceOf(row.RowKey), row.Parse<Event>(id, "an event")));
            if (entries.Count == take) break;
        }

        return entries;
    }

    /// <summary>Row <c>s</c>, the outbox and the undecided inbox, of one moment. They stand side by side before the timeline, which is not read.</summary>
    private async ValueTask<List<TableEntity>> RowsOfAStepAsync(PatientId id, CancellationToken cancel)
    {
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {id.ToString()} and RowKey ge {RowKeys.InboxFrom} and RowKey le {RowKeys.State} and (RowKey ge {RowKeys.OutboxFrom} or pending eq true)");
        var (rows, ofOneMoment) = await ledger.ReadAsync(filter, cancel);
        for (var reading = 0; !ofOneMoment; reading++)
        {
            // Pages are read one after the other: they belong together when s is the same before the first and after the last.
            if (reading == MostReadings) throw new LedgerUnavailableException("A ledger of several pages moved at each reading; trying again later can help.", canRetry: true, new TimeoutException());
            var before = await ledger.FindAsync(id.ToString(), RowKeys.State, cancel, Columns.Revision);
            (rows, ofOneMoment) = await ledger.ReadAsync(filter, cancel);
            ofOneMoment |= rows.Find(r => r.RowKey == RowKeys.State)?.GetInt64(Columns.Revision) == before?.GetInt64(Columns.Revision);
        }

        return rows;
    }

    private static FollowUp State(PatientId id, TableEntity row)
    {
        var schema = (int)(row.GetInt64(Columns.Schema) ?? 0);
        return schema <= FollowUp.CurrentSchema ? row.Parse<FollowUp>(id, "a state") : throw new NewerLedgerException(id, schema);
    }

    /// <summary>An inbox row but for what has become of it.</summary>
    internal static TableEntity Received(PatientId id, InboxEntry entry, byte[] body)
    {
        var reply = ReplyColumns.Of(entry);
        return new TableEntity(id.ToString(), RowKeys.Inbox(entry.SourceId))
        {
            [Columns.Schema] = (long)FollowUp.CurrentSchema,
            [Columns.Stored] = Ticks.Of(entry.StoredAt),
            [Columns.Channel] = reply.Channel,
            [Columns.Text] = Body.Shown(reply.Text),
            [Columns.ReceivedAt] = reply.ReceivedAt,
            [Columns.MessageId] = Body.Shown(reply.MessageId),
        }.WithJson(body);
    }

    internal static TableEntity Decided(TableEntity row, string? code, string? message)
    {
        row[Columns.Pending] = false;
        row[Columns.RefusalCode] = code;
        row[Columns.RefusalMessage] = Body.Shown(message);
        return row;
    }

    /// <summary>False when the row was there before. The client asks again when an answer is lost, and then finds its own row.</summary>
    private static async ValueTask<bool> AddOnceAsync(Table table, TableEntity row, CancellationToken cancel)
    {
        var write = Guid.NewGuid().ToString("N");
        row[Columns.Write] = write;
        return await table.AddAsync(row, cancel) || (await table.FindAsync(row.PartitionKey, row.RowKey, cancel, Columns.Write))?.GetString(Columns.Write) == write;
    }
}
