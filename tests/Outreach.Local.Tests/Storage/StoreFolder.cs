using System.Data;
using Microsoft.Data.Sqlite;
using Outreach.Local.Storage;

namespace Outreach.Local.Tests.Storage;

/// <summary>A ledger file in a folder of its own, removed with it.</summary>
internal sealed class StoreFolder : IAsyncDisposable
{
    public static readonly byte[] ContactKey = [.. Enumerable.Range(1, 32).Select(n => (byte)n)];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("outreach-store-");
    private readonly List<SqliteLedgerStore> opened = [];

    public string File => Path.Combine(folder.FullName, "ledger.db");

    public SqliteLedgerStore Open(SqliteStoreOptions? options = null)
    {
        var store = new SqliteLedgerStore(File, ContactKey, options);
        opened.Add(store);
        return store;
    }

    /// <summary>Through a connection of its own, as another program would.</summary>
    public SqliteDataReader Query(string sql)
    {
        var command = Connect().CreateCommand();
        command.CommandText = sql;
        return command.ExecuteReader(CommandBehavior.CloseConnection);
    }

    public void Execute(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Another program writes until this is disposed.</summary>
    public IDisposable Hold()
    {
        var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        command.ExecuteNonQuery();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var store in opened) await store.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        return connection;
    }
}
