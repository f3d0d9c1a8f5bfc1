using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using NodaTime;
using NodaTime.Text;
using Outreach.App.Endpoints;
using Outreach.App.Enrolling;
using Outreach.App.Ledgers;
using Outreach.App.Pages.Escalations;
using Outreach.App.Stepping;
using Outreach.App.Timelines;
using Outreach.Core.CarePlans;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;
using LedgerAccess = Outreach.App.Ledgers.Access;

namespace Outreach.App.Pages.Board;

/// <summary>One patient at the board: contact, consents, plans, what can be done, and for who may read it the timeline.</summary>
internal static class PatientPage
{
    private const int TimelineAtOnce = 60;

    public static async Task ShowAsync(HttpContext context)
    {
        if (await BoardGate.PatientAsync(context) is not { } state) return;
        await LogAsync(context, state, "patient page");
        await RenderAsync(context, state, context.Query("done") is { } done && Done.TryGetValue(done, out var words) ? words : null, null);
    }

    /// <summary><c>POST /board/patients/{id}</c>: enrol, withdraw, another status.</summary>
    public static async Task ActAsync(HttpContext context)
    {
        if (await BoardGate.PatientAsync(context) is not { } state || await BoardGate.FormAsync(context) is not { } form) return;
        var by = context.Staff().By(context.Known().Practice);
        var registrar = context.Service<Registrar>();
        var act = form["act"];
        var (refusal, error) = act switch
        {
            "enroll" => await EnrollAsync(context, registrar, state, form, by),
            "withdraw" when form["reason"].Length > 0 => (await registrar.WithdrawAsync(state.Id, form["plan"], by, form["reason"], form.CommandId, context.RequestAborted), null),
            "status" when form["reason"].Length > 0 && PatientBody.Statuses.TryGetValue(form["status"], out var status) =>
                (await registrar.ChangeStatusAsync(state.Id, status, by, form["reason"], form.CommandId, context.RequestAborted), null),
            _ => ((Submitted?)null, "Write why, in a few words; it is kept on the timeline."),
        };
        if (error is null && refusal?.Refusal is null)
        {
            context.Response.StatusCode = StatusCodes.Status303SeeOther;
            context.Response.Headers.Location = $"/board/patients/{state.Id}?done={act}#notice";
            return;
        }

        await RenderAsync(context, state, null, error ?? refusal!.Refusal!.Message);
    }

    /// <summary><c>GET /board/patients/{id}/chart</c>: a plain dated note to copy into the practice's own record.</summary>
    public static async Task ChartAsync(HttpContext context)
    {
        if (await BoardGate.PatientAsync(context) is not { } state) return;
        if (!context.Staff().ReadsConcerns)
        {
            await PlainPages.NotSignedInAsync(context);
            return;
        }

        await LogAsync(context, state, "chart note");
        var note = await ChartNote.WriteAsync(context.Service<ILedgerStore>(), state, context.Known(), context.Now(), context.RequestAborted);
        await BoardLayout.Of(context, "Copy for chart", Html.Of($"""
            <p><a href="/board/patients/{state.Id.ToString()}">Back to {state.Patient!.PreferredName} {state.Patient.FamilyName}</a></p>
            <section class="card"><h1>Copy for chart</h1><label for="note">The last {ChartNote.Days} days; select all and copy</label><textarea id="note" rows="24" readonly>{note}</textarea></section>
            """)).WriteAsync(context);
    }

    public static string Status(PatientStatus status) => status == PatientStatus.InHospital ? "In hospital" : status.ToString();

    private static readonly ImmutableDictionary<string, string> Done = ImmutableDictionary<string, string>.Empty
        .Add("enroll", "Enrolled.").Add("withdraw", "Withdrawn.").Add("status", "Status changed.").Add("saved", "Saved.").Add("nothing", "Nothing was different.");

    private static ValueTask LogAsync(HttpContext context, FollowUp state, string what) => HttpMethods.IsHead(context.Request.Method)
        ? ValueTask.CompletedTask
        : context.Service<IAccessLog>().WriteAsync(new LedgerAccess(state.Id, context.Staff().By(context.Known().Practice), what, state.Id.Value, context.Now()), context.RequestAborted);

