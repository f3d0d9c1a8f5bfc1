using Azure.Data.Tables;
using Outreach.Testing.Ledgers;

namespace Outreach.Functions.Tests.Tables;

/// <summary>The rules catch what Azurite lets through.</summary>
[Collection(AzuriteTests.Name)]
public sealed class ServiceRulesTests(AzuriteServer azurite) : IAsyncLifetime
{
    private readonly TableSpace space = new(azurite);
    private TableClient table = null!;

    public async Task InitializeAsync()
    {
        await space.CreateAsync();
        table = space.Table("ledger", space.Rules);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Transaction_AcrossPartitions_IsCaught()
    {
        await table.SubmitTransactionAsync([Upsert("a", "1"), Upsert("b", "2")]);

        Assert.Contains("across partitions", Assert.Single(space.Rules.Broken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row_TwiceInATransaction_IsCaught()
    {
        await Assert.ThrowsAnyAsync<Exception>(async () => await table.SubmitTransactionAsync([Upsert("a", "1"), Upsert("a", "1")]));

        Assert.Contains("a row twice", Assert.Single(space.Rules.Broken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filter_WithTooManyComparisons_IsCaught()
    {
        await foreach (var _ in table.QueryAsync<TableEntity>(string.Join(" or ", Enumerable.Repeat("RowKey eq 'x'", 16))))
        {
        }

        Assert.Contains("too many comparisons", Assert.Single(space.Rules.Broken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Transaction_IsReadRowByRow()
    {
        await table.SubmitTransactionAsync([Upsert("a", "o|1"), new(TableTransactionActionType.Add, new TableEntity("a", "t|2") { ["body"] = "{\"x\": [1]}" }), Upsert("a", "3")]);

        Assert.Equal("transaction of 3 in ledger", Assert.Single(space.TakeOperations()));
        Assert.Empty(space.Rules.Broken);
    }

    private static TableTransactionAction Upsert(string partition, string key) => new(TableTransactionActionType.UpsertReplace, new TableEntity(partition, key) { ["body"] = LedgerSamples.Phone.Key });
}
