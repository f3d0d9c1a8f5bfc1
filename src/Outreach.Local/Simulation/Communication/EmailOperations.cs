using NodaTime;
using Outreach.Local.Simulation.Carrier;

namespace Outreach.Local.Simulation.Communication;

/// <param name="Error">The code it fails with; null for success.</param>
internal sealed record EmailOperation(string Id, Instant At, Instant Ends, string? Error)
{
    public bool IsRunning(Instant now) => now < Ends;

    public string Status(Instant now) => IsRunning(now) ? "Running" : Error is null ? "Succeeded" : "Failed";
}

/// <summary>The sends of emails, each an operation that a client polls.</summary>
internal sealed class EmailOperations(CarrierDatabase database)
{
    public EmailOperation? Find(string id) => database.Read(
        "SELECT id, at, ends, error FROM email_operations WHERE id = ?1", r => new EmailOperation(r.GetString(0), r.Time(1), r.Time(2), r.Text(3)), id).SingleOrDefault();

    public void Add(EmailOperation operation) => database.Execute(
        "INSERT INTO email_operations (id, at, ends, error) VALUES (?1, ?2, ?3, ?4)", operation.Id, operation.At.Ticks(), operation.Ends.Ticks(), operation.Error);

    /// <summary>How many began since then, and the first of them.</summary>
    public (int Count, Instant First) Lately(Instant since) => database.Read(
        "SELECT count(*), coalesce(min(at), ?1) FROM email_operations WHERE at > ?1", r => (r.GetInt32(0), r.Time(1)), since.Ticks()).Single();
}
