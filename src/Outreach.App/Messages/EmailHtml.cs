using Outreach.App.Pages;
using Outreach.Core.Messages;
using Outreach.Core.Patients;

namespace Outreach.App.Messages;

/// <summary>The HTML part of an email: the words of the plain text, its link as one button. Styles are inline because mail readers drop others;
/// the one style block only serves those that know dark mode.</summary>
internal sealed class EmailHtml(Language language, string practice, string subject, LinkKind link)
{
    private const string Paragraph = "margin:0 0 16px;font-size:16px;line-height:1.5";

    /// <param name="parts">The text, cut where the link goes.</param>
    public string Render(IReadOnlyList<string> parts, string? url)
    {
        var body = Paragraphs(parts[0]);
        for (var i = 1; i < parts.Count; i++)
        {
            if (url is not null) body += i == 1 ? Button(url) : Html.Of($"""<p style="{Paragraph}"><a href="{url}">{url}</a></p>""");
            body += Paragraphs(parts[i]);
        }
        return Document(body).ToString();
    }

    private string Label => (link switch
    {
        LinkKind.CheckIn => new Words("Open the check-in", "Abrir el cuestionario"),
        LinkKind.Plan => new Words("Open my plan", "Abrir mi plan"),
        _ => new Words("See it and take it on", "Abrir la página"),
    }).In(language);

    private Html Button(string url) => Html.Of($"""
        <p style="margin:0 0 12px"><a href="{url}" style="display:inline-block;background:#0b5c57;color:#ffffff;font-size:16px;font-weight:600;line-height:1.25;text-decoration:none;padding:14px 22px;border-radius:8px">{Label}</a></p>
        <p class="quiet" style="margin:0 0 16px;font-size:13px;line-height:1.5;color:#55615f;word-break:break-all">{new Words("Or copy this address:", "O copie esta dirección:").In(language)} <a href="{url}" class="quiet" style="color:#55615f">{url}</a></p>
        """);

    private static Html Paragraphs(string text) => Html.Join(text
        .Split("\n\n", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(p => Html.Of($"""<p style="{Paragraph}{(p.StartsWith('“') ? Quoted : "")}">{Lines(p)}</p>""")));

    /// <summary>The patient's own words stand out.</summary>
    private const string Quoted = ";border-left:4px solid #0b5c57;padding:2px 0 2px 12px;font-size:17px";

    /// <summary>How urgent it is, before anything is read.</summary>
    private string Edge => link != LinkKind.Escalation ? "" : subject.StartsWith("EMERGENCY", StringComparison.Ordinal) ? ";border-top:6px solid #b3161f" : subject.StartsWith("Urgent", StringComparison.Ordinal) ? ";border-top:6px solid #8a4a00" : "";

    private static Html Lines(string paragraph) => paragraph.Split('\n').Select(Html.Text).Aggregate((all, line) => all + Html.Of($"<br>") + line);

    private Html Document(Html body) => Html.Of($$$"""
        <!doctype html>
        <html lang="{{{(language == Language.Spanish ? "es" : "en")}}}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="supported-color-schemes" content="light dark">
        <title>{{{subject}}}</title>
        <style>@media (prefers-color-scheme: dark){body,.page{background:#141a1a!important;color:#e8eeed!important}.card{background:#1e2626!important;border-color:#33403f!important}.quiet{color:#a9b5b3!important}}</style>
        </head>
        <body class="page" style="margin:0;padding:0;background:#f3f6f5;color:#1b2423">
        <div class="page" role="article" lang="{{{(language == Language.Spanish ? "es" : "en")}}}" style="background:#f3f6f5;color:#1b2423;font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;padding:24px 12px">
        <div class="card" style="max-width:560px;margin:0 auto;background:#ffffff;border:1px solid #dde5e3;border-radius:12px;padding:24px{{{Edge}}}">
        {{{body}}}
        <p class="quiet" style="margin:24px 0 0;font-size:13px;line-height:1.5;color:#55615f">{{{practice}}}</p>
        </div>
        </div>
        </body>
        </html>
        """);
}
