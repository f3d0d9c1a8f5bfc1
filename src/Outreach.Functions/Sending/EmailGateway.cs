using Azure;
using Azure.Communication.Email;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
using Outreach.App.Gateways;
using Outreach.Core.Messages;
using Outreach.Functions.Settings;

namespace Outreach.Functions.Sending;

/// <summary>Email by Communication Services: one attempt under the entry's key as operation id, so that a repeated one is the same email;
/// not waited for, because the delivery event says how it ended.</summary>
public sealed partial class EmailGateway(EmailClient client, SentEmails sent, IOptions<OutreachSettings> settings, IClock clock, ILogger<EmailGateway> log)
{
    public async ValueTask<AttemptResult> SendAsync(OutboundMessage message, CancellationToken cancel)
    {
        // Email events name the operation and nothing else: whose it is must be known before the first can come.
        await sent.RememberAsync(message.Key, message.Patient, cancel);
        var email = new EmailMessage(settings.Value.Email.From, message.To.Address, new EmailContent(message.Subject ?? "") { PlainText = message.Text, Html = message.Html })
        {
            UserEngagementTrackingDisabled = true,
        };
        if (settings.Value.Email.ReplyTo is { Length: > 0 } replyTo) email.ReplyTo.Add(new EmailAddress(replyTo));
        try
        {
            await client.SendAsync(WaitUntil.Started, email, message.Key, cancel);
            return new(AttemptOutcome.Accepted, "202");
        }
        catch (RequestFailedException e)
        {
            return Failed(e);
        }
    }

    private AttemptResult Failed(RequestFailedException e)
    {
        var detail = CarrierWords.Status(e.Status);
        switch (e.Status)
        {
            case 0:
                return new(AttemptOutcome.Unknown, "no answer");
            case 409:
                // The operation is there already: an earlier attempt was accepted.
                return new(AttemptOutcome.Accepted, detail);
            case 401 or 403 or 404:
                NotAdmitted(log, e.Status);
                return new(AttemptOutcome.Passing, detail);
            case 408 or 429 or >= 500:
                return new(AttemptOutcome.Passing, detail) { NotBefore = RetryAfter.Of(e.GetRawResponse(), clock.GetCurrentInstant()) };
            default:
                return new(AttemptOutcome.Permanent, detail);
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "Communication Services does not admit this app to send email (status {Status}). Check the role of its identity, the linked domain and the sender; messages wait until then.")]
    private static partial void NotAdmitted(ILogger log, int status);
}
