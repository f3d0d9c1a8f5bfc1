using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Outreach.Benchmarks.StepCommit;

/// <summary>Plain SQLite inserting the same bytes in as many rows and durable transactions: the least that such a store could cost.</summary>
internal static class RawInserts
{
    /// <summary>Writes a second.</summary>
    /// <param name="writes">Rows of each write, one after another.</param>
    public static (double ASecond, TimeSpan Cpu) Measure(string file, IReadOnlyList<ImmutableArray<byte[]>> writes, int count, long transactions)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 8000; CREATE TABLE raw (body BLOB)");
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO raw (body) VALUES ($body)";
        var body = insert.Parameters.Add("$body", SqliteType.Blob);
        var aTransaction = (int)Math.Max(1, count / Math.Max(1, transactions));
        var (began, watch) = (Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        for (var done = 0; done < count;)
        {
            Execute(connection, "BEGIN IMMEDIATE");
            for (var n = 0; n < aTransaction && done < count; n++, done++)
            {
                foreach (var row in writes[done % writes.Count])
                {
                    body.Value = row;
                    insert.ExecuteNonQuery();
                }
            }

            Execute(connection, "COMMIT");
        }

        return (count / watch.Elapsed.TotalSeconds, Environment.CpuUsage.TotalTime - began);
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
