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
        // The operation is there already: an earlier attempt was accepted.
        if (e.Status == 409) return new(AttemptOutcome.Accepted, CarrierWords.Status(e.Status));
        if (RefusedRequest.IsForAnAdmin(e.Status)) NotAdmitted(log, e.Status);
        return RefusedRequest.Outcome(e, clock.GetCurrentInstant());
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "Communication Services does not admit this app to send email (status {Status}). Check the role of its identity, the linked domain and the sender; messages wait until then.")]
    private static partial void NotAdmitted(ILogger log, int status);
}
