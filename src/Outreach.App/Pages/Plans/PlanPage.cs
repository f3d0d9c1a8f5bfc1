using Microsoft.AspNetCore.Http;
using NodaTime;
using Outreach.App.Endpoints;
using Outreach.App.Pages.CheckIns;
using Outreach.Core.CarePlans;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Patients;

namespace Outreach.App.Pages.Plans;

/// <summary>The patient's own plan, behind the link of an answer to PLAN: <c>/p/{token}</c>. When we ask is read at once; what and why, once the year of birth was given.
/// A plan that is sensitive is not on it where others read the phone. Opening it changes nothing but the access log.</summary>
internal static class PlanPage
{
    private const string Why = "why";
    private const int DaysTold = 10;

    public static async Task ShowAsync(HttpContext context)
    {
        if (await LinkGate.OpenAsync(context, LinkKind.Plan) is not { } opened) return;
        await LinkGate.LogAsync(context, opened, "plan");
        await RenderAsync(context, opened, Ask(context, opened, null));
    }

    public static async Task PostAsync(HttpContext context)
    {
        if (await LinkGate.OpenAsync(context, LinkKind.Plan) is not { } opened) return;
        if (await PostedForm.ReadAsync(context, opened.Token) is not { } form) return;
        await RenderAsync(context, opened, await BirthYear.ProblemAsync(context, opened, form) is { } problem ? Ask(context, opened, problem) : Plans(context, opened.State));
    }

    private static Html Ask(HttpContext context, Opened opened, string? problem) => Html.Of($"""
        <section class="card" aria-labelledby="{Why}"><h2 id="{Why}">{PlanWords.What.In(opened.State.Patient!.Language)}</h2>{BirthYear.Form(context, opened, Why, PlanWords.GiveYear, problem)}</section>
        """);

    private static async Task RenderAsync(HttpContext context, Opened opened, Html below)
    {
        var (practice, patient) = (context.Known().Practice, opened.State.Patient!);
        var language = patient.Language;
        var next = Upcoming.Of(context.Known(), opened.State, context.Now(), DaysTold).Select(n => Html.Of($"<li>{PlainDates.Day(n.Date, language)}, {PlainDates.Time(n.TimeOfDay)}</li>")).ToList();
        var main = Html.Of($"""
            <p class="emergency-line">{CheckInWords.Emergency(practice).In(language)}</p>
            <h1>{PlanWords.Title.In(language)}</h1>
            <section class="card" aria-labelledby="next"><h2 id="next">{PlanWords.Next.In(language)}</h2>
            {(patient.Status != PatientStatus.Active ? Html.Of($"<p>{PlanWords.Paused.In(language)}</p>") : next.Count == 0 ? Html.Of($"<p>{PlanWords.Nothing.In(language)}</p>") : Html.Of($"<ul>{next}</ul>"))}
            <p class="hint">{PlanWords.Change.In(language)} {CheckInWords.Call(practice).In(language)}</p></section>
            {below}
            """);
        await new Page(PlanWords.Title.In(language), main) { Language = language, Practice = practice.Name, Large = HowTheyRead.NeedsLargePages(patient) is not null }.WriteAsync(context);
    }

    private static Html Plans(HttpContext context, FollowUp state)
    {
        var (known, patient) = (context.Known(), state.Patient!);
        var language = patient.Language;
        var today = context.Now().InZone(known.Zones.GetZoneOrNull(patient.TimeZone) ?? known.Practice.Zone).Date;
        var shown = state.Enrollments.Select(e => (Enrollment: e, Plan: known.Plans.Find(e.Plan))).Where(p => p.Plan is { } plan && !(plan.Sensitive && OthersRead(patient)))
            .Select(p => Card(context, PlainPlan.Of(p.Plan!, p.Enrollment, patient, known.Practice, today), patient));
        var goal = patient.Profile.Goals.FirstOrDefault() is { } own ? Html.Of($"""<section class="card"><h2>{PlanWords.Goal.In(language)}</h2><p>{own}</p><p class="hint">{PlanWords.ChangeGoal.In(language)}</p></section>""") : Html.Empty;
        return Html.Of($"""<div id="{Why}" tabindex="-1">{goal}{shown}<section class="card"><h2>{PlanWords.Then.In(language)}</h2><p>{PlanWords.ThenText.In(language)}</p></section></div>""");
    }

    private static bool OthersRead(Patient patient) => patient.SharedPhone || patient.Mobile is null;

    private static Html Card(HttpContext context, PlainPlan plan, Patient patient)
    {
        var language = patient.Language;
        var fit = plan.MadeToFit.IsEmpty ? Html.Empty : Html.Of($"""<h3>{PlanWords.MadeToFit.In(language)}</h3><ul>{plan.MadeToFit.Select(f => Html.Of($"<li>{f}</li>"))}</ul>""");
        return Html.Of($"""<section class="card"><h2>{plan.Title}</h2>{fit}{plan.CheckIns.Select(c => Html.Of($"""
            <h3>{c.When}</h3>{Because(c.Why, language)}<ul>{c.Questions.Select(q => Html.Of($"<li>{WebWording.Text(q.Question with { Text = Wording.For(q.Question.Text, patient) }, language, context.Known().Practice)}{(q.AfterAnswers ? Html.Of($" <span class=\"quiet\">({PlanWords.AfterAnswers.In(language)})</span>") : Html.Empty)}{Because(q.Why, language)}</li>"))}</ul>
            """))}</section>""");
    }

    private static Html Because(string? why, Language language) => why is null ? Html.Empty : Html.Of($"""<p><strong>{PlanWords.WhyWord.In(language)}</strong> {why}</p>""");
}
