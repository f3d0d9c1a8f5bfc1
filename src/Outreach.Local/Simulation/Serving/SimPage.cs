using System.Reflection;
using Microsoft.AspNetCore.Http;
using Outreach.App.Endpoints;
using Endpoint = Outreach.App.Endpoints.Endpoint;

namespace Outreach.Local.Simulation.Serving;

/// <summary>The page that shows phones, inbox, timeline and clock side by side.</summary>
internal static class SimPage
{
    // Emails are shown in sandboxed frames that inherit this policy, and bring their styles with them: nothing but styles may be inline.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static readonly (string Name, string Type)[] Assets =
    [
        ("app.js", "text/javascript"),
        ("phone.js", "text/javascript"),
        ("inbox.js", "text/javascript"),
        ("timeline.js", "text/javascript"),
        ("clock.js", "text/javascript"),
        ("text.js", "text/javascript"),
        ("style.css", "text/css"),
        ("parts.css", "text/css"),
    ];

    public static IEnumerable<Endpoint> Endpoints =>
    [
        new("SimPage", HttpMethods.Get, "", Access.Anyone, context =>
        {
            context.Response.Headers.ContentSecurityPolicy = Policy;
            return ServeAsync(context, "index.html", "text/html");
        }),
        .. Assets.Select(a => new Endpoint($"SimAsset_{a.Name}", HttpMethods.Get, $"sim/page/{a.Name}", Access.Anyone, context => ServeAsync(context, a.Name, a.Type))),
    ];

    private static async Task ServeAsync(HttpContext context, string name, string type)
    {
        context.Response.ContentType = type + "; charset=utf-8";
        context.Response.Headers.CacheControl = "no-cache";
        await using var file = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Outreach.Local.Simulation.page.{name}")
            ?? throw new InvalidOperationException("The page is not part of this build.");
        await file.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
