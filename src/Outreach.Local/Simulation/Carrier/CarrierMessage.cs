using Microsoft.Data.Sqlite;
using NodaTime;
using Outreach.Core.Patients;

namespace Outreach.Local.Simulation.Carrier;

/// <summary>One message as it stands on a phone or in a mailbox.</summary>
/// <param name="Patient">Whose ledger a message out belongs to.</param>
/// <param name="Direction">As the carrier sees it: "out" from the practice to the patient, "in" from the patient.</param>
/// <param name="Status">Out: accepted, delivered, failed. In: queued until the app has received it, then received.</param>
internal sealed record CarrierMessage(
    long Seq, string Id, PatientId? Patient, ContactPoint Address, string Direction, Instant At, string? Subject, string Text, string? Html, string Status, long Changed)
{
    public const string Out = "out";
    public const string In = "in";

    public const string Columns = "seq, id, patient, channel, address, direction, at, subject, text, html, status, changed";

    public static CarrierMessage Of(SqliteDataReader row) => new(
        row.GetInt64(0),
        row.GetString(1),
        PatientId.TryParse(row.Text(2)),
        ChannelWords.Contact(row.GetString(3), row.GetString(4)),
        row.GetString(5),
        row.Time(6),
        row.Text(7),
        row.GetString(8),
        row.Text(9),
        row.GetString(10),
        row.GetInt64(11));
}

internal static class ChannelWords
{
    public const string Sms = "sms";
    public const string Email = "email";

    public static string Word(this Channel channel) => channel == Channel.Sms ? Sms : Email;

    public static ContactPoint Contact(string channel, string address) =>
        ContactPoint.TryParseKey($"{channel}:{address}") ?? throw new InvalidDataException("carrier.db holds an address that is none.");
}
