using System.Collections.Concurrent;

namespace Outreach.Local.Storage;

/// <summary>Read connections, kept for the next reader with their prepared statements. Each read sees every commit that was complete when it began.</summary>
internal sealed class SessionPool(Func<SqliteSession> open) : IDisposable
{
    private const int Kept = 32;

    // The one used last first: fewest are kept busy, and what they need is still in the processor's cache.
    private readonly ConcurrentStack<SqliteSession> idle = new();
    private int kept;
    private volatile bool disposed;

    public T Read<T>(Func<SqliteSession, T> work)
    {
        ObjectDisposedException.ThrowIf(disposed, typeof(SqliteLedgerStore));
        try
        {
            var session = Take() ?? open();
            try
            {
                return work(session);
            }
            finally
            {
                Return(session);
            }
        }
        catch (Microsoft.Data.Sqlite.SqliteException e)
        {
            throw SqliteFault.Translate(e);
        }
    }

    public void Dispose()
    {
        disposed = true;
        while (Take() is { } session) session.Dispose();
    }

    private SqliteSession? Take()
    {
        if (!idle.TryPop(out var session)) return null;
        Interlocked.Decrement(ref kept);
        return session;
    }

    private void Return(SqliteSession session)
    {
        if (!disposed && Interlocked.Increment(ref kept) <= Kept)
        {
            idle.Push(session);
            return;
        }

        if (!disposed) Interlocked.Decrement(ref kept);
        session.Dispose();
    }
}
