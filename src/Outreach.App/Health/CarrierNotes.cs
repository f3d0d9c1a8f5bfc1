using NodaTime;
using Outreach.App.Gateways;
using Outreach.Core.Messages;
using Outreach.Core.Patients;

namespace Outreach.App.Health;

/// <summary>How attempts went lately in this instance, by channel.</summary>
public sealed class CarrierNotes
{
    private readonly ChannelNotes[] notes = [new(null, null, 0, null), new(null, null, 0, null)];

    public ChannelNotes Of(Channel channel) => Volatile.Read(ref notes[(int)channel]);

    internal void Note(Channel channel, AttemptResult result, Instant now)
    {
        var before = Of(channel);
        var after = result.Outcome switch
        {
            AttemptOutcome.Accepted => new ChannelNotes(now, null, 0, null),
            // These say something of one recipient, or nothing.
            AttemptOutcome.Held or AttemptOutcome.OptedOut or AttemptOutcome.Permanent => before,
            _ => before with { FailingSince = before.FailingSince ?? now, Failures = before.Failures + 1, LastError = result.Detail },
        };
        Volatile.Write(ref notes[(int)channel], after);
    }
}

/// <param name="LastAccepted">Null where nothing has been sent since this instance began.</param>
/// <param name="FailingSince">Null where the last attempt went well.</param>
/// <param name="LastError">The carrier's code or word, nothing personal.</param>
public sealed record ChannelNotes(Instant? LastAccepted, Instant? FailingSince, int Failures, string? LastError);

/// <summary>A gateway that keeps note of how it goes.</summary>
public sealed class NotedGateway(IMessageGateway gateway, CarrierNotes notes, IClock clock) : IMessageGateway
{
    public async ValueTask<AttemptResult> SendAsync(OutboundMessage message, CancellationToken cancel)
    {
        try
        {
            var result = await gateway.SendAsync(message, cancel);
            notes.Note(message.To.Channel, result, clock.GetCurrentInstant());
            return result;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            notes.Note(message.To.Channel, new AttemptResult(AttemptOutcome.Unknown, e.GetType().Name), clock.GetCurrentInstant());
            throw;
        }
    }
}