    private static async Task<(Submitted? Submitted, string? Error)> EnrollAsync(HttpContext context, Registrar registrar, FollowUp state, PostedForm form, string by)
    {
        if (context.Known().Plans.Latest(form["plan"]) is not { } plan) return (null, "Choose one of the plans.");
        if (!LocalDatePattern.Iso.Parse(form["anchor"]).TryGetValue(default, out var anchor)) return (null, $"Give the {plan.Anchor.En} as a date.");
        return (await registrar.EnrollAsync(state.Id, plan.Ref, anchor, by, form.CommandId, context.RequestAborted), null);
    }

    private static async Task RenderAsync(HttpContext context, FollowUp state, string? done, string? refused)
    {
        var patient = state.Patient!;
        var known = context.Known();
        var zone = known.Zones.GetZoneOrNull(patient.TimeZone) ?? known.Practice.Zone;
        var title = $"{patient.PreferredName} {patient.FamilyName}";
        var main = Html.Of($"""
            {BoardLayout.Notice(done, refused)}
            <div class="columns">
            <div class="first"><div class="head"><h1>{title}</h1><p class="since">Born {LocalDatePattern.Iso.Format(patient.BirthDate)} · {patient.ExternalId} · {Status(patient.Status)} · {(patient.Language == Language.Spanish ? "Spanish" : "English")} · {known.Practice.ProviderById(patient.Provider)?.Name ?? ""}</p></div>
            {Contacts(state, patient, known)}{Plans(state, known)}</div>
            <aside aria-label="What to do">{Actions(context, state, known)}</aside>
            <div class="rest">{(context.Staff().ReadsConcerns ? new TrendView(context, state, new Moments(context.Now(), zone)).Render() + await TimelineAsync(context, state, zone) : Html.Empty)}</div>
            </div>
            """);
        await BoardLayout.Of(context, title, main, refused is null ? StatusCodes.Status200OK : StatusCodes.Status409Conflict).WriteAsync(context);
    }

    private static Html Contacts(FollowUp state, Patient patient, Context known) => Html.Of($"""
        <section class="card"><h2>Contact and consents</h2>
        {BoardLayout.Table("Contact", ["Where", "State"], state.Contacts.Select(c => Html.Of($"""<tr><th scope="row">{(c.Contact.Channel == Channel.Sms && PhoneNumber.TryParse(c.Contact.Address) is { } phone ? Phones.Readable(phone) : c.Contact.Address)}</th><td>{State(c, known.Practice.Zone)}</td></tr>""")))}
        {BoardLayout.Table("Consents", ["Consent", "Where it was given", "On"], patient.Consents.Select(c => Html.Of($"""<tr><th scope="row">{(c.Channel == Channel.Sms ? "Texts" : "Email")}</th><td>{c.Source}</td><td>{LocalDatePattern.Iso.Format(c.On)}</td></tr>""")))}
        {Caregivers(patient)}
        {(Unreachable.Of(state) is { } why ? Html.Of($"""<p class="wrong">Cannot be reached. {UnreachablePage.Why(why, known)}</p>""") : Html.Empty)}
        </section>
        """);

    private static Html Caregivers(Patient patient) => patient.Caregivers.IsEmpty ? Html.Empty : BoardLayout.Table("Caregivers", ["Caregiver", "May", "Mobile", "Where the patient agreed", "On"], patient.Caregivers.Select(c => Html.Of(
        $"""<tr><th scope="row">{c.Name}</th><td>{CaregiverRows.Words(c.May)}</td><td>{Phones.Readable(c.Mobile)}</td><td>{c.Source}</td><td>{LocalDatePattern.Iso.Format(c.On)}</td></tr>""")));

    private static string State(ContactStanding standing, DateTimeZone zone) =>
        standing.OptedOutAt is { } at ? $"opted out on {LocalDatePattern.Iso.Format(at.InZone(zone).Date)}" : standing.Unusable ?? (standing.Introduced ? "in use" : "not written to yet");

    private static Html Plans(FollowUp state, Context known)
    {
        if (state.Enrollments.IsEmpty) return Html.Of($"""<section class="card"><h2>Plans</h2><p class="quiet">Not enrolled in a plan.</p></section>""");
        return Html.Of($"""<section class="card"><h2>Plans</h2>{state.Enrollments.Select(e => Html.Of($"""
            <h3>{known.Plans.Find(e.Plan)?.Title.En ?? e.Plan.Id}</h3><p class="quiet">{e.Plan.ToString()}, day 0 on {LocalDatePattern.Iso.Format(e.Anchor)}</p>{Because(e)}
            """))}</section>""");
    }

