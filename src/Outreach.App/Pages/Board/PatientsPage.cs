using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using NodaTime.Text;
using Outreach.App.Endpoints;
using Outreach.App.Ledgers;
using Outreach.Core.Patients;

namespace Outreach.App.Pages.Board;

/// <summary>The list of patients, and finding one.</summary>
internal static class PatientsPage
{
    private const int APage = 100;
    private const int MostFound = 50;
    private const int Batch = 500;

    public static async Task ShowAsync(HttpContext context)
    {
        var ledgers = context.Service<ILedgerStore>();
        var after = await AfterAsync(context, ledgers);
        var rows = await ledgers.PatientsAsync(APage, after, context.RequestAborted);
        var next = rows.Count == APage ? Html.Of($"""<p><a href="/board/patients?after={rows[^1].Id.ToString()}">The next {APage}</a></p>""") : Html.Empty;
        await WriteAsync(context, "Patients", [.. rows.Select(r => r.Patient)], next, "");
    }

    /// <summary>What is looked for is sent in the form and never in an address (R12).</summary>
    public static async Task FindAsync(HttpContext context)
    {
        var ledgers = context.Service<ILedgerStore>();
        if (await BoardGate.FormAsync(context) is not { } form) return;
        var wanted = form["find"];
        var found = ImmutableArray.CreateBuilder<Patient>();
        string? after = null;
        do
        {
            var rows = await ledgers.PatientsAsync(Batch, after, context.RequestAborted);
            found.AddRange(rows.Select(r => r.Patient).Where(p => Matches(p, wanted)).Take(MostFound - found.Count));
            after = rows.Count == Batch ? rows[^1].ExternalId : null;
        }
        while (after is not null && found.Count < MostFound);
        var more = found.Count == MostFound ? Html.Of($"""<p class="hint">The first {MostFound}. Write more of the name to see fewer.</p>""") : Html.Empty;
        await WriteAsync(context, found.Count == 0 ? "Nobody found" : $"{found.Count} found", found.ToImmutable(), more, wanted);
    }

    public static Html Link(Patient patient) => Html.Of($"""<a href="/board/patients/{patient.Id.ToString()}">{patient.PreferredName} {patient.FamilyName}</a>""");

    private static async Task<string?> AfterAsync(HttpContext context, ILedgerStore ledgers) =>
        context.Query("after") is { } place && PatientId.TryParse(place) is { } last ? (await ledgers.LoadAsync(last, context.RequestAborted)).State.Patient?.ExternalId : null;

    /// <summary>By any part of the names or of the practice's own id, or by the digits of the number.</summary>
    private static bool Matches(Patient patient, string wanted)
    {
        if (wanted.Length == 0) return false;
        var digits = string.Concat(wanted.Where(char.IsAsciiDigit));
        return $"{patient.PreferredName} {patient.FamilyName}".Contains(wanted, StringComparison.CurrentCultureIgnoreCase)
            || $"{patient.FamilyName}, {patient.PreferredName}".Contains(wanted, StringComparison.CurrentCultureIgnoreCase)
            || patient.ExternalId.Contains(wanted, StringComparison.OrdinalIgnoreCase)
            || (digits.Length >= 4 && digits.Length == wanted.Count(c => !" -().+".Contains(c, StringComparison.Ordinal)) && patient.Mobile?.Value.Contains(digits, StringComparison.Ordinal) == true);
    }

    private static Task WriteAsync(HttpContext context, string title, ImmutableArray<Patient> patients, Html after, string wanted)
    {
        var practice = context.Known().Practice;
        var list = patients.IsEmpty
            ? Html.Of($"""<p class="quiet">{(wanted.Length > 0 ? "Nobody here has this in a name, number or id." : "Nobody is registered yet.")}</p>""")
            : BoardLayout.Table("Patients", ["Patient", "Born", "Your id", "Status", "Provider"], patients.Select(p => Html.Of(
                $"""<tr><th scope="row">{Link(p)}</th><td>{LocalDatePattern.Iso.Format(p.BirthDate)}</td><td>{p.ExternalId}</td><td>{PatientPage.Status(p.Status)}</td><td>{practice.ProviderById(p.Provider)?.Name ?? ""}</td></tr>""")));
        return BoardLayout.Of(context, title, Html.Of($"""
            <h1>{title}</h1>
            <section class="card"><form method="post" action="/board/patients" role="search"><label for="find">Name, number or your id for them</label><div class="pair"><input id="find" name="find" type="search" value="{wanted}" autocomplete="off">{BoardGate.Hidden(context)}<button>Find</button></div></form>
            <p><a href="/board/new">Add a patient</a></p></section>
            <section class="card">{list}{after}</section>
            """)).WriteAsync(context);
    }
}
