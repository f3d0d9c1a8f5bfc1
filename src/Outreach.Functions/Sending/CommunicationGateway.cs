using Microsoft.Extensions.Options;
using NodaTime;
using Outreach.App.Gateways;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Functions.Settings;

namespace Outreach.Functions.Sending;

/// <summary>Azure Communication Services behind its queues: what may wait gets its place first.</summary>
public sealed class CommunicationGateway(SmsGateway sms, EmailGateway email, SendingQueue queue, IOptions<OutreachSettings> settings, IClock clock) : IMessageGateway
{
    private static readonly Duration NowIsNear = Duration.FromSeconds(1);

    /// <summary>After that the queue has gone on without it.</summary>
    private static readonly Duration PlaceKept = Duration.FromMinutes(10);

    private readonly SendingNumbers numbers = new(SettingsCheck.NumbersOf(settings.Value.Sms));
    private readonly SendingRate[] ofSms = [new(settings.Value.Sms.PerMinute, Duration.FromMinutes(1), Math.Max(1, settings.Value.Sms.PerMinute / 20))];
    private readonly SendingRate[] ofEmail =
    [
        new(settings.Value.Email.PerHour, Duration.FromHours(1), Math.Max(1, settings.Value.Email.PerMinute / 2)),
        new(settings.Value.Email.PerMinute, Duration.FromMinutes(1), Math.Max(1, settings.Value.Email.PerMinute / 4)),
    ];

    public async ValueTask<AttemptResult> SendAsync(OutboundMessage message, CancellationToken cancel)
    {
        var bySms = message.To.Channel == Channel.Sms;
        var from = bySms ? numbers.For(message.Patient) : default;
        var now = clock.GetCurrentInstant();
        if (!HasPlace(message, now))
        {
            var at = await queue.TakeAsync(bySms ? $"sms{from.Value}" : "email", bySms ? ofSms : ofEmail, now, message.MayWait, cancel);
            if (at > now + NowIsNear) return new AttemptResult(AttemptOutcome.Held, "waits for its place at the carrier's rate") { NotBefore = at };
        }

        return bySms ? await sms.SendAsync(message, from, cancel) : await email.SendAsync(message, cancel);
    }

    private static bool HasPlace(OutboundMessage message, Instant now) => message.SlotAt is { } slot && slot <= now + NowIsNear && now < slot + PlaceKept;
}
