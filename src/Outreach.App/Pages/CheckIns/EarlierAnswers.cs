using Microsoft.AspNetCore.Http;
using Outreach.App.Endpoints;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;

namespace Outreach.App.Pages.CheckIns;

/// <summary>What the patient answered before, shown once the year of birth was given: the link alone may lie in somebody else's inbox.</summary>
internal static class EarlierAnswers
{
    private const int MostAnswers = 20;

    public static async Task<Html> AnswerAsync(HttpContext context, Opened opened, PostedForm form) =>
        await BirthYear.ProblemAsync(context, opened, form) is { } problem ? Ask(context, opened, problem) : List(context, opened.State, opened.State.Patient!.Language);

    public static Html Ask(HttpContext context, Opened opened, string? problem = null)
    {
        var language = opened.State.Patient!.Language;
        return Html.Of($"""
            <section class="card earlier" aria-labelledby="earlier"><h2 id="earlier">{CheckInWords.Earlier.In(language)}</h2>
            {BirthYear.Form(context, opened, "earlier", CheckInWords.EarlierWhy, problem)}</section>
            """);
    }

    private static Html List(HttpContext context, FollowUp state, Language language)
    {
        var questions = new AnsweredQuestions(context.Known().Plans);
        var rows = state.Observations.Reverse().Take(MostAnswers).Select(o => (o, Question: questions.Find(o.Question, state.Enrollments))).Select(r => Html.Of($"""
            <tr><th scope="row">{Moments.Short(r.o.On, language)}</th><td>{(r.Question is { } q ? WebWording.Text(q, language, context.Known().Practice) : null) ?? AnsweredQuestions.Title(r.o.Question)}</td><td>{AnsweredQuestions.Value(r.Question, r.o, language)} {AnsweredQuestions.Unit(r.Question)}</td></tr>
            """));
        var table = Html.Join(rows);
        return Html.Of($"""
            <section class="card earlier" aria-labelledby="earlier"><h2 id="earlier" tabindex="-1">{CheckInWords.Earlier.In(language)}</h2>
            {(table.IsEmpty ? Html.Of($"<p>{CheckInWords.NoneEarlier.In(language)}</p>") : Html.Of($"<table><tbody>{table}</tbody></table>"))}</section>
            """);
    }
}
