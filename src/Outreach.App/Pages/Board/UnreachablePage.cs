using Microsoft.AspNetCore.Http;
using NodaTime;
using Outreach.App.Endpoints;
using Outreach.App.Ledgers;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;

namespace Outreach.App.Pages.Board;

/// <summary>With whom there is no contact: somebody calls, or asks for another number.</summary>
internal static class UnreachablePage
{
    private const int APage = 500;
    private const int OnTheBoard = 10;

    /// <summary>Those of the longest standing.</summary>
    public static async Task<Html> CardAsync(HttpContext context)
    {
        var all = await ListAsync(context, null);
        if (all.Count == 0) return Html.Of($"""<section class="card"><h2>Cannot be reached</h2><p class="quiet">Every active patient can be reached.</p></section>""");
        return Html.Of($"""
            <section class="card"><h2>Cannot be reached {BoardLayout.Count(all.Count)}</h2>
            {Table(context, all.Take(OnTheBoard))}
            {(all.Count > OnTheBoard ? Html.Of($"""<p><a href="/board/unreachable">All {all.Count}</a></p>""") : Html.Empty)}</section>
            """);
    }

    /// <summary><c>GET /board/unreachable</c>.</summary>
    public static async Task ShowAsync(HttpContext context)
    {
        var page = await ListAsync(context, context.Query("after") is { } place ? PatientId.TryParse(place) : null);
        var next = page.Count == APage ? Html.Of($"""<p><a href="/board/unreachable?after={page.Max(p => p.State.Id.ToString())}">The next {APage}</a></p>""") : Html.Empty;
        await BoardLayout.Of(context, "Cannot be reached", Html.Of($"""
            <h1>Cannot be reached</h1>
            <section class="card"><p class="hint">Active patients to whom neither texts nor email get through, or who no longer answer. Call them, or bring a number up to date.</p>
            {(page.Count == 0 ? Html.Of($"""<p class="quiet">Every active patient can be reached.</p>""") : Table(context, page))}{next}</section>
            """)).WriteAsync(context);
    }

    /// <summary>"Texts: opted out on Mon, Mar 2. Email: no consent."</summary>
    public static string Why(Unreachable why, Context known) => string.Join(" ", why.Ways.Select(w => Way(w, known)).Concat(why.Silences.Select(s =>
        $"No answer to {(s.Missed == 1 ? "a check-in" : $"{s.Missed} check-ins in a row")} ({known.Plans.Find(s.Plan)?.Title.En ?? s.Plan.Id}).")));

    private sealed record Row(FollowUp State, Unreachable Why);

    private static async Task<List<Row>> ListAsync(HttpContext context, PatientId? after)
    {
        var states = await context.Service<ILedgerStore>().ListedAsync(PatientLists.Unreachable, APage, after, context.RequestAborted);
        return [.. states.Select(s => (State: s, Why: Unreachable.Of(s))).Where(s => s.Why is not null).Select(s => new Row(s.State, s.Why!)).OrderBy(r => r.Why.Since ?? Instant.MinValue)];
    }

    private static Html Table(HttpContext context, IEnumerable<Row> rows)
    {
        var known = context.Known();
        var moments = new Moments(context.Now(), known.Practice.Zone);
        return BoardLayout.Table("Cannot be reached", ["Patient", "Why", "Since", "Provider"], rows.Select(r => Html.Of($"""
            <tr><th scope="row">{BoardLayout.Patient(r.State.Patient!)}</th><td>{Why(r.Why, known)}</td><td>{BoardLayout.Narrow("since")}{(r.Why.Since is { } since ? moments.On(since.InZone(known.Practice.Zone).Date) : "not known")}</td><td>{BoardLayout.Narrow("provider")}{known.Practice.ProviderById(r.State.Patient!.Provider)?.Name ?? "nobody"}</td></tr>
            """)));
    }

    private static string Way(ClosedWay way, Context known)
    {
        var sms = way.Channel == Channel.Sms;
        var on = way.Since is { } since ? Moments.Named(since.InZone(known.Practice.Zone).Date) : null;
        var why = way.Because switch
        {
            WhyClosed.NoAddress => sms ? "no mobile number is known" : "no address is known",
            WhyClosed.NoConsent => "no consent",
            WhyClosed.OptedOut => $"opted out on {on}",
            WhyClosed.Unusable => $"{way.Detail}{(on is null ? "" : $", since {on}")}",
            WhyClosed.NotArriving => $"what is sent has not arrived since {on}",
            _ => throw new ArgumentOutOfRangeException(nameof(way), way.Because, "not a reason"),
        };
        return $"{(sms ? "Texts" : "Email")}: {why}.";
    }
}
