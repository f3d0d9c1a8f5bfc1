using Microsoft.Data.Sqlite;
using Outreach.Local.Hosting;
using Outreach.Local.Storage;

namespace Outreach.Local.Simulation.Carrier;

/// <summary>The carrier's own file, with its own commits, as a real carrier has its own machines. One writer, as for the ledgers: whoever waits for it holds no thread.</summary>
internal sealed class CarrierDatabase : IDisposable
{
    private static readonly TimeSpan CheckpointsEvery = TimeSpan.FromSeconds(1);

    /// <summary>The disk is the ledgers' too, whose commits wait while it writes: what a second leaves, 8 MB under load, not all at once.</summary>
    private static readonly TimeSpan ForcesLogEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>Where work is being done: on the writer's thread, whose reads see what it has written so far.</summary>
    [ThreadStatic]
    private static SqliteSession? underWay;

    private readonly SqliteSession writing;
    private readonly GroupCommitWriter writer;
    private readonly SessionPool reading;
    private readonly BackgroundCheckpoints checkpoints;

    private CarrierDatabase(string path)
    {
        writing = OpenForWriting(path);
        writer = new GroupCommitWriter(writing);
        reading = new SessionPool(() => new SqliteSession(path, SqliteStoreOptions.Default));
        checkpoints = new BackgroundCheckpoints(path, writer, CheckpointsEvery, ForcesLogEvery);
    }

    public static CarrierDatabase Open(string path)
    {
        try
        {
            return new CarrierDatabase(path);
        }
        catch (SqliteException e)
        {
            throw new StartException($"{path}, the simulated phones and mailboxes, cannot be used ({e.Message}). Restore it from a backup, or name another folder with --data.");
        }
    }

    /// <summary>Everything inside is one commit, or none of it; with the commits of others who wait.</summary>
    public async Task<T> CommitAsync<T>(Func<T> work) => await writer.WriteAsync(session => On(session, work), CancellationToken.None);

    /// <summary>The same for who cannot wait without a thread. Inside a commit it is part of it.</summary>
    public T Commit<T>(Func<T> work) => underWay is not null ? work() : CommitAsync(work).GetAwaiter().GetResult();

    public void Commit(Action work) => Commit(() =>
    {
        work();
        return true;
    });

    /// <summary>Rows changed. Parameters are <c>?1</c>, <c>?2</c> and so on.</summary>
    public int Execute(string sql, params object?[] values) => underWay is { } session ? session.Execute(sql, values) : Commit(() => Execute(sql, values));

    public List<T> Read<T>(string sql, Func<SqliteDataReader, T> row, params object?[] values)
    {
        return underWay is { } session ? Rows(session) : reading.Read(Rows);

        List<T> Rows(SqliteSession from)
        {
            var rows = new List<T>();
            using var reader = from.Query(sql, values);
            while (reader.Read()) rows.Add(row(reader));
            return rows;
        }
    }

    /// <summary>Null when there is no row, or the value is null.</summary>
    public long? Number(string sql, params object?[] values) => underWay is { } session ? session.Scalar(sql, values) as long? : reading.Read(s => s.Scalar(sql, values) as long?);

    public void Dispose()
    {
        checkpoints.Dispose();
        writer.Dispose();
        reading.Dispose();
        writing.Dispose();
    }

    private static SqliteSession OpenForWriting(string path)
    {
        var session = new SqliteSession(path, SqliteStoreOptions.Default);
        try
        {
            // NORMAL: a killed process loses nothing; only a power cut could, and a simulated carrier may.
            // Small pages: a message changes some hundred bytes in each of its indexes, and a page is written whole; with 4 KiB it is 20 MB a second under load.
            session.Execute($"PRAGMA page_size=1024; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint={SqliteStoreOptions.Default.CheckpointPages}; PRAGMA temp_store=MEMORY;");
            session.Execute(CarrierSchema.Sql);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private static T On<T>(SqliteSession session, Func<T> work)
    {
        underWay = session;
        try
        {
            return work();
        }
        finally
        {
            underWay = null;
        }
    }
}
