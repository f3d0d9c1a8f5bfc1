using Microsoft.Data.Sqlite;

namespace Outreach.Local.Storage;

/// <summary>One connection with its prepared statements. Parameters are ?1, ?2 … in the order given. For one caller at a time.</summary>
internal sealed class SqliteSession : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> commands = new(StringComparer.Ordinal);
    private readonly SqliteConnection connection;

    public SqliteSession(string file, SqliteStoreOptions options)
    {
        connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Vfs = DataSync.FileSystemName,
            Pooling = false,
            DefaultTimeout = Math.Max(1, (int)options.BusyTimeout.TotalSeconds),
        }.ToString());
        try
        {
            connection.Open();
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public int Execute(string sql, params ReadOnlySpan<object?> values) => Prepare(sql, values).ExecuteNonQuery();

    public object? Scalar(string sql, params ReadOnlySpan<object?> values) => Prepare(sql, values).ExecuteScalar() is var value and not DBNull ? value : null;

    /// <summary>Read and dispose before the next statement with the same text.</summary>
    public SqliteDataReader Query(string sql, params ReadOnlySpan<object?> values) => Prepare(sql, values).ExecuteReader();

    /// <summary>Passive: copies from the write-ahead log what nobody reads there any more, and waits for nobody. What was copied is on the disk when it returns.</summary>
    public void Checkpoint()
    {
        Scalar("PRAGMA wal_checkpoint(PASSIVE)");
        DataSync.ForceFile(connection);
    }

    /// <summary>What others committed without forcing it is on the disk when it returns.</summary>
    public void ForceLog() => DataSync.ForceLog(connection);

    public void Dispose()
    {
        foreach (var command in commands.Values) command.Dispose();
        connection.Dispose();
    }

    private SqliteCommand Prepare(string sql, ReadOnlySpan<object?> values)
    {
        if (!commands.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 1; i <= values.Length; i++) command.Parameters.Add(new SqliteParameter { ParameterName = $"?{i}" });
            commands.Add(sql, command);
        }

        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }
}
