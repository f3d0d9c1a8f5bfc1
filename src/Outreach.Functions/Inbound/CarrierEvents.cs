using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using NodaTime.Text;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Functions.Sending;

namespace Outreach.Functions.Inbound;

/// <summary>Reads events in the Event Grid schema and in CloudEvents 1.0, one or several, in either casing: the documentation writes <c>MessageId</c>,
/// the service <c>messageId</c>. Numbers come with and without their plus sign.</summary>
public static partial class CarrierEvents
{
    private const string SmsReceived = "Microsoft.Communication.SMSReceived";
    private const string SmsReported = "Microsoft.Communication.SMSDeliveryReportReceived";
    private const string EmailReported = "Microsoft.Communication.EmailDeliveryReportReceived";

    /// <summary>Never throws for what a message can hold.</summary>
    public static IReadOnlyList<CarrierEvent> Read(string message)
    {
        try
        {
            using var document = JsonDocument.Parse(Encoding.UTF8.GetBytes(Whole(message)));
            return document.RootElement.ValueKind switch
            {
                JsonValueKind.Array => [.. document.RootElement.EnumerateArray().Select(ReadOne)],
                _ => [ReadOne(document.RootElement)],
            };
        }
        catch (JsonException)
        {
            return [new CarrierEvent.Unreadable("", "the message is not JSON")];
        }
    }

    /// <summary>An emoji cut in half is no reason not to read the words beside it.</summary>
    private static string Whole(string message) => Escapes().Replace(message, escape => escape.Groups["half"].Success ? @"\uFFFD" : escape.Value);

    [GeneratedRegex(@"\\(u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?<half>u[dD][89a-fA-F][0-9a-fA-F]{2})|.)", RegexOptions.ExplicitCapture | RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex Escapes();

    private static CarrierEvent ReadOne(JsonElement element)
    {
        var envelope = new AnyCase(element);
        if (!envelope.IsObject) return new CarrierEvent.Unreadable("", "the event is no JSON object");
        var id = envelope.Text("id") ?? "";
        var type = envelope.Text("eventType") ?? envelope.Text("type");
        var data = envelope.Object("data");
        return type switch
        {
            null => new CarrierEvent.Unreadable(id, "the event has no type"),
            _ when Is(type, SmsReceived) => Received(id, data),
            _ when Is(type, SmsReported) => SmsReport(id, data),
            _ when Is(type, EmailReported) => EmailReport(id, data),
            _ => new CarrierEvent.Other(id, "another type"),
        };
    }

    private static CarrierEvent Received(string id, AnyCase data)
    {
        // The carrier's message id and the event's are the same; one of them is enough.
        var messageId = data.Text("messageId") is { Length: > 0 } given ? given : id;
        if (messageId.Length == 0) return new CarrierEvent.Unreadable(id, "a text without an id");
        if (ContactPoint.TryParse(Channel.Sms, data.Text("from")) is not { } from) return new CarrierEvent.Unreadable(id, "a text whose sender is no phone number");
        if (data.Text("message") is not { } words) return new CarrierEvent.Unreadable(id, "a text without a message");
        var at = InstantPattern.ExtendedIso.Parse(data.Text("receivedTimestamp") ?? "");
        return new CarrierEvent.Text(id, from, messageId, words, at.Success ? at.Value : null);
    }

    private static CarrierEvent SmsReport(string id, AnyCase data)
    {
        if (data.Text("deliveryStatus") is not { } status) return new CarrierEvent.Unreadable(id, "a delivery report without a status");
        if (SmsTag.Read(data.Text("tag")) is not var (patient, key)) return new CarrierEvent.Other(id, "a report on a message that was not ours");
        var details = data.Text("deliveryStatusDetails");
        if (Is(status, "Delivered")) return new CarrierEvent.SmsReport(id, patient, key, DeliveryWord.Delivered, CarrierWords.Code(details, "delivered"));
        return Is(status, "Failed")
            ? new CarrierEvent.SmsReport(id, patient, key, CarrierWords.IsOptOut(details) ? DeliveryWord.OptedOut : DeliveryWord.Failed, CarrierWords.Code(details, "failed"))
            : new CarrierEvent.Other(id, "a report on the way");
    }

    private static CarrierEvent EmailReport(string id, AnyCase data)
    {
        if (data.Text("status") is not { } status) return new CarrierEvent.Unreadable(id, "a delivery report without a status");
        if (!Guid.TryParse(data.Text("messageId"), out var key)) return new CarrierEvent.Other(id, "a report on a message that was not ours");
        return status.ToUpperInvariant() switch
        {
            "DELIVERED" => new CarrierEvent.EmailReport(id, key, DeliveryWord.Delivered, "delivered"),
            "BOUNCED" or "FAILED" or "SUPPRESSED" or "QUARANTINED" or "FILTEREDSPAM" => new CarrierEvent.EmailReport(id, key, DeliveryWord.Failed, status.ToLowerInvariant()),
            _ => new CarrierEvent.Other(id, "a report on the way"),
        };
    }

    private static bool Is(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
