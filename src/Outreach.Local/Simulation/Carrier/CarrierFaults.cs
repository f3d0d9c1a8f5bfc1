using System.Globalization;
using Outreach.App.Gateways;
using Outreach.Core.Messages;
using Outreach.Core.Patients;

namespace Outreach.Local.Simulation.Carrier;

/// <summary>What a faulty send answers, and whether the carrier took the message all the same.</summary>
/// <param name="OneRecipient">Over REST: the answer about one recipient, where the request itself is answered 202.</param>
internal sealed record CarrierFault(AttemptOutcome Outcome, string Detail, bool Accepts, bool FailsLater = false, bool OneRecipient = false)
{
    public const string Accepted = "400-499, 500-599, 4000-5999, \"timeout\" (accepted, the answer is lost), \"timeout-not-accepted\", \"undelivered\" (accepted, reported failed), \"recipient-503\" (over REST: of one recipient only)";

    private const string ForOneRecipient = "recipient-";

    /// <summary>The number answered; null for the words.</summary>
    public int? Code => !FailsLater && int.TryParse(Detail, NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : null;

    /// <summary>Null for a status no carrier has.</summary>
    public static CarrierFault? TryParse(string? status) => status switch
    {
        null => null,
        "timeout" => new(AttemptOutcome.Unknown, "timeout", Accepts: true),
        "timeout-not-accepted" => new(AttemptOutcome.Unknown, "timeout", Accepts: false),
        "undelivered" => new(AttemptOutcome.Accepted, "202", Accepts: true, FailsLater: true),
        _ when status.StartsWith(ForOneRecipient, StringComparison.Ordinal) => TryParse(status[ForOneRecipient.Length..]) is { Code: >= 400 and <= 599 } fault ? fault with { OneRecipient = true } : null,
        _ => int.TryParse(status, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && OutcomeOf(code) is { } outcome
            ? new(outcome, status, Accepts: false)
            : null,
    };

    // 4006 unreachable, 5001 temporary and 9999 unknown are worth another try; the rest of the 4000s and 5000s are final.
    private static AttemptOutcome? OutcomeOf(int code) => code switch
    {
        4007 => AttemptOutcome.OptedOut,
        408 or 429 or (>= 500 and <= 599) or 4006 or 5001 or 9999 => AttemptOutcome.Passing,
        (>= 400 and <= 499) or (>= 4000 and <= 5999) => AttemptOutcome.Permanent,
        _ => null,
    };
}

/// <summary>Failures on demand: the next n sends of a channel, first come first served; kept over a restart, as an outage is.</summary>
internal sealed class CarrierFaults(CarrierDatabase database)
{
    public void Add(Channel channel, string status, int count) =>
        database.Execute("INSERT INTO faults (channel, status, remaining) VALUES (?1, ?2, ?3)", channel.Word(), status, count);

    public void Clear(Channel channel) => database.Execute("DELETE FROM faults WHERE channel = ?1", channel.Word());

    public int Left(Channel channel) =>
        (int)(database.Number("SELECT sum(remaining) FROM faults WHERE channel = ?1", channel.Word()) ?? 0);

    /// <summary>The fault of this send, used up by it; null for none.</summary>
    public CarrierFault? Take(Channel channel)
    {
        var waiting = database.Read(
            "SELECT id, status FROM faults WHERE channel = ?1 ORDER BY id LIMIT 1", r => (Id: r.GetInt64(0), Status: r.GetString(1)), channel.Word());
        if (waiting is not [var fault]) return null;
        database.Execute("UPDATE faults SET remaining = remaining - 1 WHERE id = ?1", fault.Id);
        database.Execute("DELETE FROM faults WHERE id = ?1 AND remaining <= 0", fault.Id);
        return CarrierFault.TryParse(fault.Status);
    }
}
