using System.Text.Json;
using Microsoft.Data.Sqlite;
using NodaTime;
using Outreach.App.Ledgers;
using Outreach.Core.Json;
using Outreach.Core.Patients;

namespace Outreach.Local.Storage;

/// <summary>Texts of numbers of nobody or of several.</summary>
internal sealed partial class SqliteLedgerStore
{
    private const string OfText = "body, outcome, unread, seen_by, seen_at";

    public async ValueTask<bool> StoreTextAsync(StrayText text, CancellationToken cancel)
    {
        var hash = Hash(text.From);
        var body = JsonSerializer.Serialize(text with { Outcome = null, Unread = false, SeenBy = null, SeenAt = null }, OutreachJson.Options);
        return await writer.WriteAsync(
            session => session.Execute(
                "INSERT INTO stray_texts (contact, message_id, at, outcome, body, unread, seen_by, seen_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO NOTHING",
                hash, text.MessageId, Ticks.Of(text.At), text.Outcome, body, text.Unread ? 1 : 0, text.SeenBy, text.SeenAt is { } seen ? Ticks.Of(seen) : null) > 0,
            cancel);
    }

    public async ValueTask MarkHandledAsync(ContactPoint from, string messageId, string outcome, bool unread, CancellationToken cancel)
    {
        var hash = Hash(from);
        await writer.WriteAsync(
            session => session.Execute("UPDATE stray_texts SET outcome = ?3, unread = ?4 WHERE contact = ?1 AND message_id = ?2", hash, messageId, outcome, unread ? 1 : 0),
            cancel);
    }

    public async ValueTask MarkSeenAsync(ContactPoint from, string messageId, string by, Instant at, CancellationToken cancel)
    {
        var hash = Hash(from);
        await writer.WriteAsync(
            session => session.Execute("UPDATE stray_texts SET unread = 0, seen_by = ?3, seen_at = ?4 WHERE contact = ?1 AND message_id = ?2 AND unread = 1", hash, messageId, by, Ticks.Of(at)),
            cancel);
    }

    public ValueTask<IReadOnlyList<StrayText>> UnhandledAsync(Instant before, CancellationToken cancel) =>
        ValueTask.FromResult(reading.Read(session =>
        {
            using var row = session.Query($"SELECT {OfText} FROM stray_texts WHERE (outcome IS NULL OR outcome = '{StrayText.Asked}') AND at < ?1 ORDER BY at, rowid", Ticks.Of(before));
            return Texts(row);
        }));

    public ValueTask<IReadOnlyList<StrayText>> UnreadAsync(int take, CancellationToken cancel) =>
        ValueTask.FromResult(reading.Read(session =>
        {
            using var row = session.Query($"SELECT {OfText} FROM stray_texts WHERE unread = 1 ORDER BY at, rowid LIMIT ?1", take);
            return Texts(row);
        }));

    public ValueTask<IReadOnlyList<StrayText>> TextsAsync(ContactPoint from, int take, CancellationToken cancel)
    {
        var hash = Hash(from);
        return ValueTask.FromResult(reading.Read(session =>
        {
            using var row = session.Query($"SELECT {OfText} FROM stray_texts WHERE contact = ?1 ORDER BY at DESC, rowid DESC LIMIT ?2", hash, take);
            return Texts(row);
        }));
    }

    private static IReadOnlyList<StrayText> Texts(SqliteDataReader row)
    {
        var found = new List<StrayText>();
        while (row.Read())
        {
            var text = JsonSerializer.Deserialize<StrayText>(row.GetFieldValue<byte[]>(0), OutreachJson.Options)!;
            found.Add(text with
            {
                Outcome = row.IsDBNull(1) ? null : row.GetString(1), Unread = row.GetInt64(2) != 0, SeenBy = row.IsDBNull(3) ? null : row.GetString(3), SeenAt = row.IsDBNull(4) ? null : Ticks.At(row.GetInt64(4)),
            });
        }

        return found;
    }
}
