using Microsoft.AspNetCore.Http;
using NodaTime;
using Outreach.App.Endpoints;
using Outreach.Core.CarePlans;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.App.Pages.Escalations;

/// <summary>What the patient answered lately: numbers with their trend, the rest as it was said; the newest first.</summary>
internal sealed class TrendView(HttpContext context, FollowUp state, Moments moments)
{
    private static readonly Duration LooksBack = Duration.FromDays(30);
    private const int MostQuestions = 8;
    private const int MostValues = 30;

    private readonly AnsweredQuestions questions = new(context.Known().Plans);

    public Html Render()
    {
        var groups = state.Observations.Where(o => o.At > moments.Now - LooksBack).GroupBy(o => o.Question, StringComparer.Ordinal)
            .OrderByDescending(g => g.Max(o => o.At)).Take(MostQuestions)
            .Select(g => Series(g.Key, [.. g.OrderBy(o => o.At).TakeLast(MostValues)]));
        var series = Html.Join(groups);
        return series.IsEmpty
            ? Html.Empty
            : Html.Of($"""<section class="card" aria-labelledby="answers"><h2 id="answers">Answers and trend</h2><div class="series">{series}</div></section>""");
    }

    private Html Series(string id, List<Observation> oldestFirst)
    {
        var question = questions.Find(id, state.Enrollments);
        var unit = AnsweredQuestions.Unit(question) ?? "";
        var newest = oldestFirst[^1];
        var title = AnsweredQuestions.IsMeasured(question) || question is null ? AnsweredQuestions.Title(id) : question.Text.En;
        var rows = Enumerable.Reverse(oldestFirst).Select(o => Html.Of($"""<tr><th scope="row">{moments.On(o.On)}</th><td>{Value(question, o)} {unit}</td></tr>"""));
        var table = oldestFirst.Count < 2 ? Html.Empty : Html.Of($"""
            <details><summary>{oldestFirst.Count} answers</summary><table><caption class="hidden">{title}</caption><thead class="hidden"><tr><th scope="col">Day</th><th scope="col">Answer</th></tr></thead><tbody>{rows}</tbody></table></details>
            """);
        return Html.Of($"""
            <div class="serie"><h3>{title}</h3>
            <p class="latest"><strong>{Value(question, newest)}</strong> {unit} <span class="quiet">{moments.On(newest.On)}{Change(oldestFirst, unit)}</span></p>
            {Line(question, oldestFirst, $"{title}: {oldestFirst.Count} answers from {moments.On(oldestFirst[0].On)} to {moments.On(newest.On)}; the last is {Value(question, newest)} {unit}")}
            {table}</div>
            """);
    }

    /// <summary>Words have no height to draw.</summary>
    private static Html Line(Question? question, List<Observation> oldestFirst, string label) =>
        question?.Kind is Ask.YesNo or Ask.Choice or Ask.BetterSameWorse or Ask.Free ? Html.Empty : Sparkline.Of(oldestFirst, label);

    /// <summary>Against about a week before, which is what a change of weight is judged by.</summary>
    private string Change(List<Observation> oldestFirst, string unit)
    {
        var newest = oldestFirst[^1];
        var before = oldestFirst.FirstOrDefault(o => o.Number is not null && o.On >= newest.On.PlusDays(-7) && o.On < newest.On);
        if (before?.Number is not { } then || newest.Number is not { } now || newest.Second is not null || unit.Length == 0 || then == now) return "";
        return $", {(now > then ? "up" : "down")} {AnsweredQuestions.Plain(Math.Abs(now - then))} {unit} since {moments.On(before.On)}";
    }

    private static string Value(Question? question, Observation observation) => AnsweredQuestions.Value(question, observation, Language.English);
}
