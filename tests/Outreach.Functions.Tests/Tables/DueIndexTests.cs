using NodaTime;
using Outreach.App.Ledgers;
using Outreach.Core.Patients;
using Outreach.Testing.Ledgers;

namespace Outreach.Functions.Tests.Tables;

[Collection(AzuriteTests.Name)]
public sealed class DueIndexTests(AzuriteServer azurite) : TableTests(azurite)
{
    private static readonly Instant Soon = T + Duration.FromMinutes(10);
    private static readonly Instant Tonight = T + Duration.FromHours(8);
    private static readonly Instant Tomorrow = T + Duration.FromDays(1);

    [Fact]
    public async Task CommitAsync_WakeMovesBack_WritesNothingToTheIndex()
    {
        await WakeAsync(Soon);
        var ledger = await Store.LoadAsync(Id, None);
        Space.TakeOperations();

        await Store.CommitAsync(Id, ledger.Revision, LedgerSamples.Commit(ledger.State, Tomorrow), None);

        Assert.Equal(["transaction of 1 in ledger"], Space.TakeOperations());
    }

    [Fact]
    public async Task DueAsync_StaleRow_IsMovedOnceAndThenCostsNothing()
    {
        await WakeAsync(Soon);
        await WakeAsync(Tomorrow);

        Assert.Empty(await Store.DueAsync(Tonight, 10, None));

        Assert.Equal([Tomorrow], await IndexedAsync());
        Space.TakeOperations();
        Assert.Empty(await Store.DueAsync(Tonight, 10, None));
        Assert.All(Space.TakeOperations(), o => Assert.Equal("query due", o));
        Assert.Equal(new DueLedger(Id, Tomorrow), Assert.Single(await Store.DueAsync(Tomorrow, 10, None)));
    }

    [Fact]
    public async Task DueAsync_WakeMovedForwardAndBack_IsFoundAtItsTime()
    {
        Instant[] wakes = [Tomorrow, Soon, Tonight, Soon + Duration.FromMinutes(1), Tomorrow, Tonight];
        foreach (var (wake, n) in wakes.Select((w, n) => (w, n)))
        {
            await WakeAsync(wake);
            if (n % 2 == 0) await Store.DueAsync(T + Duration.FromMinutes(n * 7), 10, None);
            Assert.Equal(wake, await Store.NextDueAsync(None));
        }
    }

    [Fact]
    public async Task DueAsync_WakeGone_RowGoes()
    {
        await WakeAsync(Soon);
        await WakeAsync(null);

        Assert.Empty(await Store.DueAsync(Tomorrow, 10, None));
        Assert.Empty(await Space.RowsAsync("due"));
    }

    [Fact]
    public async Task DueAsync_DecidedReplies_GoFromTheIndexAndTheWakeStays()
    {
        await WakeAsync(Tomorrow);
        for (var n = 0; n < 25; n++) await Store.AppendAsync(Id, LedgerSamples.Reply($"m{n}", T + Duration.FromSeconds(n)), None);
        for (var ledger = await Store.LoadAsync(Id, None); ledger.Inbox.Length > 0; ledger = await Store.LoadAsync(Id, None))
        {
            await Store.CommitAsync(Id, ledger.Revision, LedgerSamples.Commit(ledger.State, Tonight) with { Decided = [.. ledger.Inbox.Select(e => new DecidedEntry(e.SourceId, null, null))] }, None);
        }

        Assert.Empty(await Store.DueAsync(Soon, 100, None));
        Assert.Equal(Tonight, (await IndexedAsync())[0]);
        Assert.Equal(Tonight, await Store.NextDueAsync(None));
    }

    /// <summary>A commit that decides a reply counts on the reply's row; whoever takes that away puts the wake's in its place.</summary>
    [Fact]
    public async Task CommitAsync_DecidesAReply_NeedsNoRowOfItsOwnAndIsFound()
    {
        await WakeAsync(Tomorrow);
        await Store.AppendAsync(Id, LedgerSamples.Reply("m1", T), None);
        var ledger = await Store.LoadAsync(Id, None);
        Space.TakeOperations();
        await Store.CommitAsync(Id, ledger.Revision, LedgerSamples.Commit(ledger.State, Soon) with { Decided = [new DecidedEntry("m1", null, null)] }, None);

        Assert.Equal(["transaction of 2 in ledger"], Space.TakeOperations());
        Assert.Equal(Soon, await Store.NextDueAsync(None));
        Assert.Empty(await Store.DueAsync(T, 10, None));
        Assert.Equal(Soon, Assert.Single(await Store.DueAsync(Soon, 10, None)).DueAt);
    }

