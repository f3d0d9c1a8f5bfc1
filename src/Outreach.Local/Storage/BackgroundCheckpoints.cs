namespace Outreach.Local.Storage;

/// <summary>
/// Copies what is in a file's write-ahead log into the file while others read and write: passive checkpoints by a connection and thread of their own.
/// The one that commits, which has to wait for its own checkpoint, then finds next to nothing left to copy.
/// </summary>
internal sealed class BackgroundCheckpoints : IDisposable
{
    private readonly ManualResetEventSlim stop = new();
    private readonly SqliteSession session;
    private readonly Func<long> commits;
    private readonly TimeSpan every;
    private readonly Thread loop;

    /// <param name="commits">How many there have been; without a new one nothing is done.</param>
    /// <param name="every">Often gives many short moments in which the disk is busy with it, seldom fewer and longer ones.</param>
    public BackgroundCheckpoints(string file, Func<long> commits, TimeSpan every)
    {
        session = new SqliteSession(file, SqliteStoreOptions.Default);
        (this.commits, this.every) = (commits, every);
        loop = new Thread(Run) { IsBackground = true, Name = "checkpoints" };
        loop.Start();
    }

    public void Dispose()
    {
        stop.Set();
        loop.Join();
        session.Dispose();
        stop.Dispose();
    }

    private void Run()
    {
        var done = 0L;
        while (!stop.Wait(every))
        {
            if (commits() is var now && now == done) continue;
            done = now;
            try
            {
                // Its one row says how far it came; whoever commits copies the rest.
                session.Scalar("PRAGMA wal_checkpoint(PASSIVE)");
            }
            catch (Microsoft.Data.Sqlite.SqliteException)
            {
                // The disk is full or the file is gone: the next commit says so to somebody who can be told.
            }
        }
    }
}
