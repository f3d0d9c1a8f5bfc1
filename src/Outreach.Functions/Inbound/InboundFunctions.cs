using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Outreach.Functions.FollowUps;

namespace Outreach.Functions.Inbound;

/// <summary>What Event Grid puts into the storage queue. Success is reported only when a message is stored, decided and what is urgent attempted;
/// otherwise the queue hands it in again, and after that it goes to the poison queue.</summary>
public sealed class InboundFunctions(Inbox inbox, SetAside aside, Clocks clocks)
{
    public const string Queue = "outreach-inbound";
    public const string PoisonQueue = Queue + "-poison";

    [Function("Inbound")]
    public Task InboundAsync([QueueTrigger(Queue)] string message, [DurableClient] DurableTaskClient client, CancellationToken cancel) =>
        clocks.AllAsync(
            client,
            async () =>
            {
                await inbox.ReceiveAsync(message, cancel);
                return true;
            },
            cancel);

    /// <summary>Given up by the queue: kept where it stays, and a person is told.</summary>
    [Function("InboundPoison")]
    public Task PoisonAsync([QueueTrigger(PoisonQueue)] string message, CancellationToken cancel) => aside.KeepAsync(message, "it failed again and again", cancel).AsTask();
}
