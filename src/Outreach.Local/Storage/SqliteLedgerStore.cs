using NodaTime;
using Outreach.App.Ledgers;

namespace Outreach.Local.Storage;

/// <summary>All ledgers and their projections in one file, under the limits of a Table Storage transaction. A write is durable when
/// it returns (write-ahead log, synchronous=FULL); writes that wait together share one commit.</summary>
internal sealed partial class SqliteLedgerStore : ILedgerStore, IContactBook, IAccessLog, IAsyncDisposable
{
    private static readonly TimeSpan CheckpointsEvery = TimeSpan.FromSeconds(2);

    private readonly byte[] contactKey;
    private readonly SqliteSession writing;
    private readonly GroupCommitWriter writer;
    private readonly BackgroundCheckpoints checkpoints;
    private readonly SessionPool reading;
    private readonly StateCache states = new(StateCache.DefaultBytesAGeneration);

    /// <param name="file">Made, for its owner's eyes only, when it is not there; its folder must be.</param>
    /// <param name="contactKey">At least 32 random bytes, kept outside the file and for as long as it: contact points are found by their HMAC-SHA256 with it.</param>
    public SqliteLedgerStore(string file, byte[] contactKey, SqliteStoreOptions? options = null)
    {
        if (contactKey.Length < 32) throw new ArgumentException("The contact key needs at least 32 bytes.", nameof(contactKey));
        this.contactKey = contactKey;
        options ??= SqliteStoreOptions.Default;
        try
        {
            CreateForOwner(file);
            writing = OpenForWriting(file, options);
        }
        catch (Microsoft.Data.Sqlite.SqliteException e)
        {
            throw SqliteFault.Translate(e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LedgerUnavailableException("The ledger file cannot be opened for writing; check that the folder exists and who may write to it.", canRetry: false, e);
        }

        writer = new GroupCommitWriter(writing);
        reading = new SessionPool(() => OpenForReading(file, options));
        checkpoints = new BackgroundCheckpoints(file, writer, CheckpointsEvery);
    }

    /// <summary>Transactions committed so far; each holds all writes that waited together.</summary>
    public long Transactions => writer.Transactions;

    /// <summary>Removes decided inbox rows past <see cref="LedgerLimits.InboxKept"/>, and opt-outs past <see cref="LedgerLimits.OptOutsKept"/>
    /// that were lifted or whose contact point belongs to nobody; one that holds for a patient is kept. Gives the number of rows removed.</summary>
    public async ValueTask<int> PurgeAsync(Instant now, CancellationToken cancel)
    {
        var inbox = Ticks.Of(now - LedgerLimits.InboxKept);
        var optOuts = Ticks.Of(now - LedgerLimits.OptOutsKept);
        return await writer.WriteAsync(
            session => session.Execute("DELETE FROM ledger WHERE stored < ?1 AND pending IS NULL", inbox)
                + session.Execute(
                    "DELETE FROM opt_outs WHERE opted_out_at < ?1 AND (lifted = 1 OR NOT EXISTS (SELECT 1 FROM contacts c WHERE c.contact = opt_outs.contact))",
                    optOuts),
            cancel);
    }

    public ValueTask DisposeAsync()
    {
        checkpoints.Dispose();
        writer.Dispose();
        reading.Dispose();
        writing.Dispose();
        return ValueTask.CompletedTask;
    }

    private static void CreateForOwner(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var made = new FileStream(file, options);
    }

    private static SqliteSession OpenForWriting(string file, SqliteStoreOptions options)
    {
        var session = new SqliteSession(file, options);
        try
        {
            session.Execute("PRAGMA journal_mode = WAL");
            session.Execute("PRAGMA synchronous = FULL");
            session.Execute($"PRAGMA wal_autocheckpoint = {options.CheckpointPages}");
            // No larger: where the rows of a page are spread over its neighbours SQLite gives them a number past the end for a moment, and then looks through all it keeps at the commit.
            session.Execute("PRAGMA cache_size = -8192");
            // What a request's savepoint may have to undo is kept in memory: a temporary file would be opened in the middle of a commit.
            session.Execute("PRAGMA temp_store = MEMORY");
            if (options.MaxPages is { } pages) session.Execute($"PRAGMA max_page_count = {pages}");
            LedgerSchema.Create(session);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private static SqliteSession OpenForReading(string file, SqliteStoreOptions options)
    {
        var session = new SqliteSession(file, options);
        // Small: every commit of the writer makes all of it stale, and emptying it takes as long as it could hold.
        session.Execute("PRAGMA query_only = 1; PRAGMA cache_size = -256;");
        return session;
    }
}
