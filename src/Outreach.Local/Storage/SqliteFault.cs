using Microsoft.Data.Sqlite;
using Outreach.App.Ledgers;

namespace Outreach.Local.Storage;

/// <summary>What SQLite's errors mean to a caller.</summary>
internal static class SqliteFault
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int NoMemory = 7;
    private const int ReadOnly = 8;
    private const int Interrupt = 9;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    /// <summary>An error of one request leaves the others of its transaction alone; an error of the file or the machine does not.</summary>
    public static bool IsOfOneRequest(Exception e) => e is not SqliteException sqlite || Describe(sqlite) is null;

    public static Exception Translate(Exception e) =>
        e is SqliteException sqlite && Describe(sqlite) is var (message, canRetry)
            ? new LedgerUnavailableException(message, canRetry, sqlite)
            : e;

    private static (string Message, bool CanRetry)? Describe(SqliteException e) => e.SqliteErrorCode switch
    {
        Busy or Locked => ("The ledger file is in use by another process; nothing was written. Stop the other process or try again.", true),
        Full => ("The disk of the ledger file is full; nothing was written. Free some space and try again.", false),
        ReadOnly or CannotOpen => ("The ledger file cannot be opened for writing; check that the folder exists and who may write to it.", false),
        InputOutput => ("The disk of the ledger file failed; nothing was written. Check the disk.", false),
        Corrupt or NotADatabase => ("The ledger file is damaged or is no ledger; restore it from a backup.", false),
        NoMemory or Interrupt => ("The ledger file could not be used for want of memory; nothing was written. Try again.", true),
        _ => null,
    };
}
