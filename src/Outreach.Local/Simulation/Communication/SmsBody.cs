using System.Globalization;

namespace Outreach.Local.Simulation.Communication;

internal sealed record SmsRecipientBody(string? To, string? RepeatabilityRequestId, string? RepeatabilityFirstSent)
{
    /// <summary>Why the two fields of repeatability cannot be used; null when they can, or there are none.</summary>
    public string? Unrepeatable => (RepeatabilityRequestId, RepeatabilityFirstSent) switch
    {
        (null, _) => null,
        ({ } id, _) when !Guid.TryParse(id, out _) => "Request sent with Invalid value for repeatability-request-id. Expected is a GUID.",
        (_, { } date) when DateTimeOffset.TryParseExact(date, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _) => null,
        _ => "Request sent with Invalid DateTime value for repeatability-first-sent. Expected is DateTime ,RFC1123 pattern.",
    };
}

internal sealed record SmsOptionsBody(bool? EnableDeliveryReport, string? Tag, int? DeliveryReportTimeoutInSeconds);

/// <summary>The body of <c>POST /sms</c>.</summary>
internal sealed record SmsBody(string? From, SmsRecipientBody[]? SmsRecipients, string? Message, SmsOptionsBody? SmsSendOptions)
{
    private const int MostRecipients = 100;
    private const int LongestMessage = 2048;

    /// <summary>What is wrong with the request as a whole; null for nothing.</summary>
    public ApiAnswer? Refuse() => this switch
    {
        { From: null } => Missing("From"),
        { Message: null } => Missing("Message"),
        { SmsRecipients: null } => Missing("SmsRecipients"),
        _ when SmsRecipients.Any(r => r is null) => Missing("SmsRecipients"),
        _ when E164.TryParse(From) is null => ApiAnswer.Invalid("From", "Invalid From phone number format."),
        { Message.Length: > LongestMessage } => ApiAnswer.Invalid("Message", $"The field Message must be a string with a maximum length of {LongestMessage}."),
        { SmsRecipients.Length: 0 or > MostRecipients } => ApiAnswer.Invalid("SmsRecipients", $"The field SmsRecipients must have from 1 to {MostRecipients} items."),
        { SmsSendOptions: { EnableDeliveryReport: null } } => Missing("SmsSendOptions.EnableDeliveryReport"),
        { SmsSendOptions.DeliveryReportTimeoutInSeconds: < 60 or > 43200 } => ApiAnswer.Invalid("SmsSendOptions.DeliveryReportTimeoutInSeconds", "The field must be between 60 and 43200."),
        _ => null,
    };

    private static ApiAnswer Missing(string field) => ApiAnswer.Invalid(field, $"The {field} field is required.");
}

/// <summary>One line of the multi-status answer.</summary>
internal sealed record SmsItem(string To, int HttpStatusCode, bool Successful, string? MessageId = null, string? RepeatabilityResult = null, string? ErrorMessage = null);
