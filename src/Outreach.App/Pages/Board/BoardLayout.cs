using Microsoft.AspNetCore.Http;
using Outreach.App.Endpoints;
using Outreach.Core.Patients;

namespace Outreach.App.Pages.Board;

/// <summary>What every page of the board has: who is signed in, and the way to the others.</summary>
internal static class BoardLayout
{
    public static Page Of(HttpContext context, string title, Html main, int status = StatusCodes.Status200OK) => new(title, Html.Of($"""
        <nav class="board" aria-label="Board"><a href="/board">Today</a>{(context.Staff().ReadsConcerns ? Html.Of($"""<a href="/board/unread">Unread</a>""") : Html.Empty)}<a href="/board/patients">Patients</a><a href="/board/unreachable">Cannot be reached</a><span class="quiet">{context.Staff().Name}</span></nav>
        {main}
        """)) { Practice = context.Known().Practice.Name, Shape = "wide", Status = status };

    public static Html Notice(string? done, string? refused) =>
        refused is not null ? Html.Of($"""<div class="notice warn" role="alert" id="notice" tabindex="-1"><strong>Nothing was changed.</strong> {refused}</div>""")
        : done is not null ? Html.Of($"""<div class="notice good" role="status" id="notice" tabindex="-1"><strong>{done}</strong></div>""")
        : Html.Empty;

    /// <summary>Who it is in a list that may be open at a desk: initials and the practice's own id, and the way to their page.</summary>
    public static Html Patient(Patient patient) => Html.Of($"""<a href="/board/patients/{patient.Id.ToString()}">{patient.Initials}</a> <span class="quiet">{patient.ExternalId}</span>""");

    public static Html Count(int count) => count == 0 ? Html.Empty : Html.Of($"""<span class="badge routine">{count}</span>""");

    /// <summary>The column's name where a narrow screen has no room for a head.</summary>
    public static Html Narrow(string name) => Html.Of($"""<span class="at-narrow" aria-hidden="true">{name} </span>""");

    /// <summary>A table that a screen reader can walk; on a narrow screen it scrolls inside its card.</summary>
    public static Html Table(string caption, IEnumerable<string> heads, IEnumerable<Html> rows) => Html.Of(
        $"""<div class="scroll" tabindex="0" role="region" aria-label="{caption}"><table class="list"><caption class="hidden">{caption}</caption><thead><tr>{heads.Select(h => Html.Of($"""<th scope="col">{h}</th>"""))}</tr></thead><tbody>{rows}</tbody></table></div>""");
}
