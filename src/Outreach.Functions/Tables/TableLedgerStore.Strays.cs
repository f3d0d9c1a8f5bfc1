using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using NodaTime;
using Outreach.App.Ledgers;
using Outreach.Core.Json;
using Outreach.Core.Patients;

namespace Outreach.Functions.Tables;

/// <summary>Texts of numbers of nobody or of several: a partition for each number, by its keyed hash, and one that names those not settled yet.</summary>
public sealed partial class TableLedgerStore
{
    private const string Unsettled = "unsettled";

    public async ValueTask<bool> StoreTextAsync(StrayText text, CancellationToken cancel)
    {
        var row = new TableEntity(Hash(text.From), RowKeys.Inbox(text.MessageId)) { [Columns.At] = Ticks.Of(text.At), [Columns.Outcome] = text.Outcome }
            .WithBody(text with { Outcome = null });
        if (IsUnsettled(text.Outcome)) await strays.PutAsync(UnsettledRow(row), cancel);
        return await AddOnceAsync(strays, row, cancel);
    }

    public async ValueTask MarkHandledAsync(ContactPoint from, string messageId, string outcome, CancellationToken cancel)
    {
        if (await strays.FindAsync(Hash(from), RowKeys.Inbox(messageId), cancel) is not { } text) return;
        if (IsUnsettled(outcome)) await strays.PutAsync(UnsettledRow(text), cancel);
        await strays.MergeAsync(new TableEntity(text.PartitionKey, text.RowKey) { [Columns.Outcome] = outcome }, ETag.All, cancel);
        if (!IsUnsettled(outcome)) await strays.DeleteAsync(Unsettled, UnsettledRow(text).RowKey, cancel);
    }

    public async ValueTask<IReadOnlyList<StrayText>> UnhandledAsync(Instant before, CancellationToken cancel)
    {
        var found = new List<(StrayText Text, long At, DateTimeOffset? Arrived)>();
        await foreach (var row in strays.QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {Unsettled} and RowKey lt {TicksOf(Ticks.Of(before))}"), cancel))
        {
            var text = await strays.FindAsync(row.GetString(Columns.Contact), row.GetString(Columns.MessageId), cancel);
            if (text is not null && IsUnsettled(text.GetString(Columns.Outcome))) found.Add((Stray(text), text.GetInt64(Columns.At) ?? 0, row.Timestamp));
            else if (text is not null || !IsYoung(row)) await strays.DeleteAsync(Unsettled, row.RowKey, cancel);
        }

        return [.. found.OrderBy(f => f.At).ThenBy(f => f.Arrived).Select(f => f.Text)];
    }

    public async ValueTask<IReadOnlyList<StrayText>> TextsAsync(ContactPoint from, int take, CancellationToken cancel)
    {
        var (rows, _) = await strays.ReadAsync(TableClient.CreateQueryFilter($"PartitionKey eq {Hash(from)}"), cancel);
        return [.. rows.OrderByDescending(r => r.GetInt64(Columns.At)).Take(take).Select(Stray)];
    }

    private static bool IsUnsettled(string? outcome) => outcome is null or StrayText.Asked;

    private static TableEntity UnsettledRow(TableEntity text) => new(Unsettled, $"{TicksOf(text.GetInt64(Columns.At) ?? 0)}|{text.PartitionKey}|{text.RowKey}")
    {
        [Columns.Contact] = text.PartitionKey,
        [Columns.MessageId] = text.RowKey,
    };

    private static StrayText Stray(TableEntity row) => JsonSerializer.Deserialize<StrayText>(row.Text(), OutreachJson.Options)! with { Outcome = row.GetString(Columns.Outcome) };

    private static string TicksOf(long at) => Math.Max(0, at).ToString("D19", CultureInfo.InvariantCulture);
}
