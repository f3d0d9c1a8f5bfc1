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
using Outreach.Core.Practices;
using LedgerAccess = Outreach.App.Ledgers.Access;

namespace Outreach.App.Pages.Escalations;

/// <summary>A link that opens nothing, expired, damaged, foreign or made up, asks for a fresh one. It goes to the address on file of a provider who is on that escalation's ladder and nowhere else;
/// the answer is the same, and comes as late, whether one was sent or not.</summary>
internal static class FreshLinks
{
    private const string Sent = "fresh link";
    private const int TenMinutes = 600;
    private const int MostADay = 6;
    private const int LooksBackOver = 200;

    /// <summary>Longer than sending takes, so that the wait tells nothing.</summary>
    private static readonly TimeSpan AnswersAfter = TimeSpan.FromSeconds(1);

    public static async Task SendAsync(HttpContext context)
    {
        var wait = Task.Delay(AnswersAfter, context.Service<TimeProvider>(), context.RequestAborted);
        if (context.Service<LinkSigner>().Claimed(context.Place("token")) is { } claimed) await TrySendAsync(context, claimed.Target, claimed.IsOurs);
        await wait;
        await PlainPages.FreshSentAsync(context);
    }

    private static async Task TrySendAsync(HttpContext context, LinkTarget target, bool ours)
    {
        var practice = context.Known().Practice;
        var state = (await context.Service<ILedgerStore>().LoadAsync(target.Patient, context.RequestAborted)).State;
        var escalation = state.Patient is null || target.Kind != LinkKind.Escalation ? null : state.Escalations.FirstOrDefault(e => e.Id == target.Target);
        if (escalation is null || practice.ProviderById(target.Recipient) is not { } provider) return;
        // A colleague who was asked is on no ladder; the link that we signed for them says so.
        if (!ours && escalation.AcknowledgedBy != provider.Id && escalation.Ladder.All(r => r.Provider != provider.Id)) return;
        if (await IsEnoughAsync(context, target)) return;
        await SendAsync(context, practice, provider, target);
    }

    /// <summary>One in ten minutes, and a few a day: who presses again and again fills nobody's mailbox.</summary>
    private static async ValueTask<bool> IsEnoughAsync(HttpContext context, LinkTarget target)
    {
        var log = await context.Service<IAccessLog>().ReadAsync(target.Patient, LooksBackOver, context.RequestAborted);
        var sent = log.Where(a => a.What == Sent && a.Who == target.Recipient && a.Target == target.Target && a.At > context.Now() - Duration.FromHours(24)).ToList();
        return sent.Count >= MostADay || sent.Exists(a => a.At > context.Now() - Duration.FromSeconds(TenMinutes));
    }

    private static async Task SendAsync(HttpContext context, Practice practice, Provider provider, LinkTarget target)
    {
        // Pressed twice at once it is the same message.
        var slot = context.Now().ToUnixTimeSeconds() / TenMinutes;
        var at = Instant.FromUnixTimeSeconds(slot * TenMinutes);
        var url = context.Service<LinkSigner>().Url(target with { ExpiresAt = at + LinkSigner.StaffLinksLast });
        const string subject = "The link you asked for";
        const string body = "Here is a fresh link to the page you asked for:\n{link}\n\nIt works for a day. If you did not ask for it, somebody else has opened an old link of yours; nothing was shown to them.\n";
        var html = new EmailHtml(Language.English, practice.Name, subject, LinkKind.Escalation).Render(body.Split("{link}"), url);
        var message = new OutboundMessage(target.Patient, DerivedId.From($"fresh|{provider.Id}|{target.Target:N}|{slot}"), at, ContactPoint.Of(provider.Email), subject, body.Replace("{link}", url, StringComparison.Ordinal), html);
        await context.Service<IMessageGateway>().SendAsync(message, context.RequestAborted);
        await context.Service<IAccessLog>().WriteAsync(new LedgerAccess(target.Patient, provider.Id, Sent, target.Target, context.Now()), context.RequestAborted);
    }
}
