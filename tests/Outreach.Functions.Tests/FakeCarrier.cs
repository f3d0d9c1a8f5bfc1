using Outreach.App.Gateways;
using Outreach.Core.Messages;

namespace Outreach.Functions.Tests;

/// <summary>Takes every message, once a key as the real one, and writes it down.</summary>
internal sealed class FakeCarrier : IMessageGateway
{
    private readonly Lock gate = new();
    private readonly List<OutboundMessage> attempts = [];

    /// <summary>What an attempt comes to; runs before it is written down.</summary>
    public Func<OutboundMessage, Task<AttemptOutcome>> Answer { get; set; } = _ => Task.FromResult(AttemptOutcome.Accepted);

    public IReadOnlyList<OutboundMessage> Attempts
    {
        get
        {
            lock (gate) return [.. attempts];
        }
    }

    public async ValueTask<AttemptResult> SendAsync(OutboundMessage message, CancellationToken cancel)
    {
        var outcome = await Answer(message);
        lock (gate) attempts.Add(message);
        return new AttemptResult(outcome, outcome.ToString());
    }

    /// <summary>The texts that left, by what is in them.</summary>
    public int Count(string words) => Attempts.Count(m => m.Text.Contains(words, StringComparison.Ordinal));
}
