using System.Diagnostics.Metrics;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;
using NodaTime;
using Outreach.App.Receiving;
using Outreach.Functions.Sending;

namespace Outreach.Functions.Inbound;

/// <summary>Receives what the carrier says. Returns only when it is stored, decided and what is urgent has been attempted; an exception leaves the
/// message in the queue, which hands it in again.</summary>
public sealed partial class Inbox(Reception reception, SentEmails emails, SetAside aside, IClock clock, ILogger<Inbox> log)
{
    public const string Meter = "Outreach.Inbox";

    private static readonly Meter Meters = new(Meter);
    private static readonly Histogram<double> Late = Meters.CreateHistogram<double>("outreach.inbound.lateness", "s", "From when the carrier took a text until it was dealt with.");

    public async ValueTask ReceiveAsync(string message, CancellationToken cancel)
    {
        ExceptionDispatchInfo? failed = null;
        foreach (var happened in CarrierEvents.Read(message))
        {
            try
            {
                await ReceiveAsync(happened, message, cancel);
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
            {
                // The others in the message are not to wait for this one.
                failed ??= ExceptionDispatchInfo.Capture(e);
            }
        }

        failed?.Throw();
    }

    private async ValueTask ReceiveAsync(CarrierEvent happened, string message, CancellationToken cancel)
    {
        switch (happened)
        {
            case CarrierEvent.Text text:
                await reception.TextAsync(text.From, text.MessageId, text.Words, cancel);
                if (text.ReceivedAt is { } taken) Late.Record(Math.Max(0, (clock.GetCurrentInstant() - taken).TotalSeconds));
                break;
            case CarrierEvent.SmsReport report:
                await reception.ReportAsync(report.Patient, report.Key, report.Word, report.Detail, EventId(report), cancel);
                break;
            case CarrierEvent.EmailReport report when await emails.WhoseAsync(report.Key, cancel) is { } patient:
                await reception.ReportAsync(patient, report.Key, report.Word, report.Detail, EventId(report), cancel);
                break;
            case CarrierEvent.Unreadable unreadable:
                await aside.KeepAsync(message, unreadable.Why, cancel);
                break;
            default:
                NotForUs(log, happened is CarrierEvent.Other other ? other.Type : "a report on an email that was not ours");
                break;
        }
    }

    /// <summary>Event Grid's id where it gives one; else one and the same for the same word on the same message.</summary>
    private static string EventId(CarrierEvent report) => report switch
    {
        { Id.Length: > 0 } => report.Id,
        CarrierEvent.SmsReport sms => $"report-{sms.Key:N}-{sms.Word}",
        CarrierEvent.EmailReport email => $"report-{email.Key:N}-{email.Word}",
        _ => "",
    };

    [LoggerMessage(Level = LogLevel.Information, Message = "An event that asks nothing of us: {What}.")]
    private static partial void NotForUs(ILogger log, string what);
}
