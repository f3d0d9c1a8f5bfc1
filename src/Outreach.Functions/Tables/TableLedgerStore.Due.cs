using Azure.Data.Tables;
using NodaTime;
using Outreach.App.Ledgers;
using Outreach.Core.Patients;

namespace Outreach.Functions.Tables;

/// <summary>The due index says of each wake and of each undecided inbox row when it is due, or earlier: never later, and never not at all.
/// A commit writes to it only where the wake comes forward; the rest is settled here, where what it says is checked against the ledgers.</summary>
public sealed partial class TableLedgerStore
{
    private const int LeastRowsAtOnce = 8;
    private const int MostRowsAtOnce = 64;

    public async ValueTask<IReadOnlyList<DueLedger>> DueAsync(Instant by, int take, CancellationToken cancel)
    {
        var (last, found, emitted) = (Ticks.Of(by), new List<DueLedger>(), new HashSet<PatientId>());
        var known = new PriorityQueue<DueLedger, Instant>();
        await using var queue = await DueQueue.OpenAsync(due, last, Math.Max(take, LeastRowsAtOnce), cancel);
        while (found.Count < take)
        {
            if (known.TryPeek(out var first, out _) && !(queue.Next < Ticks.Of(first.DueAt)))
            {
                known.Dequeue();
                if (emitted.Add(first.Id)) found.Add(first);
                continue;
            }

            var rows = await queue.TakeAsync(Math.Clamp(take - found.Count, LeastRowsAtOnce, MostRowsAtOnce));
            if (rows.Count == 0) break;
            foreach (var next in await CheckAsync(rows, cancel))
            {
                if (Ticks.Of(next.DueAt) <= last) known.Enqueue(next, next.DueAt);
            }
        }

        return found;
    }

    public async ValueTask<Instant?> NextDueAsync(CancellationToken cancel) =>
        await DueAsync(Instant.MaxValue, 1, cancel) is [var first, ..] ? first.DueAt : null;

    /// <summary>When the ledgers named by these rows are really due; the index is put right in passing.</summary>
    private async ValueTask<IReadOnlyList<DueLedger>> CheckAsync(List<TableEntity> rows, CancellationToken cancel)
    {
        var ledgers = rows.Where(r => DueKey.TryParse(r.RowKey) is not null).GroupBy(r => DueKey.TryParse(r.RowKey)!.Patient).ToList();
        var truths = await Task.WhenAll(ledgers.Select(l => DueTruth.ReadAsync(ledger, l.Key, l.Select(r => DueKey.TryParse(r.RowKey)!.Names), cancel).AsTask()));
        var tidying = ledgers.Zip(truths, (l, truth) => (l.First().PartitionKey, Actions: truth.Tidying(l, IsYoung))).Where(t => t.Actions.Count > 0);
        foreach (var shard in tidying.GroupBy(t => t.PartitionKey, t => t.Actions, StringComparer.Ordinal))
        {
            // Refused where somebody else has been there meanwhile: then the next look settles it.
            foreach (var actions in Packed(shard)) await due.SubmitAsync(actions, cancel);
        }

        return [.. truths.Select(t => t.Due).OfType<DueLedger>()];
    }

    /// <summary>As few transactions as hold them, none of them torn.</summary>
    private static IEnumerable<List<TableTransactionAction>> Packed(IEnumerable<IReadOnlyList<TableTransactionAction>> groups)
    {
        var packed = new List<TableTransactionAction>();
        foreach (var group in groups)
        {
            if (packed.Count + group.Count > Table.ActionsATransaction)
            {
                yield return packed;
                packed = [];
            }

            packed.AddRange(group);
        }

        yield return packed;
    }
}
