using NodaTime;
using Outreach.App.Gateways;
using Outreach.App.Links;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Core.Practices;

namespace Outreach.App.Messages;

/// <summary>Makes of an outbox entry what leaves. The same entry always gives the same message, so a retry is no second one (R2).</summary>
public sealed class OutboundRenderer(LinkSigner links)
{
    private const string LinkPlace = "{link}";

    public OutboundMessage Render(PatientId id, OutboxEntry entry, FollowUp state, Practice practice)
    {
        var firstSentAt = entry.FirstSentAt ?? throw new InvalidOperationException("An entry is claimed, and so has a first-sent time, before it is rendered.");
        var link = Link(id, entry, firstSentAt);
        var text = link is null ? entry.Text : entry.Text.Replace(LinkPlace, link, StringComparison.Ordinal);
        if (entry.To.Channel == Channel.Sms) return Queued(new(id, entry.Key, firstSentAt, entry.To, null, text, null), entry);
        var language = entry.Recipient == LinkTarget.PatientRecipient ? state.Patient?.Language ?? Language.English : Language.English;
        var subject = entry.Subject ?? new Words($"A message from {practice.Name}", $"Un mensaje de {practice.Name}").In(language);
        var html = new EmailHtml(language, practice.Name, subject, entry.Link).Render(entry.Text.Split(LinkPlace), link);
        return Queued(new(id, entry.Key, firstSentAt, entry.To, subject, text, html), entry);
    }

    private static OutboundMessage Queued(OutboundMessage message, OutboxEntry entry) => message with
    {
        MayWait = entry is { Class: MessageClass.Routine, Kind: not MessageKind.Safety },
        SlotAt = entry.SlotAt,
    };

    private string? Link(PatientId id, OutboxEntry entry, Instant firstSentAt) => entry switch
    {
        { Link: LinkKind.Escalation, Escalation: { } escalation } => links.Url(new(LinkKind.Escalation, id, entry.Recipient, escalation, firstSentAt + LinkSigner.StaffLinksLast)),
        { Link: LinkKind.CheckIn, CheckIn: { } checkIn } => links.Url(new(LinkKind.CheckIn, id, entry.Recipient, checkIn, firstSentAt + LinkSigner.PatientLinksLast)),
        { Link: LinkKind.Plan } => links.Url(new(LinkKind.Plan, id, entry.Recipient, entry.Key, firstSentAt + LinkSigner.PatientLinksLast)),
        _ => null,
    };
}
