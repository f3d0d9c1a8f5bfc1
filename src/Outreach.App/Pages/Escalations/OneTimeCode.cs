using System.Globalization;
using Microsoft.AspNetCore.Http;
using NodaTime;
using Outreach.App.Endpoints;
using Outreach.App.Gateways;
using Outreach.App.Ledgers;
using Outreach.App.Links;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Patients;

namespace Outreach.App.Pages.Escalations;

/// <summary>Name, number and full timeline are behind a code sent to the provider's own phone. A link alone, forwarded or seen by somebody else, does not show them.
/// Every code asked for and every try is in the access log, which is also what counts them.</summary>
internal static class OneTimeCode
{
    private const string CodeSent = "code sent";
    private const string CodeTried = "code tried";
    private const int MostTries = 5;
    private const int LooksBackOver = 200;
    private const int TenMinutes = 600;

    /// <summary>How long the page stays open after the code.</summary>
    private static readonly Duration PassLasts = Duration.FromMinutes(30);

    public static bool IsPassed(HttpContext context, string token) =>
        context.Service<LinkSigner>().IsPass(token, context.Request.Cookies[CookieName(token)], context.Now());

    /// <summary>Whether a code is on its way, so that the page asks for it.</summary>
    public static async ValueTask<bool> IsSentAsync(HttpContext context, Opened opened) => await CountAsync(context, opened, CodeSent) > 0;

    /// <summary>Null when it is on its way; else why not.</summary>
    public static async ValueTask<string?> SendAsync(HttpContext context, Opened opened)
    {
        if (context.Known().Practice.ProviderById(opened.Target.Recipient)?.Mobile is not { } mobile) return "There is no mobile number of yours on file to send a code to. Ask the practice to add it.";
        var code = context.Service<LinkSigner>().Code(opened.Token, Slot(context));
        await LinkGate.LogAsync(context, opened, CodeSent);
        // The same code within its ten minutes is the same message, however often the button is pressed.
        var at = Instant.FromUnixTimeSeconds(Slot(context) * TenMinutes);
        var message = new OutboundMessage(opened.Target.Patient, DerivedId.From($"code|{opened.Token}|{Slot(context)}"), at, ContactPoint.Of(mobile), null, $"{code} is your code. It is good for 10 minutes. Nobody will ask you for it.", null);
        var sent = await context.Service<IMessageGateway>().SendAsync(message, context.RequestAborted);
        return sent.Outcome is AttemptOutcome.Accepted or AttemptOutcome.Unknown ? null : "The code could not be sent just now. Please try again in a minute.";
    }

    /// <summary>Null when the code is right, and the page is open; else why not.</summary>
    public static async ValueTask<string?> TryAsync(HttpContext context, Opened opened, string typed)
    {
        await LinkGate.LogAsync(context, opened, CodeTried);
        if (await CountAsync(context, opened, CodeTried) > MostTries) return "Too many codes were tried. Please wait ten minutes.";
        var signer = context.Service<LinkSigner>();
        var code = string.Concat(typed.Where(char.IsAsciiDigit));
        if (code != signer.Code(opened.Token, Slot(context)) && code != signer.Code(opened.Token, Slot(context) - 1)) return "That is not the code. Look at the newest text on your phone.";
        await LinkGate.LogAsync(context, opened, "name and number");
        var until = context.Now() + PassLasts;
        context.Response.Cookies.Append(CookieName(opened.Token), signer.Pass(opened.Token, until), new CookieOptions
        {
            HttpOnly = true, Secure = context.Request.IsHttps, SameSite = SameSiteMode.Strict, Path = "/e/", MaxAge = PassLasts.ToTimeSpan(),
        });
        return null;
    }

    private static async ValueTask<int> CountAsync(HttpContext context, Opened opened, string what)
    {
        var since = context.Now() - Duration.FromSeconds(TenMinutes);
        var log = await context.Service<IAccessLog>().ReadAsync(opened.Target.Patient, LooksBackOver, context.RequestAborted);
        return log.Count(a => a.What == what && a.Who == opened.Target.Recipient && a.Target == opened.Target.Target && a.At > since);
    }

    private static long Slot(HttpContext context) => context.Now().ToUnixTimeSeconds() / TenMinutes;

    private static string CookieName(string token) => string.Create(CultureInfo.InvariantCulture, $"outreach-{token[^12..]}");
}
