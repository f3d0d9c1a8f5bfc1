using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Outreach.Local.Storage;
using Outreach.Testing.Ledgers;

namespace Outreach.Benchmarks.StepCommit;

/// <summary>Steps of 10,000 patients with their durable commits: load, commit, and SQLite inserting the same bytes for comparison.</summary>
internal static class StoreBenchmark
{
    private const int Patients = 10_000;
    private const int Steps = 50_000;
    private const int AtOnce = 256;

    public static async Task RunAsync(TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("outreach-bench-");
        try
        {
            var raw = Raw(Path.Combine(folder.FullName, "raw.db"));
            await using var store = new SqliteLedgerStore(Path.Combine(folder.FullName, "ledger.db"), new byte[32]);
            await EachAsync(Patients, async n => await store.CommitAsync(LedgerSamples.Id(n), null, SyntheticStep.First(n), CancellationToken.None));

            var took = new double[Steps];
            var worked = Environment.CpuUsage.TotalTime;
            var watch = Stopwatch.StartNew();
            await EachAsync(Steps, async n => took[n] = await StepAsync(store, n % Patients, (n / Patients) + 1));
            var rate = Steps / watch.Elapsed.TotalSeconds;
            var work = (Environment.CpuUsage.TotalTime - worked).TotalMicroseconds / Steps;
            Array.Sort(took);

            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Step with its SQLite commit: {rate:N0} a second ({Patients:N0} patients, {AtOnce} at once, state {SyntheticStep.StateBytes:N0} bytes, synchronous=FULL; load, commit)"));
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  latency p50 {took[Steps / 2]:N1} ms, p99 {took[Steps * 99 / 100]:N1} ms; {work:N0} µs of processor a step, the making of its content included"));
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  raw SQLite inserting the same bytes, {AtOnce} steps a commit: {raw:N0} a second; ratio {rate / raw:N2}"));
            await output.WriteLineAsync($"  {Environment.ProcessorCount} cores, .NET {Environment.Version}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<double> StepAsync(SqliteLedgerStore store, int patient, int round)
    {
        var start = Stopwatch.GetTimestamp();
        var ledger = await store.LoadAsync(LedgerSamples.Id(patient), CancellationToken.None);
        if (!await store.CommitAsync(LedgerSamples.Id(patient), ledger.Revision, SyntheticStep.Next(ledger.State, patient, round), CancellationToken.None))
        {
            throw new InvalidOperationException("Two steps of one patient met; the benchmark gives each patient one at a time.");
        }

        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>In order, so that a patient's next step comes long after the former.</summary>
    private static async Task EachAsync(int count, Func<int, Task> work) =>
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (n, _) => await work(n));

    private static double Raw(string file)
    {
        var bytes = SyntheticStep.Bytes();
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE raw (body BLOB)");
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO raw (body) VALUES ($body)";
        var body = insert.Parameters.Add("$body", SqliteType.Blob);
        var watch = Stopwatch.StartNew();
        for (var step = 0; step < Steps;)
        {
            Execute(connection, "BEGIN IMMEDIATE");
            for (var n = 0; n < AtOnce && step < Steps; n++, step++)
            {
                foreach (var row in bytes)
                {
                    body.Value = row;
                    insert.ExecuteNonQuery();
                }
            }

            Execute(connection, "COMMIT");
        }

        return Steps / watch.Elapsed.TotalSeconds;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
