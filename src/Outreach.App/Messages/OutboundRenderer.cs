using NodaTime;
using Outreach.App.Gateways;
using Outreach.App.Links;
using Outreach.Core.Messages;
using Outreach.Core.Patients;

namespace Outreach.App.Messages;

public sealed class OutboundRenderer(LinkSigner links)
{
    public OutboundMessage Render(PatientId id, OutboxEntry entry)
    {
        var at = entry.FirstSentAt ?? Instant.MinValue;
        var text = entry.Link == LinkKind.None ? entry.Text : entry.Text.Replace("{link}", links.Url(new LinkTarget(entry.Link, id, entry.Recipient, entry.Escalation ?? entry.CheckIn ?? entry.Key, at + LinkSigner.StaffLinksLast)), StringComparison.Ordinal);
        return new OutboundMessage(id, entry.Key, at, entry.To, entry.Subject, text, null);
    }
}
