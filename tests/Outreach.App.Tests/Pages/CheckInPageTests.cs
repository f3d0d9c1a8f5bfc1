using System.Net;
using NodaTime;
using Outreach.App.Tests.Endpoints;
using Outreach.Core.FollowUps;

namespace Outreach.App.Tests.Pages;

public sealed class CheckInPageTests
{
    [Fact]
    public async Task Page_Opened_AsksInThePatientsLanguageAndNamesNobody()
    {
        await using var server = await TestServer.StartAsync();
        server.PutCheckIn();

        var (response, html) = await server.OpenAsync(PageSamples.PatientLink);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("<html lang=\"es\">", html, StringComparison.Ordinal);
        Assert.Contains("llame al 911", html, StringComparison.Ordinal);
        Assert.Contains("¿Cuánto pesa esta mañana?", html, StringComparison.Ordinal);
        Assert.Contains("inputmode=\"decimal\"", html, StringComparison.Ordinal);
        Assert.True(html.IndexOf("911", StringComparison.Ordinal) < html.IndexOf("<form", StringComparison.Ordinal));
        foreach (var personal in new[] { "Maria", "Restrepo", "M. R.", "1956", "A-1001", "186", "141/88", "Dr. Lee" })
        {
            Assert.DoesNotContain(personal, html, StringComparison.Ordinal);
        }
        Assert.Empty(server.Turns.Commands);
    }

    [Fact]
    public async Task Answers_AllKinds_GoOnAsThePatientWouldHaveTextedThem()
    {
        await using var server = await TestServer.StartAsync();
        server.PutCheckIn();

        var (response, _) = await server.SubmitAsync(
            PageSamples.PatientLink, "answer",
            ("a-pressure", "141"), ("a-pressure-2", " 88 "), ("a-weight", "84,5"), ("a-weight-unit", "kg"), ("a-dizzy", "yes"),
            ("a-feeling", "worse"), ("a-pain", "3"), ("a-pharmacy", "2"), ("a-words", "Me duele la cabeza"), ("a-unasked", "x"));

        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        var answers = Assert.IsType<Command.WebAnswer>(Assert.Single(server.Turns.Commands)).Answers;
        Assert.Equal(
            "dizzy=yes; feeling=worse; pain=3; pharmacy=2; pressure=141/88; weight=84.5 kg; words=Me duele la cabeza",
            string.Join("; ", answers.Select(a => $"{a.Key}={a.Value}")));
    }

