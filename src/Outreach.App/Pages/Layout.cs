using System.Text;
using Microsoft.AspNetCore.Http;
using Outreach.Core.Patients;

namespace Outreach.App.Pages;

/// <summary>What every page has: language, viewport, style sheet, landmarks, a way past the header for the keyboard.</summary>
internal sealed record Page(string Title, Html Main)
{
    public Language Language { get; init; } = Language.English;

    public int Status { get; init; } = StatusCodes.Status200OK;

    /// <summary>The practice's name; empty on pages that tell nothing.</summary>
    public string Practice { get; init; } = "";

    /// <summary>"wide" for pages with a column beside the text.</summary>
    public string Shape { get; init; } = "narrow";

    /// <summary>For who sees little: larger letters, nothing beside them.</summary>
    public bool Large { get; init; }

    public async Task WriteAsync(HttpContext context)
    {
        var bytes = Encoding.UTF8.GetBytes(Render().ToString());
        var response = context.Response;
        response.StatusCode = Status;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(context.Request.Method)) await response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    private Html Render() => Html.Of($"""
        <!doctype html>
        <html lang="{(Language == Language.Spanish ? "es" : "en")}"{(Large ? Html.Of($" class=\"large\"") : Html.Empty)}>
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="robots" content="noindex, nofollow">
        <title>{Title}</title>
        <link rel="stylesheet" href="{Assets.Address("outreach.css")}">
        <link rel="icon" href="{Assets.Address("outreach.svg")}" type="image/svg+xml">
        </head>
        <body>
        <a class="skip" href="#main">{new Words("Skip to the content", "Ir al contenido").In(Language)}</a>
        <header class="site"><div class="{Shape}"><span class="practice">{Practice}</span></div></header>
        <main id="main" class="{Shape}" tabindex="-1">
        {Main}
        </main>
        <script src="{Assets.Address("outreach.js")}" defer></script>
        </body>
        </html>
        """);
}
