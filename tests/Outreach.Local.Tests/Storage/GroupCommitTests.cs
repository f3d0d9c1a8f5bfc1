using NodaTime;
using Outreach.App.Ledgers;
using Outreach.Core.FollowUps;
using Outreach.Local.Storage;
using Outreach.Testing.Ledgers;

namespace Outreach.Local.Tests.Storage;

public sealed class GroupCommitTests : IAsyncLifetime
{
    private static readonly Instant T = LedgerSamples.Start;

    private readonly StoreFolder folder = new();

    private static CancellationToken None => CancellationToken.None;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await folder.DisposeAsync();

    [Fact]
    public async Task CommitAsync_OneOfManyIsRefused_TheOthersAreWritten()
    {
        var store = folder.Open();
        var good = Enumerable.Range(0, 50).Select(n => store.CommitAsync(LedgerSamples.Id(n), null, LedgerSamples.Commit(LedgerSamples.State(n)), None).AsTask()).ToArray();
        var bad = store.CommitAsync(
            LedgerSamples.Id(99), null, LedgerSamples.Commit(LedgerSamples.State(99)) with { Decided = [new DecidedEntry("never received", null, null)] }, None).AsTask();
        var late = store.CommitAsync(LedgerSamples.Id(0), null, LedgerSamples.Commit(LedgerSamples.State(0)), None).AsTask();

        Assert.All(await Task.WhenAll(good), Assert.True);
        await Assert.ThrowsAsync<LedgerLimitException>(() => bad);
        Assert.False(await late);
        Assert.Null((await store.LoadAsync(LedgerSamples.Id(99), None)).Revision);
    }

    [Fact]
    public async Task CommitAsync_Completed_IsInTheFile()
    {
        var store = folder.Open();
        await Task.WhenAll(Enumerable.Range(0, 200).Select(async n =>
        {
            Assert.True(await store.CommitAsync(LedgerSamples.Id(n), null, LedgerSamples.Commit(LedgerSamples.State(n)), None));
            Assert.Equal("1", (await store.LoadAsync(LedgerSamples.Id(n), None)).Revision);
            using var reader = folder.Query($"SELECT revision FROM ledger WHERE partition = '{LedgerSamples.Id(n)}' AND key = 's'");
            Assert.True(reader.Read());
        }));
    }

    [Fact]
    public async Task CommitAsync_FileInUseByAnotherProcess_SaysToTryAgainAndThenWorks()
    {
        var store = folder.Open(new SqliteStoreOptions { BusyTimeout = TimeSpan.FromSeconds(1) });
        using (folder.Hold())
        {
            var fault = await Assert.ThrowsAsync<LedgerUnavailableException>(
                async () => await store.CommitAsync(LedgerSamples.Id(1), null, LedgerSamples.Commit(LedgerSamples.State(1)), None));
            Assert.True(fault.CanRetry);
        }

        Assert.Null((await store.LoadAsync(LedgerSamples.Id(1), None)).Revision);
        Assert.True(await store.CommitAsync(LedgerSamples.Id(1), null, LedgerSamples.Commit(LedgerSamples.State(1)), None));
    }

    [Fact]
    public async Task CommitAsync_DiskFull_SaysSoAndWritesNoHalfStep()
    {
        var store = folder.Open(new SqliteStoreOptions { MaxPages = 60 });
        var written = 0;
        LedgerUnavailableException? fault = null;
        for (var n = 0; n < 500 && fault is null; n++)
        {
            try
            {
                var commit = LedgerSamples.Commit(LedgerSamples.State(n)) with { Events = [.. Enumerable.Range(0, 20).Select(_ => LedgerSamples.Happened(new string('x', 400), T))] };
                Assert.True(await store.CommitAsync(LedgerSamples.Id(n), null, commit, None));
                written++;
            }
            catch (LedgerUnavailableException e)
            {
                fault = e;
            }
        }

        Assert.NotNull(fault);
        Assert.False(fault.CanRetry);
        Assert.Contains("full", fault.Message, StringComparison.Ordinal);
        Assert.True(written > 0);
        using var reader = folder.Query($"SELECT (SELECT COUNT(*) FROM ledger WHERE key = 's'), (SELECT COUNT(*) FROM ledger WHERE key <> 's'), (SELECT COUNT(*) FROM patients)");
        Assert.True(reader.Read());
        Assert.Equal([written, written * 20, written], Enumerable.Range(0, 3).Select(reader.GetInt32));
        Assert.Equal("1", (await store.LoadAsync(LedgerSamples.Id(0), None)).Revision);
    }

    [Fact]
    public async Task CommitAsync_Closed_SaysSo()
    {
        var store = folder.Open();
        await store.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(
            async () => await store.CommitAsync(LedgerSamples.Id(1), null, LedgerSamples.Commit(LedgerSamples.State(1)), None));
    }

    [Fact]
    public async Task DisposeAsync_WritesWaiting_AreWritten()
    {
        var store = folder.Open();
        var writes = Enumerable.Range(0, 100).Select(n => store.AppendAsync(LedgerSamples.Id(n), LedgerSamples.Reply("m1", T), None).AsTask()).ToArray();
        await store.DisposeAsync();

        Assert.All(await Task.WhenAll(writes), Assert.True);
        Assert.Single((await folder.Open().LoadAsync(LedgerSamples.Id(99), None)).Inbox);
    }
}
