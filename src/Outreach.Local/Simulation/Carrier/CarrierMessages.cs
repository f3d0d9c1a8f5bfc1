using NodaTime;
using Outreach.Core.Patients;

namespace Outreach.Local.Simulation.Carrier;

/// <summary>The phones and mailboxes.</summary>
internal sealed class CarrierMessages(CarrierDatabase database)
{
    /// <summary>Grows with every new message and every change of one.</summary>
    public long Version => database.Number("SELECT max(changed) FROM messages") ?? 0;

    public long Count => database.Number("SELECT max(seq) FROM messages") ?? 0;

    public List<CarrierMessage> At(ContactPoint address) => database.Read(
        $"SELECT {CarrierMessage.Columns} FROM messages WHERE channel = ?1 AND address = ?2 ORDER BY seq",
        CarrierMessage.Of, address.Channel.Word(), address.Address);

    /// <summary>What is new or changed since a version, at most so many of the newest; oldest first.</summary>
    public List<CarrierMessage> Since(long version, int take) => database.Read(
        $"SELECT * FROM (SELECT {CarrierMessage.Columns} FROM messages WHERE changed > ?1 ORDER BY changed DESC LIMIT ?2) ORDER BY seq",
        CarrierMessage.Of, version, take);

    /// <summary>For the persona of a phone: what arrived there after a message, oldest first.</summary>
    public List<CarrierMessage> Arrived(PhoneNumber number, long after) => database.Read(
        $"SELECT {CarrierMessage.Columns} FROM messages WHERE channel = 'sms' AND address = ?1 AND direction = 'out' AND seq > ?2 ORDER BY seq",
        CarrierMessage.Of, number.Value, after);

    /// <param name="key">The sender's key of a message out.</param>
    public void Add(
        string id, ContactPoint address, string direction, Instant at, string? subject, string text, string? html, string status, string? key = null, PatientId? patient = null) =>
        database.Execute(
            """
            INSERT INTO messages (id, send_key, patient, channel, address, direction, at, subject, text, html, status, changed)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, (SELECT coalesce(max(changed), 0) + 1 FROM messages))
            """,
            id, key, patient?.ToString(), address.Channel.Word(), address.Address, direction, at.Ticks(), subject, text, html, status);

    public void Mark(string id, string status) => database.Execute(
        "UPDATE messages SET status = ?2, changed = (SELECT max(changed) + 1 FROM messages) WHERE id = ?1 AND status <> ?2", id, status);

    /// <summary>Whose a message is; null for none.</summary>
    public string? AddressOf(string id) => database.Read("SELECT address FROM messages WHERE id = ?1", r => r.GetString(0), id).SingleOrDefault();

    public List<PhoneUse> Phones() => database.Read(
        "SELECT address, count(*), max(at) FROM messages WHERE channel = 'sms' GROUP BY address ORDER BY address",
        r => new PhoneUse(r.GetString(0), r.GetInt32(1), r.Time(2)));
}

internal sealed record PhoneUse(string Number, int Messages, Instant LastAt);