    [Fact]
    public async Task Answers_OneUnreadable_TheRestIsSentAndThatOneAskedAgain()
    {
        await using var server = await TestServer.StartAsync();
        server.PutCheckIn();

        var (response, html) = await server.SubmitAsync(PageSamples.PatientLink, "answer", ("a-pressure", "141"), ("a-weight", "185"), ("a-words", "Me falta el aire"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        var answers = Assert.IsType<Command.WebAnswer>(Assert.Single(server.Turns.Commands)).Answers;
        Assert.Equal("185 lb", answers["weight"]);
        Assert.Equal("Me falta el aire", answers["words"]);
        Assert.False(answers.ContainsKey("pressure"));
        Assert.Contains("Escriba los dos números", html, StringComparison.Ordinal);
        Assert.Contains("value=\"141\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"a-weight\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_SomePassedOver_AreShownOnceMoreButNotThoseForWords()
    {
        await using var server = await TestServer.StartAsync();
        server.PutCheckIn();

        var (response, _) = await server.SubmitAsync(PageSamples.PatientLink, "answer", ("a-pressure", "128"), ("a-pressure-2", "82"), ("a-weight", "185"));
        var page = await server.Client.GetStringAsync(response.Headers.Location);

        Assert.Equal(["pressure", "weight", "words"], Assert.IsType<Command.WebAnswer>(Assert.Single(server.Turns.Commands)).Answers.Keys);
        Assert.Contains("Unas preguntas más", page, StringComparison.Ordinal);
        Assert.Contains("name=\"a-dizzy\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"a-weight\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_WordsInAFieldForANumber_GoOnToBeRead()
    {
        await using var server = await TestServer.StartAsync();
        server.PutCheckIn();

        await server.SubmitAsync(PageSamples.PatientLink, "answer", ("a-weight", "no me puedo levantar"));

        Assert.Equal("no me puedo levantar", Assert.IsType<Command.WebAnswer>(Assert.Single(server.Turns.Commands)).Answers["weight"]);
    }

    [Fact]
    public async Task Answers_NothingFilledIn_SendsNothing()
    {
        await using var server = await TestServer.StartAsync();
        server.PutCheckIn();

        var (response, html) = await server.SubmitAsync(PageSamples.PatientLink, "answer");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Contains("Conteste al menos una pregunta", html, StringComparison.Ordinal);
        Assert.Empty(server.Turns.Commands);
    }

    [Theory]
    [InlineData(CheckInEnd.Answered, "Recibimos sus respuestas.")]
    [InlineData(CheckInEnd.Raised, "avisamos a su equipo")]
    [InlineData(CheckInEnd.Expired, "Este cuestionario ya terminó")]
    public async Task Page_CheckInOver_SaysSoKindly(CheckInEnd end, string words)
    {
        await using var server = await TestServer.StartAsync();
        server.Ledgers.Put(Samples.FollowUp, new Event.CheckInClosed(Samples.CheckIn, end, "over", false) { At = Samples.Now });

        var (response, html) = await server.OpenAsync(PageSamples.PatientLink);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains(words, html, StringComparison.Ordinal);
        Assert.DoesNotContain("Maria", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_CheckInOverMeanwhile_ShowsTheEnd()
    {
        await using var server = await TestServer.StartAsync();
        server.PutCheckIn();
        var (_, page) = await server.OpenAsync(PageSamples.PatientLink);
        server.Ledgers.Put(Samples.FollowUp);

        var (response, _) = await server.PostAsync(PageSamples.PatientLink, [.. PageSamples.HiddenFields(page, "answer"), ("a-weight", "185")]);

        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.Empty(server.Turns.Commands);
    }

    [Fact]
    public async Task EarlierAnswers_BirthYear_ShowsThem()
    {
        await using var server = await TestServer.StartAsync();
        server.PutCheckIn();

        var (response, html) = await server.SubmitAsync(PageSamples.PatientLink, "earlier", ("birthYear", "1956"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("141/88 mmHg", html, StringComparison.Ordinal);
        Assert.Contains("186 lb", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EarlierAnswers_ThreeWrongYears_AreTheLastForAnHour()
    {
        await using var server = await TestServer.StartAsync();
        server.PutCheckIn();
        foreach (var year in new[] { "1950", "1951", "1952" })
        {
            var (_, wrong) = await server.SubmitAsync(PageSamples.PatientLink, "earlier", ("birthYear", year));
            Assert.DoesNotContain("141/88", wrong, StringComparison.Ordinal);
        }

        var (_, html) = await server.SubmitAsync(PageSamples.PatientLink, "earlier", ("birthYear", "1956"));
        server.Clock.Now = Samples.Now + Duration.FromMinutes(61);
        var (_, later) = await server.SubmitAsync(PageSamples.PatientLink, "earlier", ("birthYear", "1956"));

        Assert.Contains("Demasiados intentos", html, StringComparison.Ordinal);
        Assert.DoesNotContain("141/88", html, StringComparison.Ordinal);
        Assert.Contains("141/88", later, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Form_WithoutTheProofOfOurPage_IsRefused()
    {
        await using var server = await TestServer.StartAsync();
        server.PutCheckIn();

        var (response, _) = await server.PostAsync(PageSamples.PatientLink, ("act", "answer"), ("a-weight", "185"));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Empty(server.Turns.Commands);
    }

    [Fact]
    public async Task Asset_Styles_AreKeptForAYearAndAnswered304()
    {
        await using var server = await TestServer.StartAsync();
        server.PutCheckIn();
        var (_, html) = await server.OpenAsync(PageSamples.PatientLink);
        var address = html.Split("<link rel=\"stylesheet\" href=\"")[1].Split('"')[0];

        using var first = await server.Client.GetAsync(address);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await server.Client.SendAsync(request);
        using var unknown = await server.Client.GetAsync("/assets/../appsettings.json");

        Assert.Equal("text/css", first.Content.Headers.ContentType!.MediaType);
        Assert.Equal(TimeSpan.FromDays(365), first.Headers.CacheControl!.MaxAge);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }
}
