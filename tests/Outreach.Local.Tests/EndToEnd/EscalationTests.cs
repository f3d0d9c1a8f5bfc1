using System.Globalization;
using System.Net;
using NodaTime;
using NodaTime.Text;
using static Outreach.Local.Tests.EndToEnd.FollowUpTests;
using static Outreach.Local.Tests.EndToEnd.Persons;

namespace Outreach.Local.Tests.EndToEnd;

/// <summary>A danger reply reaches a person in its own request, whatever the carrier does.</summary>
public sealed class EscalationTests
{
    private const string Danger = "I have chest pain";

    [Fact]
    public async Task DangerReply_SafetyTextEmailAndEscalation_InTheSameRequest()
    {
        await using var app = await RunningApp.StartAsync();
        await CheckedInAsync(app);
        await app.Practice.TextAsync(AnnPhone, Danger, "d-1");

        Assert.Contains("call 911", (await app.Practice.SentToAsync(AnnPhone))[^1].Text, StringComparison.Ordinal);
        Assert.Contains("EMERGENCY", Assert.Single(await app.Practice.MailboxAsync(LeeMail)).Subject, StringComparison.Ordinal);
        Assert.Single(await app.Practice.SentToAsync(LeePhone));
        var open = Assert.Single(await app.Practice.EscalationsAsync())!;
        Assert.Equal(("emergency", "open"), ((string?)open["urgency"], (string?)open["status"]));
        Assert.NotNull(open["nextStepAt"]);
    }

    [Fact]
    public async Task DangerReply_SentTwice_IsOneEscalationAndOneEmail()
    {
        await using var app = await RunningApp.StartAsync();
        await CheckedInAsync(app);
        await app.Practice.TextAsync(AnnPhone, Danger, "d-1");
        await app.Practice.TextAsync(AnnPhone, Danger, "d-1");
        Assert.Single(await app.Practice.EscalationsAsync());
        Assert.Single(await app.Practice.MailboxAsync(LeeMail));
    }

    [Fact]
    public async Task AcknowledgeAndResolve_ByApi_ThePatientIsTold()
    {
        await using var app = await RunningApp.StartAsync();
        await CheckedInAsync(app);
        var id = await EmergencyAsync(app);
        var until = InstantPattern.ExtendedIso.Format(await app.Practice.NowAsync() + Duration.FromMinutes(30));

        var after = await app.Practice.PostAsync($"/api/escalations/{id}/acknowledge", new { by = "lee", until });
        Assert.Equal(("acknowledged", until), ((string?)after["status"], (string?)after["until"]));
        Assert.Contains("Dr. Lee", (await app.Practice.SentToAsync(AnnPhone))[^1].Text, StringComparison.Ordinal);

        var told = (await app.Practice.SentToAsync(AnnPhone)).Count;
        await app.Practice.PostAsync($"/api/escalations/{id}/resolve", new { by = LeeMail, reason = "called her" });
        Assert.Equal(told + 1, (await app.Practice.SentToAsync(AnnPhone)).Count);
        Assert.Empty(await app.Practice.EscalationsAsync());
        Assert.Single(await app.Practice.EscalationsAsync("resolved"));
        Assert.Single(await app.Practice.EscalationsAsync("all"));
    }

