using System.Text.Json;
using Outreach.App.Practices;
using Outreach.Core.Json;

namespace Outreach.Local.Storage;

/// <summary>Configurations in the ledger's file, each file of them once by its digest. Written seldom, so on a connection of its own.</summary>
internal sealed class SqlitePracticeVersions : IPracticeVersions, IDisposable
{
    private const string Tables = """
        CREATE TABLE IF NOT EXISTS practice_files (digest TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS practice_versions (number INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;
        """;

    private readonly Lock gate = new();
    private readonly SqliteSession session;

    public SqlitePracticeVersions(string file)
    {
        session = new SqliteSession(file, SqliteStoreOptions.Default);
        session.Execute("PRAGMA synchronous = FULL");
        session.Execute(Tables);
    }

    public ValueTask<int> NewestAsync(CancellationToken cancel) => Ask(() => (int)(long)session.Scalar("SELECT coalesce(max(number), 0) FROM practice_versions")!);

    public ValueTask<PracticeVersion?> FindAsync(int number, CancellationToken cancel) =>
        Ask(() => session.Scalar("SELECT body FROM practice_versions WHERE number = ?1", number) is string body ? Parse(body) : null);

    public ValueTask<IReadOnlyList<PracticeVersion>> ListAsync(int take, int? before, CancellationToken cancel) => Ask<IReadOnlyList<PracticeVersion>>(() =>
    {
        var found = new List<PracticeVersion>();
        using var row = session.Query("SELECT body FROM practice_versions WHERE number < ?1 ORDER BY number DESC LIMIT ?2", before ?? int.MaxValue, take);
        while (row.Read()) found.Add(Parse(row.GetString(0)));
        return found;
    });

    public ValueTask<string?> TextAsync(string digest, CancellationToken cancel) => Ask(() => session.Scalar("SELECT text FROM practice_files WHERE digest = ?1", digest) as string);

    public ValueTask<bool> AddAsync(PracticeVersion version, PracticeFiles files, CancellationToken cancel) => Ask(() =>
    {
        session.Execute("BEGIN IMMEDIATE");
        try
        {
            foreach (var text in files.Texts.Values) session.Execute("INSERT INTO practice_files (digest, text) VALUES (?1, ?2) ON CONFLICT DO NOTHING", PracticeFiles.DigestOf(text), text);
            var added = session.Execute("INSERT INTO practice_versions (number, body) VALUES (?1, ?2) ON CONFLICT DO NOTHING", version.Number, JsonSerializer.Serialize(version, OutreachJson.Options)) > 0;
            session.Execute("COMMIT");
            return added;
        }
        catch
        {
            session.Execute("ROLLBACK");
            throw;
        }
    });

    public void Dispose() => session.Dispose();

    private static PracticeVersion Parse(string body) => JsonSerializer.Deserialize<PracticeVersion>(body, OutreachJson.Options)!;

    private ValueTask<T> Ask<T>(Func<T> ask)
    {
        lock (gate)
        {
            try
            {
                return ValueTask.FromResult(ask());
            }
            catch (Microsoft.Data.Sqlite.SqliteException e)
            {
                throw SqliteFault.Translate(e);
            }
        }
    }
}
