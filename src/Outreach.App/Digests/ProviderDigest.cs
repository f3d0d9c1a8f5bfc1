using System.Globalization;
using NodaTime;
using Outreach.App.Gateways;
using Outreach.App.Ledgers;
using Outreach.App.Links;
using Outreach.App.Stepping;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Core.Practices;

namespace Outreach.App.Digests;

/// <summary>Each office morning one email to every provider who has something open or something to hear of: who, how urgent, since when, where answers are going,
/// what went well, and a link each. Nothing is sent to those who have nothing. Asked again and again while it is worth sending: whoever has theirs is left alone,
/// and one that was held keeps its place.</summary>
public sealed class ProviderDigest(ILedgerStore ledgers, IMessageGateway gateway, LinkSigner links, ContextSource contexts, IDigestLog log)
{
    public static readonly LocalTime At = new(7, 30);

    /// <summary>Later on the day it is not worth sending.</summary>
    private static readonly Period WorthSending = Period.FromHours(2);

    /// <summary>After a longer closure it tells of the last days only.</summary>
    private const int MostDaysBack = 14;

    /// <summary>Whether this is the time of the day's digest.</summary>
    public bool IsDue(Instant now)
    {
        var practice = contexts.Current.Practice;
        var local = now.InZone(practice.Zone).LocalDateTime;
        return IsOfficeDay(practice, local.Date) && local.TimeOfDay >= At && local.TimeOfDay < At + WorthSending;
    }

    /// <summary>The number of providers who were written to now.</summary>
    public async ValueTask<int> SendAsync(Instant now, CancellationToken cancel)
    {
        var practice = contexts.Current.Practice;
        var today = now.InZone(practice.Zone).Date;
        var firstSent = Morning(practice, today);
        List<(Provider Provider, Guid Key, Instant? SlotAt)> waiting = [];
        foreach (var provider in practice.Providers)
        {
            var key = DerivedId.From($"digest|{provider.Id}|{today.ToString("R", CultureInfo.InvariantCulture)}");
            var earlier = await log.FindAsync(provider.Id, key, cancel);
            if (earlier is not { Sent: true } && !(earlier?.SlotAt > now)) waiting.Add((provider, key, earlier?.SlotAt));
        }

        if (waiting.Count == 0) return 0;
        var contents = await DigestContents.GatherAsync(ledgers, contexts.Current, Since(practice, today), cancel);
        var sent = 0;
        foreach (var (provider, key, slotAt) in waiting)
        {
            var text = new DigestText(practice, provider, contents.Of(provider), links, firstSent);
            if (text.IsEmpty)
            {
                await log.WriteAsync(provider.Id, key, new DigestStanding(Sent: true, null), cancel);
                continue;
            }

            var message = new OutboundMessage(new PatientId(key), key, firstSent, ContactPoint.Of(provider.Email), text.Subject, text.Body, null) { MayWait = true, SlotAt = slotAt };
            var result = await gateway.SendAsync(message, cancel);
            if (result.Outcome == AttemptOutcome.Accepted) sent++;
            if (result.Outcome is AttemptOutcome.Accepted or AttemptOutcome.Held) await log.WriteAsync(provider.Id, key, new DigestStanding(result.Outcome == AttemptOutcome.Accepted, result.NotBefore), cancel);
        }

        return sent;
    }

    /// <summary>The digest before this day's.</summary>
    private static Instant Since(Practice practice, LocalDate today)
    {
        var day = today.PlusDays(-1);
        while (!IsOfficeDay(practice, day) && day > today.PlusDays(-MostDaysBack)) day = day.PlusDays(-1);
        return Morning(practice, day);
    }

    private static Instant Morning(Practice practice, LocalDate day) => practice.Zone.AtLeniently(day + At).ToInstant();

    private static bool IsOfficeDay(Practice practice, LocalDate day) => !practice.Holidays.Contains(day) && !practice.OfficeHours.On(day.DayOfWeek).IsEmpty;
}
