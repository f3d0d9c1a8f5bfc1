using System.Buffers.Binary;
using System.Diagnostics;
using Outreach.Local.Storage;

namespace Outreach.Local.Tests.Storage;

public sealed class BackgroundCheckpointsTests : IAsyncLifetime
{
    private const uint Beginnings = 5;
    private const int Row = 4 * 1024;

    /// <summary>In the header of a log, a number that is one more each time the log begins anew (SQLite, "WAL file format": salt-1).</summary>
    private const int BegunAt = 16;

    /// <summary>However slow the disk is: a writer that forces nothing is ahead of it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly StoreFolder folder = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await folder.DisposeAsync();

    [Fact]
    public async Task Run_CommitsWithoutAPause_TheLogBeginsAnewAgainAndAgain()
    {
        using var session = await OpenAsync();
        using var writer = new GroupCommitWriter(session);
        using var log = OpenLog();
        var first = Begun(log);
        using var checkpoints = new BackgroundCheckpoints(folder.File, writer, TimeSpan.FromMilliseconds(1));
        var since = Stopwatch.StartNew();
        while (Begun(log) - first < Beginnings && since.Elapsed < Patience) await WriteAsync(writer);
        Assert.InRange(Begun(log) - first, Beginnings, uint.MaxValue);
    }

    [Fact]
    public async Task WriteAsync_BehindACommitThatWasToBeCopied_BeginsTheLogAnew()
    {
        using var session = await OpenAsync();
        using var writer = new GroupCommitWriter(session);
        using var log = OpenLog();
        var first = Begun(log);
        await WriteAsync(writer);
        writer.CheckpointAfterNextCommit();
        await WriteAsync(writer);
        await WriteAsync(writer);
        await WriteAsync(writer);
        Assert.Equal(first + 1, Begun(log));
    }

    private async Task<SqliteSession> OpenAsync()
    {
        await folder.Open().DisposeAsync();
        var session = new SqliteSession(folder.File, SqliteStoreOptions.Default);
        session.Execute("PRAGMA wal_autocheckpoint = 0; PRAGMA synchronous = OFF;");
        session.Execute("CREATE TABLE filler (body BLOB)");
        return session;
    }

    private FileStream OpenLog() => new(folder.File + "-wal", FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

    private static Task<int> WriteAsync(GroupCommitWriter writer) => writer.WriteAsync(s => s.Execute("INSERT INTO filler (body) VALUES (zeroblob(?1))", Row), CancellationToken.None);

    private static uint Begun(FileStream log)
    {
        Span<byte> number = stackalloc byte[sizeof(uint)];
        return RandomAccess.Read(log.SafeFileHandle, number, BegunAt) == number.Length ? BinaryPrimitives.ReadUInt32BigEndian(number) : 0;
    }
}
