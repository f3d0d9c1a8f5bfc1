using System.Globalization;
using System.Text.Json;
using NodaTime;
using Outreach.App.Ledgers;
using Outreach.Core.FollowUps;
using Outreach.Core.Json;
using Outreach.Core.Messages;
using Outreach.Core.Patients;

namespace Outreach.Local.Storage;

internal sealed partial class SqliteLedgerStore
{
    private const string Unreadable = "unreadable";

    private static readonly string OutboxEnd = RowKeys.After(RowKeys.OutboxFrom);
    private static readonly string TimelineEnd = RowKeys.After(RowKeys.TimelineFrom);

    public async ValueTask<Ledger> LoadAsync(PatientId id, CancellationToken cancel)
    {
        var loaded = reading.Read(session => new LoadedRows(session, id, states));
        foreach (var key in loaded.UnreadableInbox)
        {
            await writer.WriteAsync(
                session => session.Execute(
                    "UPDATE ledger SET pending = NULL, refusal_code = ?3, refusal_message = 'It could not be read.' WHERE partition = ?1 AND key = ?2 AND pending IS NOT NULL",
                    id.ToString(), key, Unreadable),
                cancel);
        }

        return loaded.Ledger;
    }

    public async ValueTask<bool> AppendAsync(PatientId id, InboxEntry entry, CancellationToken cancel)
    {
        var row = new InboxRow(id, entry, CommitRows.Inbox(entry));
        return await writer.WriteAsync(row.InsertPending, cancel);
    }

    public ValueTask<InboxOutcome?> OutcomeAsync(PatientId id, string sourceId, CancellationToken cancel) =>
        ValueTask.FromResult(reading.Read(session =>
        {
            using var row = session.Query(
                "SELECT pending, refusal_code, refusal_message FROM ledger WHERE partition = ?1 AND key = ?2", id.ToString(), RowKeys.Inbox(sourceId));
            return row.Read()
                ? new InboxOutcome(row.IsDBNull(0), row.IsDBNull(1) ? null : row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2))
                : null;
        }));

    public async ValueTask<bool> CommitAsync(PatientId id, string? revision, LedgerCommit commit, CancellationToken cancel)
    {
        var rows = CommitRows.Of(commit);
        var write = new LedgerWrite(id, commit, rows);
        var from = 0L;
        if (revision is not null && !long.TryParse(revision, CultureInfo.InvariantCulture, out from)) return false;
        if (!await writer.WriteAsync(session => write.Run(session, from), cancel)) return false;
        states.Keep(id, from + 1, commit.State with { Outbox = [] }, rows.State.Length);
        return true;
    }

    public ValueTask<IReadOnlyList<TimelineEntry>> TimelineAsync(PatientId id, int take, string? before, CancellationToken cancel)
    {
        var from = before is null ? RowKeys.TimelineFrom : RowKeys.EventAt(before);
        return ValueTask.FromResult(from is null ? [] : reading.Read<IReadOnlyList<TimelineEntry>>(session =>
        {
            var entries = new List<TimelineEntry>();
            using var row = session.Query(
                "SELECT key, body FROM ledger WHERE partition = ?1 AND key > ?2 AND key < ?3 ORDER BY key LIMIT ?4",
                id.ToString(), from, TimelineEnd, take);
            while (row.Read()) entries.Add(new TimelineEntry(RowKeys.PlaceOf(row.GetString(0)), Parse<Event>(id, "an event", row.GetFieldValue<byte[]>(1))));
            return entries;
        }));
    }

    private static T Parse<T>(PatientId id, string kind, byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(body, OutreachJson.Options) ?? throw new JsonException("null");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new UnreadableLedgerException(id, kind, e);
        }
    }

    /// <summary>What a step loads, read in one statement so that it is of one moment.</summary>
    private sealed class LoadedRows
    {
        private static readonly string Sql = $"""
            SELECT key, body, schema, revision, wake AS stored, 0 AS place FROM ledger WHERE partition = ?1 AND key = '{RowKeys.State}'
            UNION ALL SELECT key, body, schema, NULL, NULL, 0 FROM ledger WHERE partition = ?1 AND key >= '{RowKeys.OutboxFrom}' AND key < '{OutboxEnd}'
            UNION ALL SELECT * FROM (
                SELECT key, body, schema, NULL, stored, rowid FROM ledger WHERE partition = ?1 AND pending IS NOT NULL AND schema <= {FollowUp.CurrentSchema}
                ORDER BY pending, rowid LIMIT {LedgerLimits.InboxRowsAStep})
            """;

        public LoadedRows(SqliteSession session, PatientId id, StateCache states)
        {
            string? revision = null;
            FollowUp? state = null;
            Instant? wake = null;
            var outbox = new List<OutboxEntry>();
            var inbox = new List<(InboxEntry Entry, long Place)>();
            using var row = session.Query(Sql, id.ToString());
            while (row.Read())
            {
                var key = row.GetString(0);
                if (key == RowKeys.State)
                {
                    if (row.GetInt32(2) > FollowUp.CurrentSchema) throw new NewerLedgerException(id, row.GetInt32(2));
                    var at = row.GetInt64(3);
                    revision = at.ToString(CultureInfo.InvariantCulture);
                    if (!row.IsDBNull(4)) wake = Ticks.At(row.GetInt64(4));
                    state = states.Find(id, at) ?? Parse<FollowUp>(id, "a state", Body());
                }
                else if (key.StartsWith(RowKeys.OutboxFrom, StringComparison.Ordinal))
                {
                    outbox.Add(Parse<OutboxEntry>(id, "a message to send", Body()));
                }
                else if (TryParseCommand(id, Body()) is { } command)
                {
                    inbox.Add((new InboxEntry(command, Ticks.At(row.GetInt64(4))), row.GetInt64(5)));
                }
                else
                {
                    UnreadableInbox.Add(key);
                }
            }

            Ledger = new Ledger(
                revision,
                (state ?? FollowUp.Empty(id)) with { Outbox = [.. outbox.OrderBy(o => o.QueuedAt).ThenBy(o => o.Key.ToString("N"), StringComparer.Ordinal)] },
                [.. inbox.OrderBy(i => i.Entry.StoredAt).ThenBy(i => i.Place).Select(i => i.Entry)])
            {
                NextWake = wake,
            };

            byte[] Body() => row.GetFieldValue<byte[]>(1);
        }

        public Ledger Ledger { get; }

        public List<string> UnreadableInbox { get; } = [];

        private static Command? TryParseCommand(PatientId id, byte[] body)
        {
            try
            {
                return Parse<Command>(id, "a command", body);
            }
            catch (UnreadableLedgerException)
            {
                return null;
            }
        }
    }
}
