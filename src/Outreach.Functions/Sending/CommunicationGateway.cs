using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
using Outreach.App.Gateways;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Functions.Settings;

namespace Outreach.Functions.Sending;

/// <summary>Azure Communication Services behind its queues: what may wait gets its place first.</summary>
public sealed partial class CommunicationGateway(SmsGateway sms, EmailGateway email, SendingQueue queue, IOptions<OutreachSettings> settings, IClock clock, ILogger<CommunicationGateway> log) : IMessageGateway
{
    private static readonly Duration NowIsNear = Duration.FromSeconds(1);

    /// <summary>After that the queue has gone on without it.</summary>
    private static readonly Duration PlaceKept = Duration.FromMinutes(10);

    /// <summary>A new number comes with a new start of the app; until then it is no use asking often.</summary>
    private static readonly Duration UntilThereIsANumber = Duration.FromMinutes(15);

    private readonly SendingNumbers numbers = new(SettingsCheck.NumbersOf(settings.Value.Sms));
    private readonly SendingRate[] ofSms = [new(settings.Value.Sms.PerMinute, Duration.FromMinutes(1), Math.Max(1, settings.Value.Sms.PerMinute / 20))];
    private readonly SendingRate[] ofEmail =
    [
        new(settings.Value.Email.PerHour, Duration.FromHours(1), Math.Max(1, settings.Value.Email.PerMinute / 2)),
        new(settings.Value.Email.PerMinute, Duration.FromMinutes(1), Math.Max(1, settings.Value.Email.PerMinute / 4)),
    ];

    private bool toldOfNoNumber;

    public async ValueTask<AttemptResult> SendAsync(OutboundMessage message, CancellationToken cancel)
    {
        var bySms = message.To.Channel == Channel.Sms;
        var now = clock.GetCurrentInstant();
        if (bySms && numbers.IsEmpty) return NoNumber(now);
        var from = bySms ? numbers.For(message.Patient) : default;
        if (!HasPlace(message, now))
        {
            var at = await queue.TakeAsync(bySms ? $"sms{from.Value}" : "email", bySms ? ofSms : ofEmail, now, message.MayWait, cancel);
            if (at > now + NowIsNear) return new AttemptResult(AttemptOutcome.Held, "waits for its place at the carrier's rate") { NotBefore = at };
        }

        return bySms ? await sms.SendAsync(message, from, cancel) : await email.SendAsync(message, cancel);
    }

    private AttemptResult NoNumber(Instant now)
    {
        if (!Interlocked.Exchange(ref toldOfNoNumber, true)) NoNumberYet(log);
        return new AttemptResult(AttemptOutcome.Passing, "no sending number yet") { NotBefore = now + UntilThereIsANumber };
    }

    private static bool HasPlace(OutboundMessage message, Instant now) => message.SlotAt is { } slot && slot <= now + NowIsNear && now < slot + PlaceKept;

    [LoggerMessage(Level = LogLevel.Critical, Message = "There is no sending number yet: texts wait, safety texts too. Write it in Outreach__Sms__From.")]
    private static partial void NoNumberYet(ILogger log);
}
