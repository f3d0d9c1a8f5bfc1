using Azure.Data.Tables;

namespace Outreach.Functions.Tables;

/// <summary>The due index in order of time: the partitions read side by side, and only as far as they are asked for.</summary>
internal sealed class DueQueue : IAsyncDisposable
{
    private readonly List<IAsyncEnumerator<TableEntity>> shards = [];
    private readonly PriorityQueue<IAsyncEnumerator<TableEntity>, string> heads = new(StringComparer.Ordinal);

    private DueQueue()
    {
    }

    /// <summary>The least time of a row that was not taken; null when there is none.</summary>
    public long? Next => heads.TryPeek(out _, out var key) ? DueKey.TryParse(key)?.Ticks ?? 0 : null;

    /// <param name="by">Ticks, inclusive.</param>
    /// <param name="page">How many rows of a partition are read at once.</param>
    public static async ValueTask<DueQueue> OpenAsync(Table due, long by, int page, CancellationToken cancel)
    {
        var queue = new DueQueue();
        for (var n = 0; n < DueKey.Shards; n++)
        {
            var filter = TableClient.CreateQueryFilter($"PartitionKey eq {DueKey.Shard(n)} and RowKey lt {DueKey.After(by)}");
            queue.shards.Add(due.QueryAsync(filter, cancel, page).GetAsyncEnumerator(cancel));
        }

        var found = await Task.WhenAll(queue.shards.Select(s => s.MoveNextAsync().AsTask()));
        foreach (var (shard, any) in queue.shards.Zip(found))
        {
            if (any) queue.heads.Enqueue(shard, shard.Current.RowKey);
        }

        return queue;
    }

    public async ValueTask<List<TableEntity>> TakeAsync(int most)
    {
        var taken = new List<TableEntity>();
        while (taken.Count < most && heads.TryDequeue(out var shard, out _))
        {
            taken.Add(shard.Current);
            if (await shard.MoveNextAsync()) heads.Enqueue(shard, shard.Current.RowKey);
        }

        return taken;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var shard in shards) await shard.DisposeAsync();
    }
}
