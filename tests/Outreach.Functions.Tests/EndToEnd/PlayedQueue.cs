using System.Collections.Concurrent;
using System.Text;
using System.Xml.Linq;
using NodaTime;
using Outreach.Local.Simulation.EventGrid;

namespace Outreach.Functions.Tests.EndToEnd;

/// <summary>The queue trigger, played on a queue of Azurite as the Functions host would run it: a batch at a time, a message deleted once the function has returned, else shown again.</summary>
internal sealed class PlayedQueue : IAsyncDisposable
{
    private const int Batch = 16;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    private readonly HttpClient http = new();
    private readonly CancellationTokenSource stop = new();
    private readonly StorageAccount account;
    private readonly string name;
    private readonly Func<string, Task> function;
    private readonly Task loop;

    /// <param name="function">Given the event, taken out of its base64.</param>
    public PlayedQueue(StorageAccount account, string name, Func<string, Task> function)
    {
        (this.account, this.name, this.function) = (account, name, function);
        loop = RunAsync();
    }

    public ConcurrentBag<Exception> Failures { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        http.Dispose();
        stop.Dispose();
    }

    private async Task RunAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            // Until the carrier has made the queue there is none.
            using var answer = await SendAsync(HttpMethod.Get, $"messages?numofmessages={Batch}&visibilitytimeout=30");
            var messages = answer.IsSuccessStatusCode ? XElement.Parse((await answer.Content.ReadAsStringAsync()).TrimStart('\uFEFF')).Elements("QueueMessage").ToList() : [];
            if (messages.Count == 0) await Task.Delay(Poll, stop.Token);
            await Task.WhenAll(messages.Select(HandleAsync));
        }
    }

    private async Task HandleAsync(XElement message)
    {
        try
        {
            await function(Encoding.UTF8.GetString(Convert.FromBase64String(message.Element("MessageText")!.Value)));
        }
        catch (Exception e)
        {
            Failures.Add(e);
            return;
        }

        using var deleted = await SendAsync(HttpMethod.Delete, $"messages/{message.Element("MessageId")!.Value}?popreceipt={Uri.EscapeDataString(message.Element("PopReceipt")!.Value)}");
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, $"{account.Queues}/{name}/{path}");
        SharedKey.Sign(request, account, Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()));
        return await http.SendAsync(request, stop.Token);
    }
}
