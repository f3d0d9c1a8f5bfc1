using Microsoft.Data.Sqlite;
using NodaTime;
using Outreach.Core.Messages;
using Outreach.Core.Patients;

namespace Outreach.Local.Simulation.Carrier;

/// <summary>Something the carrier has to tell the app, until the app has taken it.</summary>
internal abstract record CarrierEvent(string Id, string Message, int Tries)
{
    internal sealed record TextReceived(string Id, string Message, int Tries, ContactPoint From, string Text) : CarrierEvent(Id, Message, Tries);

    internal sealed record Reported(string Id, string Message, int Tries, PatientId Patient, Guid Key, DeliveryWord Word, string Detail) : CarrierEvent(Id, Message, Tries);
}

/// <summary>The queue of what the app has to be told, at least once; a row goes only after the app has returned.</summary>
internal sealed class CarrierEvents(CarrierDatabase database)
{
    private static readonly Duration FirstWait = Duration.FromSeconds(5);
    private static readonly Duration LongestWait = Duration.FromHours(1);

    private const string Select = """
        SELECT e.id, e.message, e.tries, e.kind, e.word, e.detail, m.channel, m.address, m.text, m.patient, m.send_key
        FROM events e JOIN messages m ON m.id = e.message
        """;

    public void Text(string message, Instant due) =>
        database.Execute("INSERT OR IGNORE INTO events (id, kind, message, due) VALUES (?1, 'text', ?2, ?3)", "text-" + message, message, due.Ticks());

    public void Report(string message, Instant due, DeliveryWord word, string detail) => database.Execute(
        "INSERT OR IGNORE INTO events (id, kind, message, due, word, detail) VALUES (?1, 'report', ?2, ?3, ?4, ?5)",
        "report-" + message, message, due.Ticks(), word.ToString(), detail);

    public Instant? Next() => database.Number("SELECT min(due) FROM events") is { } due ? Instant.FromUnixTimeTicks(due) : null;

    public List<CarrierEvent> Due(Instant by, int take) =>
        database.Read(Select + " WHERE e.due <= ?1 ORDER BY e.due, m.seq LIMIT ?2", Of, by.Ticks(), take);

    public CarrierEvent? TextOf(string message) =>
        database.Read(Select + " WHERE e.id = ?1", Of, "text-" + message).SingleOrDefault();

    public Task TakenAsync(CarrierEvent told) => database.CommitAsync(() =>
    {
        database.Execute("DELETE FROM events WHERE id = ?1", told.Id);
        var status = told switch
        {
            CarrierEvent.Reported { Word: DeliveryWord.Delivered } => "delivered",
            CarrierEvent.Reported => "failed",
            _ => "received",
        };
        return database.Execute("UPDATE messages SET status = ?2, changed = (SELECT max(changed) + 1 FROM messages) WHERE id = ?1", told.Message, status);
    });

    /// <summary>The app did not take it: again after a while, for as long as it needs.</summary>
    public void PutOff(CarrierEvent told, Instant now)
    {
        var wait = Duration.Min(FirstWait * Math.Pow(2, Math.Min(told.Tries, 20)), LongestWait);
        database.Execute("UPDATE events SET tries = tries + 1, due = ?2 WHERE id = ?1", told.Id, (now + wait).Ticks());
    }

    private static CarrierEvent Of(SqliteDataReader row)
    {
        var (id, message, tries) = (row.GetString(0), row.GetString(1), row.GetInt32(2));
        return row.GetString(3) == "text"
            ? new CarrierEvent.TextReceived(id, message, tries, ChannelWords.Contact(row.GetString(6), row.GetString(7)), row.GetString(8))
            : new CarrierEvent.Reported(
                id, message, tries, new PatientId(Guid.Parse(row.GetString(9))), Guid.Parse(row.GetString(10)), Enum.Parse<DeliveryWord>(row.GetString(4)), row.GetString(5));
    }
}
