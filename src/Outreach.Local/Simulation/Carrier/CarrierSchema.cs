using Microsoft.Data.Sqlite;
using NodaTime;

namespace Outreach.Local.Simulation.Carrier;

/// <summary>The carrier's tables. Times are 100 ns ticks since 1970, so that a restart resumes at the very moment.</summary>
internal static class CarrierSchema
{
    public const string Sql = """
        CREATE TABLE IF NOT EXISTS messages (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            send_key TEXT,
            patient TEXT,
            channel TEXT NOT NULL,
            address TEXT NOT NULL,
            direction TEXT NOT NULL,
            at INTEGER NOT NULL,
            subject TEXT,
            text TEXT NOT NULL,
            html TEXT,
            status TEXT NOT NULL,
            changed INTEGER NOT NULL);
        CREATE INDEX IF NOT EXISTS messages_by_address ON messages (channel, address, seq);
        CREATE INDEX IF NOT EXISTS messages_by_change ON messages (changed);
        CREATE INDEX IF NOT EXISTS messages_by_key ON messages (send_key);
        CREATE INDEX IF NOT EXISTS messages_by_time ON messages (direction, channel, at);
        CREATE TABLE IF NOT EXISTS events (
            id TEXT PRIMARY KEY,
            kind TEXT NOT NULL,
            message TEXT NOT NULL,
            due INTEGER NOT NULL,
            word TEXT,
            detail TEXT,
            tries INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS events_by_due ON events (due);
        CREATE TABLE IF NOT EXISTS faults (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            channel TEXT NOT NULL,
            status TEXT NOT NULL,
            remaining INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS blocked (number TEXT PRIMARY KEY) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS clock (one INTEGER PRIMARY KEY CHECK (one = 1), at INTEGER NOT NULL, speed REAL NOT NULL);
        CREATE TABLE IF NOT EXISTS personas (
            number TEXT PRIMARY KEY,
            reached INTEGER NOT NULL DEFAULT 0,
            counts TEXT NOT NULL DEFAULT '{}',
            taken_over INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS persona_replies (
            id TEXT PRIMARY KEY,
            number TEXT NOT NULL,
            due INTEGER NOT NULL,
            text TEXT NOT NULL) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS persona_replies_by_due ON persona_replies (due);
        """;

    public static long Ticks(this Instant at) => at.ToUnixTimeTicks();

    public static Instant Time(this SqliteDataReader row, int column) => Instant.FromUnixTimeTicks(row.GetInt64(column));

    public static string? Text(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
