using System.Diagnostics;

namespace Outreach.Local.Storage;

/// <summary>
/// Copies what is in a file's write-ahead log into the file while others read and write: passive checkpoints by a connection and thread of their own.
/// What was committed meanwhile is copied by the writer between two commits, which is little, and lets the log begin anew instead of growing.
/// </summary>
internal sealed class BackgroundCheckpoints : IDisposable
{
    /// <summary>The first copies nearly all and may take a while; the second what came meanwhile.</summary>
    private const int Rounds = 2;

    private readonly ManualResetEventSlim stop = new();
    private readonly SqliteSession session;
    private readonly GroupCommitWriter writer;
    private readonly TimeSpan every;
    private readonly TimeSpan? forcesLog;
    private readonly Thread loop;

    /// <param name="every">The disk has less to do when it is seldom: a page that is written to often is copied once, and many pages at once are cheaper than as many by and by.</param>
    /// <param name="forcesLog">How often the log is forced where commits do not force it: little at a time, since others wait for the same disk. Null where they do.</param>
    public BackgroundCheckpoints(string file, GroupCommitWriter writer, TimeSpan every, TimeSpan? forcesLog = null)
    {
        session = new SqliteSession(file, SqliteStoreOptions.Default);
        (this.writer, this.every, this.forcesLog) = (writer, every, forcesLog);
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
        var (forced, copied, sinceCopied) = (0L, 0L, Stopwatch.StartNew());
        while (!stop.Wait(forcesLog ?? every))
        {
            var now = writer.Transactions;
            if (forcesLog is not null && forced != now) session.ForceLog();
            forced = now;
            if (forcesLog is not null && sinceCopied.Elapsed < every) continue;
            sinceCopied.Restart();
            if (copied != now) Copy();
            copied = now;
        }
    }

    private void Copy()
    {
        try
        {
            for (var round = 0; round < Rounds; round++) session.Checkpoint();
            writer.CheckpointAfterNextCommit();
        }
        catch (Microsoft.Data.Sqlite.SqliteException)
        {
            // The disk is full or the file is gone: the next commit says so to somebody who can be told.
        }
    }
}
