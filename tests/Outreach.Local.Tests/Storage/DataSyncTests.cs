using Outreach.Local.Storage;
using Outreach.Testing.Ledgers;

namespace Outreach.Local.Tests.Storage;

public sealed class DataSyncTests : IAsyncLifetime
{
    private const int Commits = 20;
    private const int ManyPages = 1_000;
    private const int PageBytes = 4096;

    private readonly StoreFolder folder = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await folder.DisposeAsync();

    [Fact]
    public async Task CommitAsync_EachByItself_ForcesTheLogBeforeItReturns()
    {
        if (!OperatingSystem.IsLinux()) return;
        var store = folder.Open();
        await CommitAsync(store, 0);
        for (var n = 1; n <= Commits; n++)
        {
            var before = DataSync.Forced(folder.File);
            await CommitAsync(store, n);
            Assert.True(DataSync.Forced(folder.File) > before);
        }
    }

    [Fact]
    public async Task Checkpoint_OfManyPages_ForcesThemLittleByLittle()
    {
        if (!OperatingSystem.IsLinux()) return;
        await folder.Open().DisposeAsync();
        using var session = new SqliteSession(folder.File, SqliteStoreOptions.Default);
        session.Execute("PRAGMA wal_autocheckpoint = 0; CREATE TABLE filler (body BLOB);");
        session.Execute("INSERT INTO filler (body) VALUES (?1)", new byte[ManyPages * PageBytes]);
        Assert.Equal(0, DataSync.ForcedWhileCopying(folder.File));
        session.Checkpoint();
        Assert.InRange(DataSync.ForcedWhileCopying(folder.File), ManyPages / 500, ManyPages / 10);
    }

    [Fact]
    public async Task Dispose_LetsGoOfTheLog()
    {
        var store = folder.Open();
        for (var n = 0; n < Commits; n++) await CommitAsync(store, n);
        await store.DisposeAsync();
        Assert.Equal(0, DataSync.Forced(folder.File));
    }

    private static async Task CommitAsync(SqliteLedgerStore store, int n) =>
        Assert.True(await store.CommitAsync(LedgerSamples.Id(n), null, LedgerSamples.Commit(LedgerSamples.State(n)), CancellationToken.None));
}