    [Fact]
    public async Task Acknowledge_TwiceWithOneKey_IsOneAct_AndAfterResolveRefused()
    {
        await using var app = await RunningApp.StartAsync();
        await CheckedInAsync(app);
        var id = await EmergencyAsync(app);
        for (var i = 0; i < 2; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/escalations/{id}/acknowledge") { Content = PracticeClient.Json("""{"by":"lee"}""") };
            request.Headers.Add("Idempotency-Key", "press-1");
            using var response = await app.Http.SendAsync(request);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        Assert.Single((await app.Practice.SentToAsync(AnnPhone)), m => m.Text.Contains("Dr. Lee", StringComparison.Ordinal) && !m.Text.Contains("asked us", StringComparison.Ordinal));
        await app.Practice.PostAsync($"/api/escalations/{id}/resolve", new { by = "lee", reason = "well" });
        using var late = await app.Http.PostAsync($"/api/escalations/{id}/acknowledge", PracticeClient.Json("""{"by":"lee"}"""));
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
    }

    [Fact]
    public async Task NobodyAcknowledges_TheNextOnTheLadderIsTold()
    {
        await using var app = await RunningApp.StartAsync();
        await CheckedInAsync(app);
        await EmergencyAsync(app);
        Assert.Empty(await app.Practice.MailboxAsync(OrtizMail));
        await app.Practice.AdvanceAsync("PT5M");
        Assert.Single(await app.Practice.MailboxAsync(OrtizMail));
    }

    [Fact]
    public async Task DangerReply_TextsDown_TheProviderIsNotifiedAllTheSame()
    {
        await using var app = await RunningApp.StartAsync();
        var patient = await CheckedInAsync(app);
        await app.Practice.FaultsAsync("sms", 5, 503);
        await EmergencyAsync(app);
        Assert.NotEmpty(await app.Practice.MailboxAsync(LeeMail));
        Assert.DoesNotContain(await app.Practice.SentToAsync(AnnPhone), m => m.Text.Contains("911 now", StringComparison.Ordinal));

        await app.Practice.AdvanceAsync("PT10M");
        Assert.Single(await app.Practice.SentToAsync(AnnPhone), m => m.Text.Contains("911 now", StringComparison.Ordinal));
        Assert.Contains(await app.Practice.TimelineAsync(patient), e => ((string)e["text"]!).Contains("Call now", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task DangerReply_EmailDown_TheProviderIsTextedOrTheNextToldAtOnce()
    {
        await using var app = await RunningApp.StartAsync();
        await CheckedInAsync(app);
        await app.Practice.FaultsAsync("email", 1, 503);
        await EmergencyAsync(app);
        Assert.Empty(await app.Practice.MailboxAsync(LeeMail));
        Assert.True((await app.Practice.SentToAsync(LeePhone)).Count + (await app.Practice.MailboxAsync(GrantMail)).Count > 0);
        await app.Practice.AdvanceAsync("PT1M");
        Assert.Single(await app.Practice.MailboxAsync(LeeMail));
    }

    [Fact]
    public async Task UrgentReply_EmailDown_TheProviderIsTextedOrTheNextToldAtOnce()
    {
        await using var app = await RunningApp.StartAsync();
        await CheckedInAsync(app);
        await app.Practice.FaultsAsync("email", 1, 503);
        await app.Practice.TextAsync(AnnPhone, "worse", "w-1");
        Assert.Equal("urgent", (string?)Assert.Single(await app.Practice.EscalationsAsync())!["urgency"]);
        Assert.True((await app.Practice.SentToAsync(LeePhone)).Count + (await app.Practice.MailboxAsync(GrantMail)).Count > 0);
    }

    [Theory]
    [InlineData(503)]
    [InlineData(429)]
    [InlineData(400)]
    public async Task DangerReply_BothDown_IsRaisedAndTriedUntilSomebodyIsTold(int status)
    {
        await using var app = await RunningApp.StartAsync();
        await CheckedInAsync(app);
        await app.Practice.FaultsAsync("sms", 8, status);
        await app.Practice.FaultsAsync("email", 8, status);
        await EmergencyAsync(app);
        var open = Assert.Single(await app.Practice.EscalationsAsync())!;
        Assert.InRange(PracticeClient.At(open["nextStepAt"]), await app.Practice.NowAsync(), await app.Practice.NowAsync() + Duration.FromMinutes(5));

        await app.Practice.AdvanceAsync("PT30M");
        var told = 0;
        foreach (var who in new[] { "lee", "grant", "ortiz", "oncall" }) told += (await app.Practice.MailboxAsync($"{who}@riverside.example")).Count;
        Assert.True(told > 0, "after half an hour nobody has been told");
    }

    [Fact]
    public async Task DangerReply_AnswerOfTheCarrierLost_NothingIsDeliveredTwice()
    {
        await using var app = await RunningApp.StartAsync();
        await CheckedInAsync(app);
        await app.Practice.FaultsAsync("sms", 3, "timeout");
        await app.Practice.FaultsAsync("email", 3, "timeout");
        await EmergencyAsync(app);
        await app.Practice.AdvanceAsync("PT4M");
        Assert.Single(await app.Practice.SentToAsync(AnnPhone), m => m.Text.Contains("911 now", StringComparison.Ordinal));
        var letters = await app.Practice.MailboxAsync(LeeMail);
        Assert.Equal(letters.Count, letters.Select(l => l.Id).Distinct().Count());
    }

    [Fact]
    public async Task ListEscalations_InPages_NamesEachOnce()
    {
        await using var app = await RunningApp.StartAsync();
        for (var i = 0; i < 5; i++)
        {
            var phone = string.Create(CultureInfo.InvariantCulture, $"+1212555013{i}");
            await app.Practice.RegisterAsync(Ann($"A-{i}", phone));
            await app.Practice.TextAsync(phone, Danger, $"d-{i}");
            await app.Practice.AdvanceAsync("PT1S");
        }

        var ids = new List<string>();
        string? after = null;
        for (var pages = 0; pages < 10; pages++)
        {
            var page = await app.Practice.GetAsync($"/api/escalations?status=open&take=2{(after is null ? "" : $"&after={Uri.EscapeDataString(after)}")}");
            ids.AddRange(page["items"]!.AsArray().Select(i => (string)i!["id"]!));
            if ((after = (string?)page["next"]) is null) break;
        }

        Assert.Equal(5, ids.Count);
        Assert.Equal(5, ids.Distinct().Count());
    }

    /// <summary>A danger reply; the id of the escalation it opened.</summary>
    private static async Task<string> EmergencyAsync(RunningApp app)
    {
        await app.Practice.TextAsync(AnnPhone, Danger, "d-1");
        return (string)Assert.Single(await app.Practice.EscalationsAsync())!["id"]!;
    }
}
