using System.Globalization;
using Microsoft.AspNetCore.Http;
using NodaTime;
using Outreach.App.Endpoints;
using Outreach.App.Ledgers;
using Outreach.Core.Patients;

namespace Outreach.App.Pages;

/// <summary>What is of the patient's health is shown once the year of birth was given: the link alone may lie in somebody else's inbox.</summary>
internal static class BirthYear
{
    private const string Try = "birth-year";
    private const int MostTriesAnHour = 3;
    private const int LogRows = 200;

    private static readonly Words Show = new("Show", "Ver");
    private static readonly Words Wrong = new("That is not the year we have. Please try again.", "No es el año que tenemos. Inténtelo de nuevo.");
    private static readonly Words TooManyTries = new("That was tried too often. Please try again in an hour.", "Demasiados intentos. Inténtelo de nuevo en una hora.");

    /// <summary>Null where the year is right. Tries are counted in the access log, so that they count whichever instance of the host is asked.</summary>
    public static async Task<string?> ProblemAsync(HttpContext context, Opened opened, PostedForm form)
    {
        var (now, patient) = (context.Now(), opened.State.Patient!);
        var log = await context.Service<IAccessLog>().ReadAsync(opened.Target.Patient, LogRows, context.RequestAborted);
        var lastHour = log.Where(a => a.At > now - Duration.FromHours(1)).ToList();
        var tooMany = lastHour.Count == LogRows || lastHour.Count(a => a.What == Try && a.Target == opened.Target.Target) >= MostTriesAnHour;
        if (tooMany) return TooManyTries.In(patient.Language);
        await LinkGate.LogAsync(context, opened, Try);
        return form["birthYear"] == patient.BirthDate.Year.ToString(CultureInfo.InvariantCulture) ? null : Wrong.In(patient.Language);
    }

    /// <param name="act">What the form does; also the place on the page it leads to.</param>
    public static Html Form(HttpContext context, Opened opened, string act, Words ask, string? problem)
    {
        var language = opened.State.Patient!.Language;
        var wrong = problem is null ? Html.Empty : Html.Of($"""<p class="wrong" role="alert" id="year-wrong">{problem}</p>""");
        return Html.Of($"""
            <form method="post" action="{context.Request.Path.Value}#{act}">{PostedForm.Hidden(context, opened.Token)}<input type="hidden" name="act" value="{act}">
            <label for="year">{ask.In(language)}</label>{wrong}
            <div class="pair"><input id="year" name="birthYear" inputmode="numeric" maxlength="4" autocomplete="off"><button class="plain">{Show.In(language)}</button></div>
            </form>
            """);
    }
}
