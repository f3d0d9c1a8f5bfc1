using Microsoft.AspNetCore.Http;
using NodaTime;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Local.Simulation.Carrier;
using Outreach.Local.Simulation.EventGrid;

namespace Outreach.Local.Simulation.Communication;

/// <summary><c>POST /sms</c> and <c>GET /deliveryReports/{id}</c>. The same repeatability id to the same number is the same message.</summary>
internal sealed class SmsApi(CarrierDatabase database, CarrierFaults faults, SentTexts sent, OptOutList optOuts, EventOutbox events, IClock clock, CarrierOptions options)
{
    private static readonly Duration RateWindow = Duration.FromMinutes(1);

    private readonly CarrierMessages messages = new(database);

    public ApiAnswer Send(ApiCall call)
    {
        if (call.Read<SmsBody>() is not { } body) return ApiAnswer.Invalid("$", "The body is not JSON that can be read.");
        return body.Refuse() ?? database.Commit(() => Send(body, E164.TryParse(body.From)!.Value, clock.GetCurrentInstant()));
    }

    public ApiAnswer Report(ApiCall call)
    {
        if (sent.Find(call.Place("id")) is not { } text || text.ReportedAt > clock.GetCurrentInstant()) return ApiAnswer.NotFound();
        return new ApiAnswer(StatusCodes.Status200OK, CommunicationEvents.ReportOf(text) with { From = text.From.Value });
    }

    private ApiAnswer Send(SmsBody body, PhoneNumber from, Instant now)
    {
        var first = faults.Take(Channel.Sms);
        if (first is { Code: { } status and < DeliveryCode.FirstOfFailures, OneRecipient: false }) return ApiFaults.Answer(status);
        if (first is { Accepts: false, Code: null }) return ApiAnswer.Lost;
        if (TooMany(body, from, now) is { } wait) return ApiAnswer.TooMany(wait);
        var items = body.SmsRecipients!.Select((recipient, i) => Item(body, recipient, from, now, i == 0 ? first : faults.Take(Channel.Sms))).ToArray();
        return first is { Detail: "timeout" } ? ApiAnswer.Lost : new ApiAnswer(StatusCodes.Status202Accepted, new { value = items });
    }

    private SmsItem Item(SmsBody body, SmsRecipientBody recipient, PhoneNumber from, Instant now, CarrierFault? fault)
    {
        if (E164.TryParse(recipient.To) is not { } to) return Refused(recipient, "Invalid To phone number format.", repeatability: null);
        if (recipient.Unrepeatable is { } why) return Refused(recipient, why, "rejected");
        if (fault is { Code: { } code and < DeliveryCode.FirstOfFailures }) return new SmsItem(to.Value, code, Successful: false, ErrorMessage: ApiFaults.Name(code));
        var repeated = Repeated(recipient, now);
        if (repeated is not null && (repeated.To != to || repeated.From != from)) return Refused(recipient, "The repeatability-request-id was used for another number.", "rejected");
        var text = repeated ?? Accept(body, recipient, from, to, now, fault);
        return new SmsItem(to.Value, StatusCodes.Status202Accepted, Successful: true, text.Message, recipient.RepeatabilityRequestId is null ? null : "accepted");
    }

    private static SmsItem Refused(SmsRecipientBody recipient, string why, string? repeatability) =>
        new(recipient.To ?? "", StatusCodes.Status400BadRequest, Successful: false, RepeatabilityResult: repeatability, ErrorMessage: why);

    private SentText Accept(SmsBody body, SmsRecipientBody recipient, PhoneNumber from, PhoneNumber to, Instant now, CarrierFault? fault)
    {
        var isOptedOut = optOuts.Has(from, to);
        var code = isOptedOut ? DeliveryCode.OptedOut
            : fault is { FailsLater: true } ? DeliveryCode.Failed
            : fault is { Code: { } number } ? new DeliveryCode(number)
            : DeliveryCode.Delivered;
        var text = new SentText(
            CommunicationIds.Outgoing(now),
            from,
            to,
            now,
            RepeatId(recipient),
            body.SmsSendOptions?.Tag,
            body.SmsSendOptions?.EnableDeliveryReport ?? false,
            SmsSegments.Count(body.Message!).Segments,
            code,
            now + options.ReportsAfter);
        sent.Add(text);
        // A blocked text never comes to the phone.
        if (!isOptedOut) messages.Add(text.Message, ContactPoint.Of(to), CarrierMessage.Out, now, null, body.Message!, null, "accepted");
        events.Add(CommunicationEvents.Reported(text), text.ReportedAt, text.Message, text.Code.IsDelivered ? "delivered" : "failed", isTold: text.WantsReport);
        return text;
    }

    /// <summary>How long to wait, when the recipients that are new would go past the rate of this number.</summary>
    private Duration? TooMany(SmsBody body, PhoneNumber from, Instant now)
    {
        var fresh = body.SmsRecipients!.Count(r => Repeated(r, now) is null);
        var (count, oldest) = sent.Lately(from, now - RateWindow);
        return fresh > 0 && count + fresh > options.TextsAMinute ? oldest + RateWindow - now : null;
    }

    private SentText? Repeated(SmsRecipientBody recipient, Instant now) => RepeatId(recipient) is { } id ? sent.Repeated(id, now - options.Remembers) : null;

    private static string? RepeatId(SmsRecipientBody recipient) => Guid.TryParse(recipient.RepeatabilityRequestId, out var id) ? id.ToString("N") : null;
}
