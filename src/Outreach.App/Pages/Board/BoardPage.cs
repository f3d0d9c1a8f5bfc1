using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using NodaTime;
using Outreach.App.Endpoints;
using Outreach.App.Ledgers;
using Outreach.App.Links;
using Outreach.App.Pages.Escalations;
using Outreach.Core.Escalations;
using Outreach.Core.Messages;
using Outreach.Core.Practices;
using Outreach.Core.Replies;

namespace Outreach.App.Pages.Board;

/// <summary><c>GET /board</c>: open escalations by their deadline, what nobody has read, who cannot be reached, and who is away.</summary>
internal static class BoardPage
{
    private const int Most = 500;
    private static readonly Period Ahead = Period.FromDays(14);

    public static async Task ShowAsync(HttpContext context)
    {
        var practice = context.Known().Practice;
        var moments = new Moments(context.Now(), practice.Zone);
        var open = await OpenAsync(context);
        var waiting = open.Where(o => o.Escalation.Status == EscalationStatus.Open).ToList();
        var taken = open.Where(o => o.Escalation.Status == EscalationStatus.Acknowledged).ToList();
        await BoardLayout.Of(context, waiting.Count == 0 ? "Board" : $"{waiting.Count} waiting – Board", Html.Of($"""
            <h1>{Moments.Named(moments.Today)}</h1>
            {Concerns(context, "Waiting for someone", "Nobody has these yet.", "Nothing is waiting.", waiting, practice, moments)}
            {Concerns(context, "Taken on", "Somebody has these; without a call, a reply or a resolution by the time they go to the next on the ladder.", "Nobody has taken anything on that is still open.", taken, practice, moments)}
            {await UnreadPage.CardAsync(context)}
            {await UnreachablePage.CardAsync(context)}
            {Away(practice, moments)}
            """)).WriteAsync(context);
    }

    /// <summary><c>GET /board/escalations/{id}</c>: to the page of one escalation, for the provider who asks.</summary>
    public static async Task OpenEscalationAsync(HttpContext context)
    {
        var practice = context.Known().Practice;
        var staff = context.Staff();
        var provider = staff.ProviderOf(practice) ?? (staff == Staff.AtThisMachine && context.Query("as") is { } chosen ? practice.ProviderById(chosen) : null);
        if (!staff.ReadsConcerns || provider is null || context.Escalation() is not { } id
            || await context.Service<ILedgerStore>().PatientOfEscalationAsync(id, context.RequestAborted) is not { } patient)
        {
            await PlainPages.UnknownAsync(context);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = context.Service<LinkSigner>().Path(new LinkTarget(LinkKind.Escalation, patient, provider.Id, id, context.Now() + LinkSigner.StaffLinksLast));
    }

    private sealed record Open(string Initials, Escalation Escalation);

    /// <summary>The most urgent deadline first. Rows say who and when; the ledger what is true.</summary>
    private static async Task<List<Open>> OpenAsync(HttpContext context)
    {
        var ledgers = context.Service<ILedgerStore>();
        var rows = await ledgers.EscalationsAsync(EscalationFilter.Open, Most, null, context.RequestAborted);
        List<Open> open = [];
        foreach (var row in rows)
        {
            var state = (await ledgers.LoadAsync(row.Patient, context.RequestAborted)).State;
            if (state.Patient is { } patient && state.Escalations.FirstOrDefault(e => e.Id == row.Id && e.Status != EscalationStatus.Resolved) is { } escalation) open.Add(new(patient.Initials, escalation));
        }

        return [.. open.OrderByDescending(o => o.Escalation.Urgency == Urgency.Emergency).ThenBy(o => o.Escalation.NextStepAt ?? Instant.MinValue)];
    }

    private static Html Concerns(HttpContext context, string title, string what, string nothing, List<Open> open, Practice practice, Moments moments) => Html.Of($"""
        <section class="card"><h2>{title} {BoardLayout.Count(open.Count)}</h2>
        {(open.Count == 0 ? Html.Of($"""<p class="quiet">{nothing}</p>""") : Html.Of($"""<p class="hint">{what}</p>""") + BoardLayout.Table(title, ["Patient", "Urgency", "Since", "With", "Next step", "Open"], open.Select(o => Row(context, o, practice, moments))))}
        </section>
        """);

    private static Html Row(HttpContext context, Open open, Practice practice, Moments moments)
    {
        var escalation = open.Escalation;
        var with = escalation.AcknowledgedBy is { } by ? practice.ProviderById(by)?.Name ?? by : escalation.Ladder.IsEmpty ? "the practice" : escalation.Ladder[escalation.At].Name;
        var next = escalation.NextStepAt is { } at ? $"{moments.At(at)} ({moments.FromNow(at)})" : "none";
        var urgency = EscalationWords.Of(escalation.Urgency);
        return Html.Of($"""
            <tr><th scope="row">{open.Initials}</th><td><span class="badge {urgency.ToLowerInvariant()}">{urgency}</span></td><td>{BoardLayout.Narrow("since")}{moments.At(escalation.OpenedAt)}</td><td>{BoardLayout.Narrow("with")}{with}</td><td>{BoardLayout.Narrow("next step")}{next}</td><td>{Way(context, open, practice)}</td></tr>
            """);
    }

    /// <summary>Who is on the ladder opens it as themselves; at a machine where nobody signs in, as whom must be said.</summary>
    private static Html Way(HttpContext context, Open open, Practice practice)
    {
        var staff = context.Staff();
        var address = $"/board/escalations/{open.Escalation.Id:N}";
        if (staff.ReadsConcerns && staff.ProviderOf(practice) is not null) return Html.Of($"""<a href="{address}">Open<span class="hidden"> the concern of {open.Initials}</span></a>""");
        return staff != Staff.AtThisMachine ? Html.Of($"""<span class="quiet">by a provider</span>""") : Html.Of($"""
            <form action="{address}" class="inline"><select name="as" aria-label="As whom to open the concern of {open.Initials}">{practice.Providers.Select(p => Html.Of($"""<option value="{p.Id}">{p.Name}</option>"""))}</select><button class="plain">Open</button></form>
            """);
    }

    private static Html Away(Practice practice, Moments moments)
    {
        var until = moments.Today + Ahead;
        ImmutableArray<(Provider Provider, Absence Absence)> away = [.. practice.Providers.SelectMany(p => p.Away.Where(a => a.To >= moments.Today && a.From <= until).Select(a => (p, a))).OrderBy(x => x.a.From)];
        if (away.IsEmpty) return Html.Of($"""<section class="card"><h2>Who is away</h2><p class="quiet">Nobody in the next two weeks.</p></section>""");
        return Html.Of($"""
            <section class="card"><h2>Who is away</h2>
            {BoardLayout.Table("Who is away", ["Provider", "From", "To", "Cover"], away.Select(a => Html.Of($"""<tr><th scope="row">{a.Provider.Name}</th><td>{BoardLayout.Narrow("from")}{moments.On(a.Absence.From)}</td><td>{BoardLayout.Narrow("to")}{moments.On(a.Absence.To)}</td><td>{BoardLayout.Narrow("cover")}{(a.Provider.Cover is { } cover ? practice.ProviderById(cover)?.Name ?? cover : "nobody")}</td></tr>""")))}
            </section>
            """);
    }
}
