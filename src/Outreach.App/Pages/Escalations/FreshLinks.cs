using Microsoft.AspNetCore.Http;
using NodaTime;
using Outreach.App.Endpoints;
using Outreach.App.Gateways;
using Outreach.App.Ledgers;
using Outreach.App.Links;
using Outreach.App.Messages;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using LedgerAccess = Outreach.App.Ledgers.Access;

namespace Outreach.App.Pages.Escalations;

/// <summary>An expired link asks for a fresh one, which goes to the address on file and nowhere else. The answer is the same whether one was sent or not.</summary>
internal static class FreshLinks
{
    private const int TenMinutes = 600;

    /// <summary>Null where the token is none of ours, or its link is still good.</summary>
    public static LinkTarget? Expired(HttpContext context) =>
        context.Service<LinkSigner>().Read(context.Place("token")) is { Kind: LinkKind.Escalation } target && target.ExpiresAt <= context.Now() ? target : null;

    public static async Task SendAsync(HttpContext context, LinkTarget target)
    {
        var practice = context.Known().Practice;
        var state = (await context.Service<ILedgerStore>().LoadAsync(target.Patient, context.RequestAborted)).State;
        if (practice.ProviderById(target.Recipient) is { } provider && state.Patient is not null && state.Escalations.Any(e => e.Id == target.Target))
        {
            // Pressed again within ten minutes it is the same message.
            var slot = context.Now().ToUnixTimeSeconds() / TenMinutes;
            var at = Instant.FromUnixTimeSeconds(slot * TenMinutes);
            var url = context.Service<LinkSigner>().Url(target with { ExpiresAt = at + LinkSigner.StaffLinksLast });
            const string subject = "The link you asked for";
            const string body = "Here is a fresh link to the page you asked for:\n{link}\n\nIt works for a day. If you did not ask for it, somebody else has opened an old link of yours; nothing was shown to them.\n";
            var html = new EmailHtml(Language.English, practice.Name, subject, LinkKind.Escalation).Render(body.Split("{link}"), url);
            var message = new OutboundMessage(target.Patient, DerivedId.From($"fresh|{context.Place("token")}|{slot}"), at, ContactPoint.Of(provider.Email), subject, body.Replace("{link}", url, StringComparison.Ordinal), html);
            await context.Service<IMessageGateway>().SendAsync(message, context.RequestAborted);
            await context.Service<IAccessLog>().WriteAsync(new LedgerAccess(target.Patient, target.Recipient, "fresh link", target.Target, context.Now()), context.RequestAborted);
        }

        await PlainPages.FreshSentAsync(context);
    }
}
