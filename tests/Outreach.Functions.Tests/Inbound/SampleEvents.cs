namespace Outreach.Functions.Tests.Inbound;

/// <summary>Events as the documentation of Event Grid shows them (communication-services-telephony-sms-events, communication-services-email-events),
/// and as the service sends them: in camel case.</summary>
internal static class SampleEvents
{
    public const string Tag = "11111111222243338444555555555555|aaaaaaaabbbb8ccc8dddeeeeeeeeeeee";

    public const string EmailKey = "950850f5-bcdf-4315-b77a-6447cf56fac9";

    public static string Text(string from = "15555555555", string words = "Great to connect with Azure Communication Services events", string id = "Incoming_20200918002745d29ebbea-3341-4466-9690-0a03af35228e") => $$"""
        {"id":"{{id}}","topic":"/subscriptions/s/resourcegroups/g/providers/microsoft.communication/communicationservices/n","subject":"/phonenumber/15555555555",
        "data":{"MessageId":"{{id}}","From":"{{from}}","To":"15555555555","Message":"{{words}}","ReceivedTimestamp":"2020-09-18T00:27:45.32Z"},
        "eventType":"Microsoft.Communication.SMSReceived","dataVersion":"1.0","metadataVersion":"1","eventTime":"2020-09-18T00:27:47Z"}
        """;

    public static string SmsReport(string status = "Delivered", string details = "No error.", string id = "Outgoing_202009180022319813a09b-a3b8-4b8e-a3f2-ac0de5a1c3d5", string tag = Tag) => $$"""
        {"id":"{{id}}","topic":"/subscriptions/s/resourcegroups/g/providers/microsoft.communication/communicationservices/n","subject":"/phonenumber/15555555555",
        "data":{"MessageId":"{{id}}","From":"15555555555","To":"+15555555555","DeliveryStatus":"{{status}}","DeliveryStatusDetails":"{{details}}","ReceivedTimestamp":"2020-09-18T00:22:20Z",
        "DeliveryAttempts":[{"Timestamp":"2020-09-18T00:22:14Z","SegmentsSucceeded":1,"SegmentsFailed":0}],"Tag":"{{tag}}"},
        "eventType":"Microsoft.Communication.SMSDeliveryReportReceived","dataVersion":"1.0","metadataVersion":"1","eventTime":"2020-09-18T00:22:20Z"}
        """;

    public static string EmailReport(string status = "Delivered", string key = EmailKey, string id = "00000000-0000-0000-0000-000000000000") => $$"""
        {"id":"{{id}}","topic":"/subscriptions/s/resourceGroups/g/providers/Microsoft.Communication/communicationServices/n","subject":"sender/x@contoso.org/message/{{key}}",
        "data":{"sender":"x@contoso.org","recipient":"y@contoso.com","messageId":"{{key}}","internetMessageId":"<{{key}}@contoso.org>","status":"{{status}}",
        "deliveryStatusDetails":{"statusMessage":"No error.","recipientMailServerHostName":"mx.contoso.com"},"deliveryAttemptTimeStamp":"2020-09-18T00:22:20.2855749+00:00"},
        "eventType":"Microsoft.Communication.EmailDeliveryReportReceived","dataVersion":"1.0","metadataVersion":"1","eventTime":"2020-09-18T00:22:20Z"}
        """;

    public static string Engagement => """
        {"id":"00000000-0000-0000-0000-000000000000","topic":"/subscriptions/s","subject":"sender/x@contoso.org/message/m",
        "data":{"sender":"x@contoso.org","messageId":"950850f5-bcdf-4315-b77a-6447cf56fac9","userActionTimeStamp":"2022-09-06T22:34:52Z","engagementContext":"","userAgent":"","engagementType":"view"},
        "eventType":"Microsoft.Communication.EmailEngagementTrackingReportReceived","dataVersion":"1.0","metadataVersion":"1","eventTime":"2022-09-06T22:34:52Z"}
        """;

    /// <summary>CloudEvents 1.0: other names for the type and the schema's version; the data is the same.</summary>
    public static string Cloud(string gridEvent) => gridEvent
        .Replace("\"eventType\":", "\"specversion\":\"1.0\",\"type\":", StringComparison.Ordinal)
        .Replace("\"topic\":", "\"source\":", StringComparison.Ordinal)
        .Replace("\"eventTime\":", "\"time\":", StringComparison.Ordinal)
        .Replace(",\"dataVersion\":\"1.0\",\"metadataVersion\":\"1\"", "", StringComparison.Ordinal);

    /// <summary>What the official clients of Event Grid read: the first letter small.</summary>
    public static string Camel(string gridEvent) => System.Text.RegularExpressions.Regex.Replace(gridEvent, "\"([A-Z])([A-Za-z]+)\":", m => $"\"{m.Groups[1].Value.ToLowerInvariant()}{m.Groups[2].Value}\":");

    public static string Upper(string gridEvent) => System.Text.RegularExpressions.Regex.Replace(gridEvent, "\"([A-Za-z]+)\":", m => $"\"{m.Groups[1].Value.ToUpperInvariant()}\":");
}
