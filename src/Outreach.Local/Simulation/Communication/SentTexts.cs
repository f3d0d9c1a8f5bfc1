using Microsoft.Data.Sqlite;
using NodaTime;
using Outreach.Core.Patients;
using Outreach.Local.Simulation.Carrier;

namespace Outreach.Local.Simulation.Communication;

/// <summary>A text that was accepted, and how it ends.</summary>
/// <param name="WantsReport">Whether an event tells how it ended.</param>
/// <param name="ReportedAt">When that is known.</param>
internal sealed record SentText(
    string Message, PhoneNumber From, PhoneNumber To, Instant At, string? RepeatId, string? Tag, bool WantsReport, int Segments, DeliveryCode Code, Instant ReportedAt);

/// <summary>The texts that were accepted.</summary>
internal sealed class SentTexts(CarrierDatabase database)
{
    private const string Columns = "SELECT message, sender, recipient, at, repeat_id, tag, wants_report, segments, code, reported_at FROM sent_texts";

    public void Add(SentText text) => database.Execute(
        "INSERT INTO sent_texts (message, sender, recipient, at, repeat_id, tag, wants_report, segments, code, reported_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        text.Message, text.From.Value, text.To.Value, text.At.Ticks(), text.RepeatId, text.Tag, text.WantsReport ? 1 : 0, text.Segments, text.Code.Number, text.ReportedAt.Ticks());

    public SentText? Find(string message) => database.Read(Columns + " WHERE message = ?1", Of, message).SingleOrDefault();

    /// <summary>The latest with this repeatability id since then.</summary>
    public SentText? Repeated(string repeatId, Instant since) =>
        database.Read(Columns + " WHERE repeat_id = ?1 AND at >= ?2 ORDER BY seq DESC LIMIT 1", Of, repeatId, since.Ticks()).SingleOrDefault();

    /// <summary>How many a number has sent since then, and the first of them.</summary>
    public (int Count, Instant First) Lately(PhoneNumber from, Instant since) => database.Read(
        "SELECT count(*), coalesce(min(at), ?2) FROM sent_texts WHERE sender = ?1 AND at > ?2", r => (r.GetInt32(0), r.Time(1)), from.Value, since.Ticks()).Single();

    /// <summary>Who has texted this phone last; null for nobody.</summary>
    public PhoneNumber? LastSenderTo(PhoneNumber phone) => database.Read(
        "SELECT sender FROM sent_texts WHERE recipient = ?1 ORDER BY seq DESC LIMIT 1", r => PhoneNumber.TryParse(r.GetString(0)), phone.Value).SingleOrDefault();

    private static SentText Of(SqliteDataReader row) => new(
        row.GetString(0),
        PhoneNumber.TryParse(row.GetString(1))!.Value,
        PhoneNumber.TryParse(row.GetString(2))!.Value,
        row.Time(3),
        row.Text(4),
        row.Text(5),
        row.GetInt32(6) != 0,
        row.GetInt32(7),
        new DeliveryCode(row.GetInt32(8)),
        row.Time(9));
}
