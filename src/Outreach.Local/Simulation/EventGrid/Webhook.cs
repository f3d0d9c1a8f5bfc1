using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using Outreach.Core.Json;

namespace Outreach.Local.Simulation.EventGrid;

/// <summary>Delivery by HTTP, after the endpoint has shown that it wants events.</summary>
internal sealed class Webhook(HttpClient http, Uri url, EventJson json, IClock clock, Func<string> ownAddress) : IEventDestination
{
    /// <summary>Where the endpoint's owner may confirm by hand, with the code that was sent.</summary>
    public const string ValidationRoute = "eventgrid/validate";

    private const string Subscription = "SIMULATED";
    private const string Origin = "eventgrid.azure.net";

    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(30);

    private readonly string code = Guid.NewGuid().ToString();
    private bool isConfirmedByHand;

    public bool Confirm(string given) => isConfirmedByHand |= given == code;

    public async Task<string?> OpenAsync(CancellationToken cancel)
    {
        if (isConfirmedByHand) return null;
        try
        {
            return await (json.Schema == EventSchema.CloudEvents ? AskOriginAsync(cancel) : AskCodeAsync(cancel));
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancel.IsCancellationRequested)
        {
            return "it does not answer";
        }
    }

    public async Task<DeliveryResult> DeliverAsync(GridEvent told, int tries, CancellationToken cancel)
    {
        using var request = Request(told, tries);
        using var within = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        within.CancelAfter(AnswersWithin);
        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, within.Token);
            return (int)answer.StatusCode switch
            {
                >= 200 and <= 204 => DeliveryResult.Delivered,
                400 or 401 or 403 or 413 => DeliveryResult.Refused,
                _ => DeliveryResult.Failed,
            };
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            return DeliveryResult.Failed;
        }
    }

    private HttpRequestMessage Request(GridEvent told, int tries)
    {
        var isCloud = json.Schema == EventSchema.CloudEvents;
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = Body(isCloud ? json.Write(told) : $"[{json.Write(told)}]", isCloud ? "application/cloudevents+json" : "application/json") };
        AddHeaders(request, "Notification");
        request.Headers.Add("aeg-delivery-count", tries.ToString(CultureInfo.InvariantCulture));
        if (!isCloud) request.Headers.Add("aeg-data-version", EventJson.DataVersion);
        return request;
    }

    /// <summary>The handshake of the Event Grid schema: the code comes back in the answer.</summary>
    private async Task<string?> AskCodeAsync(CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = Body($"[{Validation().ToJsonString(OutreachJson.Options)}]", "application/json") };
        AddHeaders(request, "SubscriptionValidation");
        using var answer = await http.SendAsync(request, cancel);
        var body = await answer.Content.ReadAsStringAsync(cancel);
        if (answer.StatusCode != HttpStatusCode.OK) return $"it answered the validation with {(int)answer.StatusCode}, where 200 is wanted";
        return ReadCode(body) == code ? null : "it did not answer {\"validationResponse\": …} with the validationCode it was sent";
    }

    private JsonObject Validation() => new()
    {
        ["id"] = Guid.NewGuid().ToString(),
        ["topic"] = EventJson.Topic,
        ["subject"] = "",
        ["data"] = new JsonObject { ["validationCode"] = code, ["validationUrl"] = $"{ownAddress().TrimEnd('/')}/{ValidationRoute}?id={code}" },
        ["eventType"] = "Microsoft.EventGrid.SubscriptionValidationEvent",
        ["eventTime"] = InstantPattern.ExtendedIso.Format(clock.GetCurrentInstant()),
        ["metadataVersion"] = EventJson.MetadataVersion,
        ["dataVersion"] = "2",
    };

    private static string? ReadCode(string body)
    {
        try
        {
            return (JsonNode.Parse(body) as JsonObject)?.FirstOrDefault(p => string.Equals(p.Key, "validationResponse", StringComparison.OrdinalIgnoreCase)).Value?.ToString();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The handshake of CloudEvents: OPTIONS, and the origin is allowed.</summary>
    private async Task<string?> AskOriginAsync(CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, url);
        request.Headers.Add("WebHook-Request-Origin", Origin);
        using var answer = await http.SendAsync(request, cancel);
        var allowed = answer.Headers.TryGetValues("WebHook-Allowed-Origin", out var values) && values.Any(v => v == Origin || v == "*");
        return answer.StatusCode == HttpStatusCode.OK && allowed ? null : $"it did not answer OPTIONS with 200 and WebHook-Allowed-Origin: {Origin}";
    }

    private static void AddHeaders(HttpRequestMessage request, string type)
    {
        request.Headers.Add("aeg-event-type", type);
        request.Headers.Add("aeg-subscription-name", Subscription);
        request.Headers.Add("aeg-metadata-version", EventJson.MetadataVersion);
    }

    private static StringContent Body(string text, string type) => new(text, Encoding.UTF8, new MediaTypeHeaderValue(type, "utf-8"));
}