    private static Html Because(Enrollment enrollment) => enrollment.Because.IsEmpty ? Html.Empty : Html.Of($"""<ul>{enrollment.Because.Select(b => Html.Of($"<li>{b}</li>"))}</ul>""");

    private static Html Actions(HttpContext context, FollowUp state, Context known)
    {
        var address = $"/board/patients/{state.Id}";
        var today = LocalDatePattern.Iso.Format(context.Now().InZone(known.Practice.Zone).Date);
        var free = known.Plans.All.Select(p => p.Ref.Id).Distinct(StringComparer.Ordinal).Where(id => state.Enrollments.All(e => e.Plan.Id != id)).Select(id => known.Plans.Latest(id)!).ToList();
        var enroll = free.Count == 0 ? Html.Empty : Html.Of($"""
            <section class="card"><h2>Enrol in a plan</h2><form method="post" action="{address}">{BoardGate.Hidden(context)}
            <p><label for="plan">Plan</label><select id="plan" name="plan">{free.Select(p => Html.Of($"""<option value="{p.Ref.Id}">{p.Title.En}</option>"""))}</select></p>
            <p><label for="anchor">Day 0 (start, visit or discharge)</label><input id="anchor" name="anchor" type="date" value="{today}" required></p>
            <button name="act" value="enroll">Enrol</button></form></section>
            """);
        var withdraw = state.Enrollments.IsEmpty ? Html.Empty : Html.Of($"""
            <section class="card"><h2>Withdraw from a plan</h2><form method="post" action="{address}">{BoardGate.Hidden(context)}
            <p><label for="leave">Plan</label><select id="leave" name="plan">{state.Enrollments.Select(e => Html.Of($"""<option value="{e.Plan.Id}">{known.Plans.Find(e.Plan)?.Title.En ?? e.Plan.Id}</option>"""))}</select></p>
            <p><label for="leave-why">Why</label><input id="leave-why" name="reason" maxlength="200" required></p>
            <button class="plain" name="act" value="withdraw">Withdraw</button></form></section>
            """);
        return Html.Of($"""
            <section class="card"><h2>Record</h2><p class="row"><a class="button" href="{address}/edit">Change contact or profile</a></p>{(context.Staff().ReadsConcerns ? Html.Of($"""<p><a href="{address}/chart">Copy for chart</a></p>""") : Html.Empty)}</section>
            {enroll}{withdraw}
            <section class="card"><h2>Pause, resume, other status</h2><form method="post" action="{address}">{BoardGate.Hidden(context)}
            <p><label for="status">Status</label><select id="status" name="status">{PatientBody.Statuses.Select(s => Html.Of($"""<option value="{s.Key}"{(s.Value == state.Patient!.Status ? Html.Of($" selected") : Html.Empty)}>{Status(s.Value)}</option>"""))}</select></p>
            <p><label for="status-why">Why</label><input id="status-why" name="reason" maxlength="200" required></p>
            <button class="plain" name="act" value="status">Change</button></form></section>
            """);
    }

    /// <summary>Who did what, when and why (R15), newest first.</summary>
    private static async Task<Html> TimelineAsync(HttpContext context, FollowUp state, DateTimeZone zone)
    {
        var practice = context.Known().Practice;
        var moments = new Moments(context.Now(), zone);
        var before = context.Query("before") is { } place && RowKeys.EventAt(place) is not null ? place : null;
        var entries = await context.Service<ILedgerStore>().TimelineAsync(state.Id, TimelineAtOnce, before, context.RequestAborted);
        var lines = entries.Select(e => (e.Event.At, Line: TimelineWords.Describe(e.Event, zone, practice)));
        var older = entries.Count == TimelineAtOnce ? Html.Of($"""<p><a href="/board/patients/{state.Id.ToString()}?before={Uri.EscapeDataString(entries[^1].Place)}#timeline">Earlier</a></p>""") : Html.Empty;
        return Html.Of($"""
            <section class="card" id="timeline"><h2>Timeline</h2><p class="hint">In the patient's own time.</p>
            <ol class="story wide-times">{lines.Select(l => Html.Of($"""<li><span class="quiet">{moments.At(l.At)}</span><span>{l.Line.Text}{(l.Line.Why is { } why ? Html.Of($"""<span class="source">{why}</span>""") : Html.Empty)}</span></li>"""))}</ol>{older}</section>
            """);
    }
}
