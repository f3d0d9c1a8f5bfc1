using Outreach.Local.Storage;

namespace Outreach.Local.Tests.Storage;

public sealed class BackgroundCheckpointsTests : IAsyncLifetime
{
    private const int Row = 16 * 1024;
    private const int MostRows = 20_000;
    private const long EnoughLog = 4 * 1024 * 1024;

    private readonly StoreFolder folder = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await folder.DisposeAsync();

    [Fact]
    public async Task Run_CommitsWithoutAPause_TheLogBeginsAnewAgainAndAgain()
    {
        await folder.Open().DisposeAsync();
        using var session = new SqliteSession(folder.File, SqliteStoreOptions.Default);
        session.Execute("PRAGMA wal_autocheckpoint = 0; PRAGMA synchronous = OFF;");
        session.Execute("CREATE TABLE filler (body BLOB)");
        using var writer = new GroupCommitWriter(session);
        using var checkpoints = new BackgroundCheckpoints(folder.File, writer, TimeSpan.FromMilliseconds(1));
        var (written, row) = (0L, new byte[Row]);
        // Without a beginning anew the log is as long as all that was written.
        for (var n = 0; n < MostRows && written < 8 * Math.Max(EnoughLog, Log); n++, written += Row)
            await writer.WriteAsync(s => s.Execute("INSERT INTO filler (body) VALUES (?1)", row), CancellationToken.None);
        Assert.True(written >= 8 * Math.Max(EnoughLog, Log));
    }

    private long Log => new FileInfo(folder.File + "-wal").Length;
}
