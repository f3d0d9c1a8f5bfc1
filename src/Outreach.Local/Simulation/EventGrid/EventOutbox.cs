using Microsoft.Data.Sqlite;
using NodaTime;
using Outreach.Local.Simulation.Carrier;

namespace Outreach.Local.Simulation.EventGrid;

/// <param name="Message">The message it is about.</param>
/// <param name="Status">What the message is once the event is out.</param>
/// <param name="IsTold">False where nobody asked for a report.</param>
internal sealed record WaitingEvent(GridEvent Event, string Message, string Status, bool IsTold, int Tries, Instant Since);

/// <summary>Events on their way, in the carrier's file: a row goes when it was delivered or given up.</summary>
internal sealed class EventOutbox
{
    /// <summary>Event Grid's default time to live.</summary>
    private static readonly Duration KeepsFor = Duration.FromMinutes(1440);

    /// <summary>Event Grid's default number of deliveries.</summary>
    private const int MostTries = 30;

    private const string Select = "SELECT id, type, subject, data, at, message, status, told, tries, since FROM grid_events";

    private static readonly Duration[] Waits =
    [
        Duration.FromSeconds(10), Duration.FromSeconds(30), Duration.FromMinutes(1), Duration.FromMinutes(5), Duration.FromMinutes(10), Duration.FromMinutes(30), Duration.FromHours(1),
    ];

    private readonly CarrierDatabase database;

    public EventOutbox(CarrierDatabase database)
    {
        this.database = database;
        database.Execute(
            """
            CREATE TABLE IF NOT EXISTS grid_events (
                id TEXT PRIMARY KEY, type TEXT NOT NULL, subject TEXT NOT NULL, data TEXT NOT NULL, at INTEGER NOT NULL,
                message TEXT NOT NULL, status TEXT NOT NULL, told INTEGER NOT NULL, due INTEGER NOT NULL, since INTEGER NOT NULL, tries INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
            CREATE INDEX IF NOT EXISTS grid_events_by_due ON grid_events (due);
            """);
    }

    public void Add(GridEvent told, Instant due, string message, string status, bool isTold) => database.Execute(
        "INSERT OR IGNORE INTO grid_events (id, type, subject, data, at, message, status, told, due, since) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9)",
        told.Id, told.Type, told.Subject, told.Data, told.At.Ticks(), message, status, isTold ? 1 : 0, due.Ticks());

    public List<WaitingEvent> Due(Instant by, int take) => database.Read(Select + " WHERE due <= ?1 ORDER BY due LIMIT ?2", Of, by.Ticks(), take);

    public WaitingEvent? Find(string id) => database.Read(Select + " WHERE id = ?1", Of, id).SingleOrDefault();

    public void Remove(WaitingEvent waiting) => database.Execute("DELETE FROM grid_events WHERE id = ?1", waiting.Event.Id);

    /// <summary>Again after a while: 10 s, 30 s, 1, 5, 10, 30 minutes, then every hour. False when it has been tried long enough and is gone.</summary>
    public bool PutOff(WaitingEvent waiting, Instant now)
    {
        if (waiting.Tries + 1 >= MostTries || now - waiting.Since >= KeepsFor)
        {
            Remove(waiting);
            return false;
        }

        database.Execute("UPDATE grid_events SET tries = tries + 1, due = ?2 WHERE id = ?1", waiting.Event.Id, (now + Waits[Math.Min(waiting.Tries, Waits.Length - 1)]).Ticks());
        return true;
    }

    private static WaitingEvent Of(SqliteDataReader row) => new(
        new GridEvent(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.Time(4)),
        row.GetString(5),
        row.GetString(6),
        row.GetInt32(7) != 0,
        row.GetInt32(8),
        row.Time(9));
}
