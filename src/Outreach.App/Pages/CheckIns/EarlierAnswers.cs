using Microsoft.AspNetCore.Http;
using NodaTime;
using Outreach.App.Endpoints;
using Outreach.App.Ledgers;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;

namespace Outreach.App.Pages.CheckIns;

/// <summary>What the patient answered before, shown once the year of birth was given: the link alone may lie in somebody else's inbox.</summary>
internal static class EarlierAnswers
{
    private const string Try = "birth-year";
    private const int MostTriesAnHour = 3;
    private const int LogRows = 200;
    private const int MostAnswers = 20;

    /// <summary>Tries are counted in the access log, so that they count whichever instance of the host is asked.</summary>
    public static async Task<Html> AnswerAsync(HttpContext context, Opened opened, PostedForm form)
    {
        var (now, language) = (context.Now(), opened.State.Patient!.Language);
        var log = await context.Service<IAccessLog>().ReadAsync(opened.Target.Patient, LogRows, context.RequestAborted);
        var lastHour = log.Where(a => a.At > now - Duration.FromHours(1)).ToList();
        var tooMany = lastHour.Count == LogRows || lastHour.Count(a => a.What == Try && a.Target == opened.Target.Target) >= MostTriesAnHour;
        if (tooMany) return Ask(context, opened, CheckInWords.TooManyTries.In(language));
        await LinkGate.LogAsync(context, opened, Try);
        return form["birthYear"] == opened.State.Patient.BirthDate.Year.ToString()
            ? List(context, opened.State, language)
            : Ask(context, opened, CheckInWords.WrongYear.In(language));
    }

    public static Html Ask(HttpContext context, Opened opened, string? problem = null)
    {
        var language = opened.State.Patient!.Language;
        var wrong = problem is null ? Html.Empty : Html.Of($"""<p class="wrong" role="alert" id="year-wrong">{problem}</p>""");
        return Html.Of($"""
            <section class="card earlier" aria-labelledby="earlier"><h2 id="earlier">{CheckInWords.Earlier.In(language)}</h2>
            <form method="post" action="{context.Request.Path.Value}#earlier">{PostedForm.Hidden(context, opened.Token)}<input type="hidden" name="act" value="earlier">
            <label for="year">{CheckInWords.EarlierWhy.In(language)}</label>{wrong}
            <div class="pair"><input id="year" name="birthYear" inputmode="numeric" maxlength="4" autocomplete="off"><button class="plain">{CheckInWords.Show.In(language)}</button></div>
            </form></section>
            """);
    }

    private static Html List(HttpContext context, FollowUp state, Language language)
    {
        var questions = new AnsweredQuestions(context.Known().Plans);
        var rows = state.Observations.Reverse().Take(MostAnswers).Select(o => (o, Question: questions.Find(o.Question, state.Enrollments))).Select(r => Html.Of($"""
            <tr><th scope="row">{Moments.Short(r.o.On, language)}</th><td>{r.Question?.Text.In(language) ?? AnsweredQuestions.Title(r.o.Question)}</td><td>{AnsweredQuestions.Value(r.Question, r.o, language)} {AnsweredQuestions.Unit(r.Question)}</td></tr>
            """));
        var table = Html.Join(rows);
        return Html.Of($"""
            <section class="card earlier" aria-labelledby="earlier"><h2 id="earlier" tabindex="-1">{CheckInWords.Earlier.In(language)}</h2>
            {(table.IsEmpty ? Html.Of($"<p>{CheckInWords.NoneEarlier.In(language)}</p>") : Html.Of($"<table><tbody>{table}</tbody></table>"))}</section>
            """);
    }
}