    [Fact]
    public async Task CommitAsync_DiesBetweenIndexAndCommit_IsNotDueAndTheRowGoesWhenItIsOld()
    {
        await WakeAsync(Tomorrow);
        await DyingBeforeAsync(r => r.IsTransactionIn("ledger"), () => WakeAsync(Soon));

        Assert.Empty(await Store.DueAsync(Tonight, 10, None));
        Assert.Equal([Soon, Tomorrow], await IndexedAsync());
        Assert.Empty(await Space.Open(Later).DueAsync(Tonight, 10, None));
        Assert.Equal([Tomorrow], await IndexedAsync());
    }

    [Fact]
    public async Task AppendAsync_DiesBetweenIndexAndRow_IsNotDueAndTheRowGoesWhenItIsOld()
    {
        await DyingBeforeAsync(r => r.Name.StartsWith("add", StringComparison.Ordinal), async () => await Store.AppendAsync(Id, LedgerSamples.Reply("m1", T), None));

        Assert.Null(await Store.NextDueAsync(None));
        Assert.Single(await Space.RowsAsync("due"));
        Assert.Null(await Space.Open(Later).NextDueAsync(None));
        Assert.Empty(await Space.RowsAsync("due"));
    }

    [Fact]
    public async Task DueAsync_WhileACommitIsUnderWay_LeavesWhatItAnnounced()
    {
        await WakeAsync(Tomorrow);
        Meanwhile(r => r.IsTransactionIn("ledger"), async () => Assert.Empty(await Space.Open().DueAsync(Tonight, 10, None)));

        await WakeAsync(Soon);

        Assert.Equal(Soon, Assert.Single(await Store.DueAsync(Tonight, 10, None)).DueAt);
    }

    [Fact]
    public async Task DueAsync_WhileAReplyIsBeingStored_LeavesWhatItAnnounced()
    {
        Meanwhile(r => r.Name.StartsWith("add", StringComparison.Ordinal), async () => Assert.Empty(await Space.Open().DueAsync(Tonight, 10, None)));

        await Store.AppendAsync(Id, LedgerSamples.Reply("m1", T), None);

        Assert.Equal(T, Assert.Single(await Store.DueAsync(Tonight, 10, None)).DueAt);
    }

    [Fact]
    public async Task DueAsync_TwoLookAtOnce_LoseNothing()
    {
        for (var n = 1; n <= 30; n++)
        {
            await StepAsync(LedgerSamples.Commit(LedgerSamples.State(n), Soon));
            await StepAsync(LedgerSamples.Commit(LedgerSamples.State(n), Tomorrow));
        }

        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ => Assert.Empty(await Space.Open().DueAsync(Tonight, 100, None))));

        Assert.Equal(30, (await Store.DueAsync(Tomorrow, 100, None)).Count);
    }

    [Fact]
    public async Task DueAsync_MoreThanAreTaken_IsEarliestFirstAndReadsNoMoreThanItNeeds()
    {
        for (var n = 1; n <= 60; n++) await StepAsync(LedgerSamples.Commit(LedgerSamples.State(n), T + Duration.FromMinutes(60 - n)));
        Space.TakeOperations();

        var due = await Store.DueAsync(Tomorrow, 3, None);

        Assert.Equal(new[] { 60, 59, 58 }.Select(LedgerSamples.Id), due.Select(d => d.Id));
        Assert.InRange(Space.TakeOperations().Count(o => o == "query ledger"), 1, 8);
    }

    [Fact]
    public async Task DueAsync_RowsThatAreNotOurs_AreNotAmongThem()
    {
        await WakeAsync(Soon);
        await Space.Table("due").AddEntityAsync(new Azure.Data.Tables.TableEntity("w00", "000"));
        await Space.Table("due").AddEntityAsync(new Azure.Data.Tables.TableEntity("w00", "0000000000000000001|not an id|s"));
        await Space.Table("ledger").AddEntityAsync(new Azure.Data.Tables.TableEntity("not an id", "s"));

        Assert.Equal(Id, Assert.Single(await Store.DueAsync(Tomorrow, 10, None)).Id);
        var all = new List<PatientId>();
        await foreach (var id in Store.AllAsync(None)) all.Add(id);
        Assert.Equal([Id], all);
    }

    [Fact]
    public async Task DueAsync_WakeBetweenTwoTicks_IsNotDueBeforeItsTime()
    {
        var wake = T + Duration.FromNanoseconds(1);
        await WakeAsync(wake);

        Assert.Empty(await Store.DueAsync(T, 10, None));
        Assert.True(await Store.NextDueAsync(None) >= wake);
    }

    private Task WakeAsync(Instant? wake) => StepAsync(LedgerSamples.Commit(LedgerSamples.State(1), wake));

    private async Task<List<Instant>> IndexedAsync() => [.. (await Space.RowsAsync("due")).Select(r => Ticks.At(long.Parse(r.RowKey[..19]))).Order()];
}
