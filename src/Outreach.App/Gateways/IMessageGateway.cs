using NodaTime;
using Outreach.Core.Messages;
using Outreach.Core.Patients;

namespace Outreach.App.Gateways;

/// <summary>Hands one message to a carrier: one attempt, no retries of its own.</summary>
public interface IMessageGateway
{
    /// <summary>Does not throw for anything a carrier can answer; an exception is read as <see cref="AttemptOutcome.Unknown"/>.</summary>
    ValueTask<AttemptResult> SendAsync(OutboundMessage message, CancellationToken cancel);
}

/// <summary>As it leaves. The key and first-sent time are the same on every attempt, so that the carrier delivers it once (R2).</summary>
/// <param name="Patient">Whose ledger the message is of; the carrier's reports come back with it and the key.</param>
/// <param name="Html">For email, beside the plain text.</param>
public sealed record OutboundMessage(PatientId Patient, Guid Key, Instant FirstSentAt, ContactPoint To, string? Subject, string Text, string? Html)
{
    /// <summary>Whether it may wait in the sending number's queue; safety texts and escalations may not.</summary>
    public bool MayWait { get; init; }

    /// <summary>Its place in that queue, where it has waited.</summary>
    public Instant? SlotAt { get; init; }
}

/// <param name="Detail">The carrier's code or word, without anything personal.</param>
public sealed record AttemptResult(AttemptOutcome Outcome, string Detail)
{
    /// <summary>Not to be tried again before then.</summary>
    public Instant? NotBefore { get; init; }
}
