using Azure;
using Azure.Communication.Sms;
using Azure.Core.Pipeline;
using Microsoft.Extensions.Logging;
using NodaTime;
using Outreach.App.Gateways;
using Outreach.Core.Messages;
using Outreach.Core.Patients;

namespace Outreach.Functions.Sending;

/// <summary>SMS by Communication Services: one attempt, and what the service says of this one recipient.</summary>
public sealed partial class SmsGateway(SmsClient client, IClock clock, ILogger<SmsGateway> log)
{
    public async ValueTask<AttemptResult> SendAsync(OutboundMessage message, PhoneNumber from, CancellationToken cancel)
    {
        using var same = HttpPipeline.CreateHttpMessagePropertiesScope(SameSms.Properties(message.Key, message.FirstSentAt));
        try
        {
            // The tag comes back with the delivery report: whose message it was, by ids alone.
            var options = new SmsSendOptions(enableDeliveryReport: true) { Tag = SmsTag.Write(message.Patient, message.Key) };
            var sent = await client.SendAsync(from.Value, message.To.Address, message.Text, options, cancel);
            return Outcome(sent.Value, sent.GetRawResponse());
        }
        catch (RequestFailedException e)
        {
            return Failed(e);
        }
    }

    private AttemptResult Outcome(SmsSendResult one, Response response) => one switch
    {
        { Successful: true } => new(AttemptOutcome.Accepted, Code(one)),
        _ when CarrierWords.IsOptOut(one.ErrorMessage) => new(AttemptOutcome.OptedOut, CarrierWords.OptedOut),
        { HttpStatusCode: 408 or 429 or >= 500 } => new(AttemptOutcome.Passing, Code(one)) { NotBefore = RetryAfter.Of(response, clock.GetCurrentInstant()) },
        _ => new(AttemptOutcome.Permanent, Code(one)),
    };

    private AttemptResult Failed(RequestFailedException e)
    {
        if (RefusedRequest.IsForAnAdmin(e.Status)) NotAdmitted(log, e.Status);
        return RefusedRequest.Outcome(e, clock.GetCurrentInstant());
    }

    private static string Code(SmsSendResult one) => CarrierWords.Status(one.HttpStatusCode);

    [LoggerMessage(Level = LogLevel.Critical, Message = "Communication Services does not admit this app to send SMS (status {Status}). Check the role of its identity and the endpoint; messages wait until then.")]
    private static partial void NotAdmitted(ILogger log, int status);
}
