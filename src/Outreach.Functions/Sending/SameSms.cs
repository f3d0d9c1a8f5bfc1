using System.Globalization;
using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Core.Pipeline;
using NodaTime;

namespace Outreach.Functions.Sending;

/// <summary>Makes every attempt at one outbox entry the same SMS for the carrier (R2): the client gives each call a new repeatability id, this writes the
/// entry's own key and first-sent time into the request. Before signing, so at <see cref="HttpPipelinePosition.PerCall"/>.</summary>
public sealed class SameSms : HttpPipelinePolicy
{
    private const string Key = "Outreach.Sms.Key";
    private const string FirstSent = "Outreach.Sms.FirstSent";

    public static IDictionary<string, object?> Properties(Guid key, Instant firstSentAt) => new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        [Key] = key.ToString("D"),
        [FirstSent] = firstSentAt.ToDateTimeUtc().ToString("r", CultureInfo.InvariantCulture),
    };

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        Rewrite(message, Body(message.Request.Content));
        ProcessNext(message, pipeline);
    }

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        Rewrite(message, Body(message.Request.Content));
        await ProcessNextAsync(message, pipeline);
    }

    private static byte[]? Body(RequestContent? content)
    {
        if (content is null) return null;
        using var body = new MemoryStream();
        content.WriteTo(body, CancellationToken.None);
        return body.ToArray();
    }

    private static void Rewrite(HttpMessage message, byte[]? body)
    {
        if (body is null || !message.TryGetProperty(Key, out var key) || !message.TryGetProperty(FirstSent, out var firstSent)) return;
        if (JsonNode.Parse(body) is not JsonObject request || request["smsRecipients"] is not JsonArray recipients) return;
        foreach (var recipient in recipients.OfType<JsonObject>())
        {
            recipient["repeatabilityRequestId"] = (string)key!;
            recipient["repeatabilityFirstSent"] = (string)firstSent!;
        }

        message.Request.Content = RequestContent.Create(BinaryData.FromString(request.ToJsonString()));
    }
}
