using Microsoft.Data.Sqlite;
using Outreach.Local.Hosting;
using Outreach.Local.Storage;

namespace Outreach.Local.Simulation.Carrier;

/// <summary>The carrier's own file, with its own commits, as a real carrier has its own machines.
/// One connection behind one lock: the carrier is not what is measured.</summary>
internal sealed class CarrierDatabase : IDisposable
{
    /// <summary>Nothing else here waits for the disk, and the ledgers do: it is troubled seldom.</summary>
    private static readonly TimeSpan CheckpointsEvery = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly SqliteConnection connection;
    private readonly Dictionary<string, SqliteCommand> prepared = new(StringComparer.Ordinal);
    private SqliteTransaction? transaction;
    private BackgroundCheckpoints? checkpoints;
    private long commits;

    private CarrierDatabase(SqliteConnection opened) => connection = opened;

    public static CarrierDatabase Open(string path)
    {
        var database = new CarrierDatabase(new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString()));
        try
        {
            database.connection.Open();
            // NORMAL: a killed process loses nothing; only a power cut could, and a simulated carrier may.
            database.Script("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=8000; PRAGMA busy_timeout=5000;");
            database.Script(CarrierSchema.Sql);
            database.checkpoints = new BackgroundCheckpoints(path, () => Interlocked.Read(ref database.commits), CheckpointsEvery);
            return database;
        }
        catch (SqliteException e)
        {
            database.Dispose();
            throw new StartException($"{path}, the simulated phones and mailboxes, cannot be used ({e.Message}). Restore it from a backup, or name another folder with --data.");
        }
    }

    /// <summary>Everything inside is one commit, or none of it.</summary>
    public T Commit<T>(Func<T> work)
    {
        lock (gate)
        {
            if (transaction is not null) return work();
            using var begun = transaction = connection.BeginTransaction();
            try
            {
                var result = work();
                begun.Commit();
                Interlocked.Increment(ref commits);
                return result;
            }
            finally
            {
                transaction = null;
            }
        }
    }

    public void Commit(Action work) => Commit(() =>
    {
        work();
        return true;
    });

    /// <summary>Rows changed. Parameters are <c>$1</c>, <c>$2</c> and so on.</summary>
    public int Execute(string sql, params object?[] values)
    {
        lock (gate) return Prepare(sql, values).ExecuteNonQuery();
    }

    public List<T> Read<T>(string sql, Func<SqliteDataReader, T> row, params object?[] values)
    {
        lock (gate)
        {
            var rows = new List<T>();
            using var reader = Prepare(sql, values).ExecuteReader();
            while (reader.Read()) rows.Add(row(reader));
            return rows;
        }
    }

    /// <summary>Null when there is no row, or the value is null.</summary>
    public long? Number(string sql, params object?[] values)
    {
        lock (gate) return Prepare(sql, values).ExecuteScalar() as long?;
    }

    public void Dispose()
    {
        checkpoints?.Dispose();
        lock (gate)
        {
            foreach (var command in prepared.Values) command.Dispose();
            prepared.Clear();
            connection.Dispose();
        }
    }

    private SqliteCommand Prepare(string sql, object?[] values)
    {
        if (!prepared.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 1; i <= values.Length; i++) command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
            prepared.Add(sql, command);
        }

        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
        command.Transaction = transaction;
        return command;
    }

    private void Script(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
