using System.Globalization;
using System.Text;
using NodaTime;
using Outreach.App.Gateways;
using Outreach.App.Ledgers;
using Outreach.App.Links;
using Outreach.App.Stepping;
using Outreach.Core.Escalations;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Core.Practices;
using Outreach.Core.Replies;

namespace Outreach.App.Digests;

/// <summary>Each office morning one email to every provider who has something open: who, how urgent, since when, and a link each. Nothing is sent to
/// those who have nothing. Asked again and again while it is worth sending: whoever has theirs is left alone, and one that was held keeps its place.</summary>
public sealed class ProviderDigest(ILedgerStore ledgers, IMessageGateway gateway, LinkSigner links, ContextSource contexts, IDigestLog log)
{
    public static readonly LocalTime At = new(7, 30);

    /// <summary>Later on the day it is not worth sending.</summary>
    private static readonly Period WorthSending = Period.FromHours(2);

    private const int APage = 200;

    /// <summary>Whether this is the time of the day's digest.</summary>
    public bool IsDue(Instant now)
    {
        var practice = contexts.Current.Practice;
        var local = now.InZone(practice.Zone).LocalDateTime;
        return !practice.Holidays.Contains(local.Date) && !practice.OfficeHours.On(local.DayOfWeek).IsEmpty
            && local.TimeOfDay >= At && local.TimeOfDay < At + WorthSending;
    }

    /// <summary>The number of providers who were written to now.</summary>
    public async ValueTask<int> SendAsync(Instant now, CancellationToken cancel)
    {
        var practice = contexts.Current.Practice;
        var today = now.InZone(practice.Zone).Date;
        var firstSent = practice.Zone.AtLeniently(today + At).ToInstant();
        var sent = 0;
        foreach (var provider in (await OpenAsync(cancel)).GroupBy(o => o.Provider, StringComparer.Ordinal))
        {
            if (practice.ProviderById(provider.Key) is not { } known) continue;
            var key = DerivedId.From($"digest|{known.Id}|{today.ToString("R", CultureInfo.InvariantCulture)}");
            var earlier = await log.FindAsync(known.Id, key, cancel);
            if (earlier is { Sent: true } || earlier?.SlotAt > now) continue;
            List<Open> open = [.. provider.OrderByDescending(o => o.Escalation.Urgency).ThenBy(o => o.Escalation.OpenedAt)];
            var message = new OutboundMessage(new PatientId(key), key, firstSent, ContactPoint.Of(known.Email), Subject(open), Text(practice, known, open, firstSent), null) { MayWait = true, SlotAt = earlier?.SlotAt };
            var result = await gateway.SendAsync(message, cancel);
            if (result.Outcome == AttemptOutcome.Accepted) sent++;
            if (result.Outcome is AttemptOutcome.Accepted or AttemptOutcome.Held) await log.WriteAsync(known.Id, key, new DigestStanding(result.Outcome == AttemptOutcome.Accepted, result.NotBefore), cancel);
        }

        return sent;
    }

    private sealed record Open(string Provider, PatientId Patient, string Initials, Escalation Escalation);

    private async ValueTask<List<Open>> OpenAsync(CancellationToken cancel)
    {
        List<Open> open = [];
        string? after = null;
        do
        {
            var page = await ledgers.EscalationsAsync(EscalationFilter.Open, APage, after, cancel);
            foreach (var row in page)
            {
                var state = (await ledgers.LoadAsync(row.Patient, cancel)).State;
                if (state.Patient is not { } patient || state.Escalations.FirstOrDefault(e => e.Id == row.Id && e.Status != EscalationStatus.Resolved) is not { } escalation) continue;
                open.Add(new Open(escalation.AcknowledgedBy ?? escalation.Ladder[escalation.At].Provider, row.Patient, patient.Initials, escalation));
            }

            after = page.Count == APage ? page[^1].Place : null;
        }
        while (after is not null);
        return open;
    }

    /// <summary>Says how many and nothing of whom (R12).</summary>
    private static string Subject(List<Open> open) =>
        open.Count == 1 ? "One patient's concern is open" : string.Create(CultureInfo.InvariantCulture, $"{open.Count} patients' concerns are open");

    private string Text(Practice practice, Provider provider, List<Open> open, Instant firstSent)
    {
        var text = new StringBuilder().Append(provider.Name).Append(",\n\nopen with you this morning:\n\n");
        foreach (var one in open)
        {
            var since = one.Escalation.OpenedAt.InZone(practice.Zone).ToString("ddd MMM d, h:mm tt", CultureInfo.InvariantCulture);
            text.Append(one.Initials).Append(", ").Append(Words(one.Escalation.Urgency)).Append(", since ").Append(since)
                .Append(one.Escalation.Status == EscalationStatus.Acknowledged ? ", acknowledged" : ", not acknowledged yet")
                .Append(one.Escalation.CallBy is { } callBy ? ", asks to be called by " + callBy.InZone(practice.Zone).ToString("ddd MMM d, h:mm tt", CultureInfo.InvariantCulture) : "").Append('\n')
                .Append(links.Url(new LinkTarget(LinkKind.Escalation, one.Patient, provider.Id, one.Escalation.Id, firstSent + LinkSigner.StaffLinksLast))).Append("\n\n");
        }

        return text.Append("The links end after 24 hours. ").Append(practice.Name).Append('\n').ToString();
    }

    private static string Words(Urgency urgency) => urgency switch
    {
        Urgency.Emergency => "EMERGENCY",
        Urgency.Urgent => "urgent",
        _ => "routine",
    };
}
