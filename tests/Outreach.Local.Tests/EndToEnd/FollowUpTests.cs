using System.Net;
using NodaTime;
using static Outreach.Local.Tests.EndToEnd.Persons;

namespace Outreach.Local.Tests.EndToEnd;

/// <summary>From registration to thanks, over HTTP.</summary>
public sealed class FollowUpTests
{
    private static readonly DateTimeZone NewYork = DateTimeZoneProviders.Tzdb["America/New_York"];

    [Fact]
    public async Task SavePatient_WithEveryField_ReadsBackAndTwiceChangesNothing()
    {
        await using var app = await RunningApp.StartAsync();
        var first = await app.Practice.PostAsync("/api/patients", Rosa());
        var id = (string)first["id"]!;
        foreach (var (name, value) in Rosa().Where(p => p.Key is not "mobile")) Assert.Equal(value!.ToJsonString(), first[name]?.ToJsonString());
        Assert.Equal("+13125550188", (string?)first["mobile"]);
        var before = await app.Practice.TimelineAsync(id);

        var second = await app.Practice.PostAsync("/api/patients", Rosa());

        Assert.Equal(first.ToJsonString(), second.ToJsonString());
        Assert.Equal(before.Count, (await app.Practice.TimelineAsync(id)).Count);
        Assert.Single((await app.Practice.GetAsync("/api/patients"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Enroll_CheckInComesAtTheRightLocalTime_AndAnswersAreThanked()
    {
        await using var app = await RunningApp.StartAsync();
        var practice = app.Practice;
        var id = await practice.RegisterAsync(Ann());
        await practice.EnrollAsync(id, "post-visit", "2026-03-01");
        await practice.AdvanceAsync("P1D");
        await practice.AdvanceAsync("PT9H");
        var checkIn = (await practice.SentToAsync(AnnPhone)).Single(m => m.Text.Contains("BETTER", StringComparison.Ordinal));
        var local = checkIn.At.InZone(NewYork).LocalDateTime;
        Assert.Equal(new LocalDate(2026, 3, 3), local.Date);
        Assert.InRange(local.TimeOfDay, new LocalTime(10, 0), new LocalTime(10, 20));
    }

    [Fact]
    public async Task TypeText_SameIdTwice_IsOneMessageAndOneReply()
    {
        await using var app = await RunningApp.StartAsync();
        var practice = app.Practice;
        var id = await CheckedInAsync(app);

        await practice.TextAsync(AnnPhone, "better", "r-1");
        await practice.TextAsync(AnnPhone, "better", "r-1");

        Assert.Single(await practice.PhoneAsync(AnnPhone), m => m.Id == "r-1");
        Assert.Equal(["r-1"], await practice.RepliesAsync(id));
        Assert.Single(await practice.TimelineAsync(id, "answer-recorded"));
    }

    [Fact]
    public async Task TypeText_WithIdOfAnotherPhone_IsRefused()
    {
        await using var app = await RunningApp.StartAsync();
        await app.Practice.TextAsync(AnnPhone, "hello", "r-1");
        using var response = await app.Http.PostAsync("/sim/phones/+12125550122", PracticeClient.Json("""{"text":"hello","id":"r-1"}"""));
        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
    }

    [Fact]
    public async Task TypeText_AllQuestionsAnswered_IsThanked()
    {
        await using var app = await RunningApp.StartAsync();
        var practice = app.Practice;
        var id = await CheckedInAsync(app);
        foreach (var (text, n) in new[] { "better", "no", "1", "no" }.Select((t, n) => (t, n))) await practice.TextAsync(AnnPhone, text, $"r-{n}");

        Assert.Contains("Your care team has your answers", (await practice.SentToAsync(AnnPhone))[^1].Text, StringComparison.Ordinal);
        Assert.Equal(4, (await practice.TimelineAsync(id, "answer-recorded")).Count);
        Assert.Equal("answered", (string?)(await practice.TimelineAsync(id, "check-in-closed")).Single()["data"]!["end"]);
        Assert.Empty(await practice.EscalationsAsync());
    }

    [Fact]
    public async Task Withdraw_NothingMoreComes()
    {
        await using var app = await RunningApp.StartAsync();
        var id = await CheckedInAsync(app);
        using var response = await app.Http.DeleteAsync($"/api/patients/{id}/enrollments/post-visit");
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        using var again = await app.Http.DeleteAsync($"/api/patients/{id}/enrollments/post-visit");
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
        await NothingComesForAsync(app, "P9D");
    }

    [Theory]
    [InlineData("in-hospital")]
    [InlineData("paused")]
    [InlineData("moved")]
    [InlineData("deceased")]
    public async Task ChangeStatus_StopsRoutineAtOnce(string status)
    {
        await using var app = await RunningApp.StartAsync();
        var id = await CheckedInAsync(app);
        await app.Practice.PostAsync($"/api/patients/{id}/status", new { status, reason = "the hospital called" });
        await NothingComesForAsync(app, "P9D");
        Assert.Empty(await app.Practice.EscalationsAsync("all"));
    }

    [Fact]
    public async Task MoveClock_ToNext_StopsWhereSomethingHappens()
    {
        await using var app = await RunningApp.StartAsync();
        var practice = app.Practice;
        await practice.EnrollAsync(await practice.RegisterAsync(Ann()), "post-visit", "2026-03-01");
        var introduced = await practice.NextAsync();
        Assert.Equal(new LocalTime(8, 0), introduced.InZone(NewYork).TimeOfDay);
        var asked = await practice.NextAsync();
        Assert.Equal(asked, (await practice.SentToAsync(AnnPhone))[^1].At);
    }

    [Fact]
    public async Task OpenApi_NamesEveryRouteOfTheApi()
    {
        await using var app = await RunningApp.StartAsync();
        var paths = (await app.Practice.GetAsync("/openapi/v1.json"))["paths"]!.AsObject().Select(p => p.Key).ToList();
        foreach (var path in new[] { "/api/patients", "/api/patients/{id}", "/api/patients/{id}/enrollments", "/api/patients/{id}/enrollments/{plan}", "/api/patients/{id}/timeline", "/api/escalations", "/api/escalations/{id}/acknowledge", "/api/escalations/{id}/resolve", "/api/plans", "/sim/phones/{e164}", "/sim/clock", "/sim/faults" })
            Assert.Contains(path, paths);
    }

    /// <summary>Ann with her first check-in just on her phone.</summary>
    internal static async Task<string> CheckedInAsync(RunningApp app)
    {
        var id = await app.Practice.RegisterAsync(Ann());
        await app.Practice.EnrollAsync(id, "post-visit", "2026-03-01");
        await app.Practice.NextAsync();
        await app.Practice.NextAsync();
        Assert.Contains("BETTER", (await app.Practice.SentToAsync(AnnPhone))[^1].Text, StringComparison.Ordinal);
        return id;
    }

    internal static async Task NothingComesForAsync(RunningApp app, string period)
    {
        var before = (await app.Practice.SentToAsync(AnnPhone)).Count;
        await app.Practice.AdvanceAsync(period);
        Assert.Equal(before, (await app.Practice.SentToAsync(AnnPhone)).Count);
    }
}
