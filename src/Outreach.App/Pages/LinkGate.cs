using Microsoft.AspNetCore.Http;
using Outreach.App.Endpoints;
using Outreach.App.Ledgers;
using Outreach.App.Links;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using LedgerAccess = Outreach.App.Ledgers.Access;

namespace Outreach.App.Pages;

/// <summary>A link as opened: what it leads to, and the patient's state.</summary>
internal sealed record Opened(string Token, LinkTarget Target, FollowUp State);

/// <summary>Lets the holder of a good link in; everyone else reads a page that tells nothing.</summary>
internal static class LinkGate
{
    /// <summary>Null when a plain page has been answered.</summary>
    public static async Task<Opened?> OpenAsync(HttpContext context, LinkKind kind)
    {
        if (await FindAsync(context, kind) is { } opened) return opened;
        if (kind == LinkKind.Escalation) await PlainPages.OffersFreshAsync(context);
        else if (context.Service<LinkSigner>().Read(context.Place("token"))?.Kind == kind) await PlainPages.EndedAsync(context);
        else await PlainPages.UnknownAsync(context);
        return null;
    }

    /// <summary>Null for what opens nothing, whatever the reason.</summary>
    public static async Task<Opened?> FindAsync(HttpContext context, LinkKind kind)
    {
        var token = context.Place("token");
        if (context.Service<LinkSigner>().Read(token) is not { } target || target.Kind != kind || target.ExpiresAt <= context.Now() || !IsStillHere(context, target)) return null;
        var state = (await context.Service<ILedgerStore>().LoadAsync(target.Patient, context.RequestAborted)).State;
        var leads = state.Patient is not null && (kind != LinkKind.Escalation || state.Escalations.Any(e => e.Id == target.Target));
        return leads ? new(token, target, state) : null;
    }

    /// <summary>Opening is written down; looking at the headers (as mail scanners do) is not opening.</summary>
    public static ValueTask LogAsync(HttpContext context, Opened opened, string what) => HttpMethods.IsHead(context.Request.Method)
        ? ValueTask.CompletedTask
        : context.Service<IAccessLog>().WriteAsync(new LedgerAccess(opened.Target.Patient, opened.Target.Recipient, what, opened.Target.Target, context.Now()), context.RequestAborted);

    /// <summary>A provider who has left the practice no longer opens anything.</summary>
    private static bool IsStillHere(HttpContext context, LinkTarget target) =>
        target.Kind is LinkKind.CheckIn or LinkKind.Plan || context.Known().Practice.ProviderById(target.Recipient) is not null;
}
