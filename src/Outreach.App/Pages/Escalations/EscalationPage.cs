using Microsoft.AspNetCore.Http;
using Outreach.App.Endpoints;
using Outreach.App.Ledgers;
using Outreach.Core.Messages;

namespace Outreach.App.Pages.Escalations;

/// <summary>The provider's page of one escalation: <c>GET /e/{token}</c>. It changes nothing but the access log.</summary>
internal static class EscalationPage
{
    public static async Task ShowAsync(HttpContext context)
    {
        if (await LinkGate.OpenAsync(context, LinkKind.Escalation) is not { } opened) return;
        await LinkGate.LogAsync(context, opened, "escalation");
        await RenderAsync(context, opened, new PageState { Done = context.Query("done") });
    }

    /// <summary>With the state as it is now.</summary>
    public static async Task RenderAsync(HttpContext context, Opened opened, PageState page)
    {
        if (await EscalationFile.LoadAsync(context.Service<ILedgerStore>(), opened.State, opened.Target.Target, context.RequestAborted) is not { } file)
        {
            await PlainPages.OffersFreshAsync(context);
            return;
        }
        var passed = page.Revealed || OneTimeCode.IsPassed(context, opened.Token);
        page = page with { Revealed = passed, CodeSent = page.CodeSent || (!passed && await OneTimeCode.IsSentAsync(context, opened)) };
        await new EscalationView(context, opened, file, page).ToPage().WriteAsync(context);
    }
}

/// <summary>What the page shows beside the state: what was just done, or why nothing was.</summary>
internal sealed record PageState
{
    /// <summary>The act that was just carried out.</summary>
    public string? Done { get; init; }

    /// <summary>Why what was asked for was not done.</summary>
    public string? Refused { get; init; }

    /// <summary>Full name and number were asked for.</summary>
    public bool Revealed { get; init; }

    /// <summary>A code is on its way to the provider's phone.</summary>
    public bool CodeSent { get; init; }

    /// <summary>What in the typed reply others should not read; sent all the same when pressed once more.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What was typed and not sent, given back.</summary>
    public string Reply { get; init; } = "";

    public string Reason { get; init; } = "";

    public int Status { get; init; } = StatusCodes.Status200OK;
}
