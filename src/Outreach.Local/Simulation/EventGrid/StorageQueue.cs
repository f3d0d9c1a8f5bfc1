using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using NodaTime;
using Outreach.Local.Hosting;

namespace Outreach.Local.Simulation.EventGrid;

/// <summary>Delivery into a storage queue: one message an event, its JSON in base64. The queue is made when it is not there, which Event Grid would not do.</summary>
internal sealed partial class StorageQueue : IEventDestination
{
    private readonly HttpClient http;
    private readonly StorageAccount account;
    private readonly string queue;
    private readonly EventJson json;
    private readonly IClock clock;

    /// <exception cref="StartException">The name is none that a queue can have.</exception>
    public StorageQueue(HttpClient http, StorageAccount account, string queue, EventJson json, IClock clock)
    {
        if (queue.Length is < 3 or > 63 || !Name().IsMatch(queue)) throw new StartException("--queue: a queue's name has 3 to 63 lower-case letters, digits and single dashes, for example carrier-events.");
        (this.http, this.account, this.queue, this.json, this.clock) = (http, account, queue, json, clock);
    }

    public async Task<string?> OpenAsync(CancellationToken cancel)
    {
        var answer = await SendAsync(HttpMethod.Put, "", null, cancel);
        return answer switch
        {
            HttpStatusCode.Created or HttpStatusCode.NoContent => null,
            null => "the storage emulator does not answer",
            { } status => $"the queue could not be made: {(int)status}",
        };
    }

    public async Task<DeliveryResult> DeliverAsync(GridEvent told, int tries, CancellationToken cancel)
    {
        var text = Convert.ToBase64String(Encoding.UTF8.GetBytes(json.Write(told)));
        var answer = await SendAsync(HttpMethod.Post, "/messages", $"<QueueMessage><MessageText>{text}</MessageText></QueueMessage>", cancel);
        return answer switch
        {
            HttpStatusCode.Created => DeliveryResult.Delivered,
            HttpStatusCode.BadRequest or HttpStatusCode.Forbidden or HttpStatusCode.RequestEntityTooLarge => DeliveryResult.Refused,
            _ => DeliveryResult.Failed,
        };
    }

    /// <summary>Null when nobody answers.</summary>
    private async Task<HttpStatusCode?> SendAsync(HttpMethod method, string path, string? body, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, $"{account.Queues}/{queue}{path}")
        {
            Content = body is null ? null : new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/xml")),
        };
        SharedKey.Sign(request, account, clock.GetCurrentInstant());
        try
        {
            using var answer = await http.SendAsync(request, cancel);
            return answer.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancel.IsCancellationRequested)
        {
            return null;
        }
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Name();
}
