using System.Threading.Channels;

namespace Outreach.Local.Storage;

/// <summary>The one writer of the file. Takes everything that is waiting, runs each request under its own savepoint in one
/// transaction, commits once (one fsync for all), and only then tells the callers.</summary>
internal sealed class GroupCommitWriter : IDisposable
{
    private const int RequestsWaiting = 4096;
    private const int RequestsACommit = 512;

    private readonly SqliteSession session;

    // Whoever queues wakes the writer itself: by the thread pool it would wait behind all who are about to queue.
    private readonly Channel<Request> queue = Channel.CreateBounded<Request>(new BoundedChannelOptions(RequestsWaiting) { SingleReader = true, AllowSynchronousContinuations = true });
    private readonly AutoResetEvent queued = new(false);
    private readonly Thread loop;
    private long transactions;
    private bool checkpointNext;

    public GroupCommitWriter(SqliteSession session)
    {
        this.session = session;
        // A thread of its own: it never waits behind those who wait for it.
        loop = new Thread(Run) { IsBackground = true, Name = "ledger writer" };
        loop.Start();
    }

    /// <summary>Committed so far.</summary>
    public long Transactions => Volatile.Read(ref transactions);

    /// <summary>Completes after the durable commit. Can be cancelled until it is queued, not later: what is queued happens.</summary>
    public async Task<T> WriteAsync<T>(Func<SqliteSession, T> work, CancellationToken cancel)
    {
        var request = new Request<T>(work);
        try
        {
            await queue.Writer.WriteAsync(request, cancel);
        }
        catch (ChannelClosedException e)
        {
            throw new ObjectDisposedException("The ledger store is closed.", e);
        }

        return await request.Done;
    }

    /// <summary>Between two commits nothing is added to the log: copied to its end, it begins anew.</summary>
    public void CheckpointAfterNextCommit() => Volatile.Write(ref checkpointNext, true);

    public void Dispose()
    {
        queue.Writer.TryComplete();
        loop.Join();
        queued.Dispose();
    }

    private void Run()
    {
        var batch = new List<Request>(RequestsACommit);
        while (IsThereMore())
        {
            while (batch.Count < RequestsACommit && queue.Reader.TryRead(out var request)) batch.Add(request);
            Commit(batch);
            batch.Clear();
            if (Interlocked.Exchange(ref checkpointNext, false)) Checkpoint();
        }
    }

    /// <summary>Asleep until there is: a wait for a task spins first, on a processor that those who are about to queue need.</summary>
    private bool IsThereMore()
    {
        var more = queue.Reader.WaitToReadAsync().AsTask();
        if (more.IsCompleted) return more.Result;
        _ = more.ContinueWith(static (_, queued) => ((AutoResetEvent)queued!).Set(), queued, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        queued.WaitOne();
        return more.Result;
    }

    private void Commit(List<Request> batch)
    {
        try
        {
            session.Execute("BEGIN IMMEDIATE");
            foreach (var request in batch) Run(request);
            session.Execute("COMMIT");
            transactions++;
        }
        catch (Exception e)
        {
            RollBack();
            var fault = SqliteFault.Translate(e);
            foreach (var request in batch) request.Fail(fault);
            return;
        }

        foreach (var request in batch) request.Complete();
    }

    private void Checkpoint()
    {
        try
        {
            session.Checkpoint();
        }
        catch (Microsoft.Data.Sqlite.SqliteException)
        {
            // The disk is full or the file is gone: the next commit says so to somebody who can be told.
        }
    }

    private void Run(Request request)
    {
        session.Execute("SAVEPOINT request");
        try
        {
            request.Run(session);
        }
        catch (Exception e) when (SqliteFault.IsOfOneRequest(e))
        {
            session.Execute("ROLLBACK TO request");
            request.Refuse(e);
        }

        session.Execute("RELEASE request");
    }

    private void RollBack()
    {
        try
        {
            session.Execute("ROLLBACK");
        }
        catch (Microsoft.Data.Sqlite.SqliteException)
        {
            // SQLite has rolled back by itself, as it does when the disk is full, or never began.
        }
    }

    private abstract class Request
    {
        public abstract void Run(SqliteSession session);

        /// <summary>Its own work failed; the others' goes on.</summary>
        public abstract void Refuse(Exception why);

        public abstract void Complete();

        public abstract void Fail(Exception why);
    }

    private sealed class Request<T>(Func<SqliteSession, T> work) : Request
    {
        private readonly TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? result;
        private Exception? refusal;

        public Task<T> Done => done.Task;

        public override void Run(SqliteSession session) => result = work(session);

        public override void Refuse(Exception why) => refusal = why;

        public override void Complete()
        {
            if (refusal is null) done.SetResult(result!);
            else done.SetException(refusal);
        }

        public override void Fail(Exception why) => done.SetException(refusal ?? why);
    }
}
