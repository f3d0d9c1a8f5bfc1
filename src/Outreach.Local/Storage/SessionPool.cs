using System.Collections.Concurrent;

namespace Outreach.Local.Storage;

/// <summary>Read connections, kept for the next reader with their prepared statements. Each read sees every commit that was complete when it began.</summary>
internal sealed class SessionPool(Func<SqliteSession> open) : IDisposable
{
    private const int Kept = 8;

    private readonly ConcurrentBag<SqliteSession> idle = [];
    private volatile bool disposed;

    public T Read<T>(Func<SqliteSession, T> work)
    {
        ObjectDisposedException.ThrowIf(disposed, typeof(SqliteLedgerStore));
        try
        {
            if (!idle.TryTake(out var session)) session = open();
            try
            {
                return work(session);
            }
            finally
            {
                if (idle.Count < Kept && !disposed) idle.Add(session);
                else session.Dispose();
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
        while (idle.TryTake(out var session)) session.Dispose();
    }
}
