using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using NodaTime;
using Outreach.App.Ledgers;
using Outreach.Core.Json;
using Outreach.Core.Patients;

namespace Outreach.Functions.Tables;

/// <summary>Texts of numbers of nobody or of several: a partition for each number, by its keyed hash, one that names those not settled yet, and one those that wait for a person.</summary>
public sealed partial class TableLedgerStore
{
    private const string Unsettled = "unsettled";
    private const string Unread = "unread";

    public async ValueTask<bool> StoreTextAsync(StrayText text, CancellationToken cancel)
    {
        var row = new TableEntity(Hash(text.From), RowKeys.Inbox(text.MessageId))
        {
            [Columns.At] = Ticks.Of(text.At), [Columns.Outcome] = text.Outcome, [Columns.Unread] = text.Unread, [Columns.SeenBy] = text.SeenBy, [Columns.SeenAt] = text.SeenAt is { } seen ? Ticks.Of(seen) : null,
        }.WithBody(text with { Outcome = null, Unread = false, SeenBy = null, SeenAt = null });
        if (IsUnsettled(text.Outcome)) await strays.PutAsync(PlaceRow(Unsettled, row), cancel);
        if (text.Unread) await strays.PutAsync(PlaceRow(Unread, row), cancel);
        return await AddOnceAsync(strays, row, cancel);
    }

    public async ValueTask MarkHandledAsync(ContactPoint from, string messageId, string outcome, bool unread, CancellationToken cancel)
    {
        if (await strays.FindAsync(Hash(from), RowKeys.Inbox(messageId), cancel) is not { } text) return;
        if (IsUnsettled(outcome)) await strays.PutAsync(PlaceRow(Unsettled, text), cancel);
        if (unread) await strays.PutAsync(PlaceRow(Unread, text), cancel);
        await strays.MergeAsync(new TableEntity(text.PartitionKey, text.RowKey) { [Columns.Outcome] = outcome, [Columns.Unread] = unread }, ETag.All, cancel);
        if (!IsUnsettled(outcome)) await strays.DeleteAsync(Unsettled, PlaceRow(Unsettled, text).RowKey, cancel);
    }

    public async ValueTask MarkSeenAsync(ContactPoint from, string messageId, string by, Instant at, CancellationToken cancel)
    {
        if (await strays.FindAsync(Hash(from), RowKeys.Inbox(messageId), cancel) is not { } text || text.GetBoolean(Columns.Unread) != true) return;
        // Only as it was met, so that of two who press at once the first is kept.
        var kept = await strays.MergeAsync(new TableEntity(text.PartitionKey, text.RowKey) { [Columns.Unread] = false, [Columns.SeenBy] = by, [Columns.SeenAt] = Ticks.Of(at) }, text.ETag, cancel);
        if (kept) await strays.DeleteAsync(Unread, PlaceRow(Unread, text).RowKey, cancel);
    }

    public async ValueTask<IReadOnlyList<StrayText>> UnhandledAsync(Instant before, CancellationToken cancel) =>
        await PlacedAsync(Unsettled, TicksOf(Ticks.Of(before)), t => IsUnsettled(t.GetString(Columns.Outcome)), int.MaxValue, cancel);

    public async ValueTask<IReadOnlyList<StrayText>> UnreadAsync(int take, CancellationToken cancel) =>
        await PlacedAsync(Unread, TicksOf(long.MaxValue), t => t.GetBoolean(Columns.Unread) == true, take, cancel);

    public async ValueTask<IReadOnlyList<StrayText>> TextsAsync(ContactPoint from, int take, CancellationToken cancel)
    {
        var (rows, _) = await strays.ReadAsync(TableClient.CreateQueryFilter($"PartitionKey eq {Hash(from)}"), cancel);
        return [.. rows.OrderByDescending(r => r.GetInt64(Columns.At)).Take(take).Select(Stray)];
    }

    private static bool IsUnsettled(string? outcome) => outcome is null or StrayText.Asked;

    /// <summary>Texts that a partition names, oldest first; a name that nothing stands behind is removed.</summary>
    /// <param name="before">Exclusive; as <see cref="TicksOf"/>.</param>
    private async ValueTask<IReadOnlyList<StrayText>> PlacedAsync(string partition, string before, Func<TableEntity, bool> stands, int take, CancellationToken cancel)
    {
        var found = new List<(StrayText Text, long At, DateTimeOffset? Arrived)>();
        await foreach (var row in strays.QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey lt {before}"), cancel))
        {
            var text = await strays.FindAsync(row.GetString(Columns.Contact), row.GetString(Columns.MessageId), cancel);
            if (text is not null && stands(text)) found.Add((Stray(text), text.GetInt64(Columns.At) ?? 0, row.Timestamp));
            else if ((text is not null && partition == Unsettled) || !IsYoung(row)) await strays.DeleteAsync(partition, row.RowKey, cancel);
            if (found.Count == take) break;
        }

        return [.. found.OrderBy(f => f.At).ThenBy(f => f.Arrived).Select(f => f.Text)];
    }

    private static TableEntity PlaceRow(string partition, TableEntity text) => new(partition, $"{TicksOf(text.GetInt64(Columns.At) ?? 0)}|{text.PartitionKey}|{text.RowKey}")
    {
        [Columns.Contact] = text.PartitionKey,
        [Columns.MessageId] = text.RowKey,
    };

    private static StrayText Stray(TableEntity row) => JsonSerializer.Deserialize<StrayText>(row.Text(), OutreachJson.Options)! with
    {
        Outcome = row.GetString(Columns.Outcome), Unread = row.GetBoolean(Columns.Unread) == true, SeenBy = row.GetString(Columns.SeenBy), SeenAt = row.GetInt64(Columns.SeenAt) is { } seen ? Ticks.At(seen) : null,
    };

    private static string TicksOf(long at) => Math.Max(0, at).ToString("D19", CultureInfo.InvariantCulture);
}
