using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Outreach.Functions.Tables;

namespace Outreach.Functions.Tests.Tables;

/// <summary>Tables of one test's own in the shared Azurite, each request held to the rules of the real service.</summary>
internal sealed class TableSpace(AzuriteServer azurite)
{
    public static readonly byte[] ContactKey = [.. Enumerable.Range(0, 32).Select(n => (byte)n)];

    private readonly string prefix = $"t{Guid.NewGuid():N}"[..12];

    public ServiceRules Rules { get; } = new();

    /// <param name="later">As if so much time had gone by since everything was written.</param>
    public TableLedgerStore Open(TimeSpan later = default) => new(Service(Rules), ContactKey, new LaterTime(later), prefix);

    public async ValueTask<TableLedgerStore> CreateAsync()
    {
        var store = Open();
        await store.CreateTablesAsync(CancellationToken.None);
        Rules.TakeOperations();
        return store;
    }

    /// <summary>For looking at rows, and for spoiling them; not counted.</summary>
    public TableClient Table(string name, HttpPipelinePolicy? policy = null) => Service(policy).GetTableClient(prefix + name);

    public async Task<List<TableEntity>> RowsAsync(string table)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in Table(table).QueryAsync<TableEntity>()) rows.Add(row);
        return rows;
    }

    public async Task ClearAsync(string table)
    {
        foreach (var row in await RowsAsync(table)) await Table(table).DeleteEntityAsync(row.PartitionKey, row.RowKey);
    }

    /// <summary>Each operation's table without this test's prefix.</summary>
    public IReadOnlyList<string> TakeOperations() => [.. Rules.TakeOperations().Select(o => o.Replace(prefix, "", StringComparison.Ordinal))];

    public Task EndAsync()
    {
        Assert.Empty(Rules.Broken);
        return Task.CompletedTask;
    }

    private TableServiceClient Service(HttpPipelinePolicy? policy)
    {
        var options = new TableClientOptions { Retry = { MaxRetries = 2, Mode = RetryMode.Fixed, Delay = TimeSpan.FromMilliseconds(1) } };
        if (policy is not null) options.AddPolicy(policy, HttpPipelinePosition.PerRetry);
        return new TableServiceClient(azurite.ConnectionString, options);
    }

    private sealed class LaterTime(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }
}
