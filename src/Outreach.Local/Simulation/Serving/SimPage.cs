using System.Reflection;
using Microsoft.AspNetCore.Http;
using Outreach.App.Endpoints;
using Endpoint = Outreach.App.Endpoints.Endpoint;

namespace Outreach.Local.Simulation.Serving;

/// <summary>The pages: of a practice with phones, inbox, timeline and clock side by side; of the carrier alone with phones and inbox.</summary>
internal static class SimPage
{
    // Emails are shown in sandboxed frames that inherit this policy, and bring their styles with them: nothing but styles may be inline.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static readonly string[] Shared = ["phone.js", "inbox.js", "text.js", "style.css", "parts.css"];

    public static IEnumerable<Endpoint> Practice => Of("index.html", [.. Shared, "app.js", "timeline.js", "clock.js"]);

    public static IEnumerable<Endpoint> CarrierAlone => Of("carrier.html", [.. Shared, "carrier.js"]);

    private static IEnumerable<Endpoint> Of(string page, IEnumerable<string> assets) =>
    [
        new("SimPage", HttpMethods.Get, "", Access.Anyone, context =>
        {
            context.Response.Headers.ContentSecurityPolicy = Policy;
            return ServeAsync(context, page, "text/html");
        }),
        .. assets.Select(a => new Endpoint($"SimAsset_{a}", HttpMethods.Get, $"sim/page/{a}", Access.Anyone, context => ServeAsync(context, a, TypeOf(a)))),
    ];

    private static string TypeOf(string asset) => asset.EndsWith(".css", StringComparison.Ordinal) ? "text/css" : "text/javascript";

    private static async Task ServeAsync(HttpContext context, string name, string type)
    {
        context.Response.ContentType = type + "; charset=utf-8";
        context.Response.Headers.CacheControl = "no-cache";
        await using var file = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Outreach.Local.Simulation.page.{name}")
            ?? throw new InvalidOperationException("The page is not part of this build.");
        await file.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
