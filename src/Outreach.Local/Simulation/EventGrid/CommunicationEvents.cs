using System.Collections.Immutable;
using System.Text.Json;
using NodaTime;
using Outreach.Core.Json;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Local.Simulation.Communication;

namespace Outreach.Local.Simulation.EventGrid;

internal sealed record SmsReceivedData(string MessageId, string From, string To, string Message, int SegmentCount, Instant ReceivedTimestamp);

internal sealed record DeliveryAttemptData(Instant Timestamp, int SegmentsSucceeded, int SegmentsFailed);

/// <summary>The data of the event and, with the sender's number written whole, the answer of <c>GET /deliveryReports</c>.</summary>
internal sealed record SmsReportData(
    string MessageId, string From, string To, string DeliveryStatus, string DeliveryStatusDetails, Instant ReceivedTimestamp, ImmutableArray<DeliveryAttemptData> DeliveryAttempts, string? Tag);

internal sealed record EmailStatusDetails(string StatusMessage, string? RecipientMailServerHostName);

internal sealed record EmailReportData(
    string Sender, string Recipient, string MessageId, string InternetMessageId, string Status, EmailStatusDetails DeliveryStatusDetails, Instant DeliveryAttemptTimestamp);

/// <summary>What Communication Services tells Event Grid. Numbers are written as it does: without the plus, but for the recipient of a report.</summary>
internal static class CommunicationEvents
{
    public const string SmsReceived = "Microsoft.Communication.SMSReceived";
    public const string SmsReported = "Microsoft.Communication.SMSDeliveryReportReceived";
    public const string EmailReported = "Microsoft.Communication.EmailDeliveryReportReceived";

    public static GridEvent Received(string id, PhoneNumber from, PhoneNumber to, string text, Instant at) => new(
        id, SmsReceived, Subject(from), Json(new SmsReceivedData(id, Digits(from), Digits(to), text, SmsSegments.Count(text).Segments, at)), at);

    public static GridEvent Reported(SentText text) => new("report-" + text.Message, SmsReported, Subject(text.To), Json(ReportOf(text)), text.ReportedAt);

    public static SmsReportData ReportOf(SentText text) => new(
        text.Message,
        Digits(text.From),
        text.To.Value,
        text.Code.Status,
        text.Code.Details,
        text.ReportedAt,
        [new DeliveryAttemptData(text.ReportedAt, text.Code.IsDelivered ? text.Segments : 0, text.Code.IsDelivered ? 0 : text.Segments)],
        text.Tag);

    /// <param name="operation">The send's Operation-Id, which is the message id of the report.</param>
    public static GridEvent Emailed(string operation, string sender, EmailAddress recipient, bool arrives, Instant at) => new(
        Guid.NewGuid().ToString(),
        EmailReported,
        $"sender/{sender}/message/{operation}",
        Json(new EmailReportData(
            sender,
            recipient.Value,
            operation,
            $"<{operation}@simulated.example>",
            arrives ? "Delivered" : "Bounced",
            new EmailStatusDetails(arrives ? "No error." : "The mailbox does not exist.", arrives ? "mail.simulated.example" : null),
            at)),
        at);

    private static string Subject(PhoneNumber number) => "/phonenumber/" + Digits(number);

    private static string Digits(PhoneNumber number) => number.Value[1..];

    private static string Json(object data) => JsonSerializer.Serialize(data, OutreachJson.Options);
}
