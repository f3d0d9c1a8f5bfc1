using System.Net;
using static Outreach.Local.Tests.EndToEnd.FollowUpTests;
using static Outreach.Local.Tests.EndToEnd.Persons;

namespace Outreach.Local.Tests.EndToEnd;

/// <summary>STOP, START, HELP, wrong numbers and strangers, over HTTP.</summary>
public sealed class OptOutTests
{
    private const string StopWithDanger = "STOP I have chest pain";
    private const string Stranger = "+12125550177";

    [Fact]
    public async Task Stop_OneConfirmation_AndNothingFurther()
    {
        await using var app = await RunningApp.StartAsync();
        var id = await CheckedInAsync(app);
        var before = (await app.Practice.SentToAsync(AnnPhone)).Count;
        await app.Practice.TextAsync(AnnPhone, "STOP", "s-1");
        Assert.Equal(before + 1, (await app.Practice.SentToAsync(AnnPhone)).Count);
        Assert.NotNull((await app.Practice.GetAsync($"/api/patients/{id}"))["contacts"]![0]!["optedOutAt"]);
        await NothingComesForAsync(app, "P20D");
    }

    [Fact]
    public async Task StopTwice_IsConfirmedOnce()
    {
        await using var app = await RunningApp.StartAsync();
        await CheckedInAsync(app);
        await app.Practice.TextAsync(AnnPhone, "STOP", "s-1");
        var after = (await app.Practice.SentToAsync(AnnPhone)).Count;
        await app.Practice.TextAsync(AnnPhone, "stop", "s-2");
        Assert.Equal(after, (await app.Practice.SentToAsync(AnnPhone)).Count);
    }

    [Fact]
    public async Task StopWithDanger_OptsOutAndEscalates_InTheSameRequest()
    {
        await using var app = await RunningApp.StartAsync();
        await CheckedInAsync(app);
        var before = (await app.Practice.SentToAsync(AnnPhone)).Count;
        await app.Practice.TextAsync(AnnPhone, StopWithDanger, "s-1");
        Assert.Equal("emergency", (string?)Assert.Single(await app.Practice.EscalationsAsync())!["urgency"]);
        Assert.Single(await app.Practice.MailboxAsync(LeeMail));
        var sent = await app.Practice.SentToAsync(AnnPhone);
        Assert.Equal(before + 1, sent.Count);
        Assert.Contains("911", sent[^1].Text, StringComparison.Ordinal);
        await NothingComesForAsync(app, "P5D");
    }

    [Fact]
    public async Task StopWithDanger_CarrierBlocksUs_SaysCallNow()
    {
        await using var app = await RunningApp.StartAsync();
        var id = await CheckedInAsync(app);
        await app.Practice.FaultsAsync("sms", 2, 4007);
        await app.Practice.TextAsync(AnnPhone, StopWithDanger, "s-1");
        Assert.Single(await app.Practice.EscalationsAsync());
        Assert.Contains(await app.Practice.TimelineAsync(id), e => ((string)e["text"]!).Contains("Call now", StringComparison.OrdinalIgnoreCase));
        Assert.NotEmpty(await app.Practice.MailboxAsync(LeeMail));
    }

    [Fact]
    public async Task StopWithDanger_CarrierThatConfirmsItself_SaysCallNowAndSendsNothing()
    {
        await using var app = await RunningApp.StartAsync(practice: ("carrier_confirms_opt_out: no", "carrier_confirms_opt_out: yes"));
        var id = await CheckedInAsync(app);
        await app.Practice.TextAsync(AnnPhone, StopWithDanger, "s-1");
        Assert.Single(await app.Practice.EscalationsAsync());
        Assert.Contains(await app.Practice.TimelineAsync(id), e => ((string)e["text"]!).Contains("Call now", StringComparison.OrdinalIgnoreCase));
        Assert.NotEmpty(await app.Practice.MailboxAsync(LeeMail));
        Assert.StartsWith("NETWORK MSG", (await app.Practice.SentToAsync(AnnPhone))[^1].Text, StringComparison.Ordinal);
        await NothingComesForAsync(app, "P5D");
    }

    [Fact]
    public async Task SavePatient_AfterStop_StaysOptedOut_AlsoForAnotherPatientWithThePhone()
    {
        await using var app = await RunningApp.StartAsync();
        var id = await CheckedInAsync(app);
        await app.Practice.TextAsync(AnnPhone, "STOP", "s-1");
        await app.Practice.PostAsync("/api/patients", Ann());
        await app.Practice.PostAsync("/api/patients", Ann(name: "Annie"));
        Assert.NotNull((await app.Practice.GetAsync($"/api/patients/{id}"))["contacts"]![0]!["optedOutAt"]);

        var other = await app.Practice.RegisterAsync(Ann("A-2", name: "Bob"));
        Assert.NotNull((await app.Practice.GetAsync($"/api/patients/{other}"))["contacts"]![0]!["optedOutAt"]);
        await app.Practice.EnrollAsync(other, "post-visit", "2026-03-02");
        await NothingComesForAsync(app, "P5D");
    }

    [Fact]
    public async Task SavePatient_WithAnotherPhoneAndBack_StaysOptedOut()
    {
        await using var app = await RunningApp.StartAsync();
        var id = await CheckedInAsync(app);
        await app.Practice.TextAsync(AnnPhone, "STOP", "s-1");
        await app.Practice.PostAsync("/api/patients", Ann(mobile: "+12125550122"));
        await app.Practice.PostAsync("/api/patients", Ann());
        var contact = (await app.Practice.GetAsync($"/api/patients/{id}"))["contacts"]!.AsArray().Single(c => (string?)c!["address"] == AnnPhone);
        Assert.NotNull(contact!["optedOutAt"]);
        await NothingComesForAsync(app, "P9D");
    }

    [Fact]
    public async Task Start_LiftsTheOptOut_AndCheckInsGoOn()
    {
        await using var app = await RunningApp.StartAsync();
        var id = await CheckedInAsync(app);
        await app.Practice.TextAsync(AnnPhone, "STOP", "s-1");
        await app.Practice.TextAsync(AnnPhone, "START", "s-2");
        Assert.Null((await app.Practice.GetAsync($"/api/patients/{id}"))["contacts"]![0]!["optedOutAt"]);
        var before = (await app.Practice.SentToAsync(AnnPhone)).Count;
        await app.Practice.AdvanceAsync("P6D");
        Assert.True((await app.Practice.SentToAsync(AnnPhone)).Count > before);
    }

    [Fact]
    public async Task LiftOptOut_ByStaffWithAReason_CheckInsGoOn()
    {
        await using var app = await RunningApp.StartAsync();
        var id = await CheckedInAsync(app);
        await app.Practice.TextAsync(AnnPhone, "STOP", "s-1");
        var after = await app.Practice.PostAsync($"/api/patients/{id}/opt-ins", new { contact = AnnPhone, by = "lee", reason = "asked at the desk" });
        Assert.Null(after["contacts"]![0]!["optedOutAt"]);
    }

    [Fact]
    public async Task Help_SaysWhoWritesAndHowToStop()
    {
        await using var app = await RunningApp.StartAsync();
        await CheckedInAsync(app);
        await app.Practice.TextAsync(AnnPhone, "HELP", "h-1");
        var answer = (await app.Practice.SentToAsync(AnnPhone))[^1].Text;
        Assert.Contains("Riverside Family Practice", answer, StringComparison.Ordinal);
        Assert.Contains("STOP", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WrongNumber_StopsThatNumber_AndAPersonIsTold()
    {
        await using var app = await RunningApp.StartAsync();
        var id = await CheckedInAsync(app);
        await app.Practice.TextAsync(AnnPhone, "wrong number", "w-1");
        Assert.NotNull((await app.Practice.GetAsync($"/api/patients/{id}"))["contacts"]![0]!["unusable"]);
        Assert.Single(await app.Practice.EscalationsAsync());
        await NothingComesForAsync(app, "P9D");
    }

    [Fact]
    public async Task UnknownSender_GetsOnePoliteAnswerADay()
    {
        await using var app = await RunningApp.StartAsync();
        await app.Practice.TextAsync(Stranger, "who is this", "u-1");
        await app.Practice.TextAsync(Stranger, "hello?", "u-2");
        Assert.Contains("do not know this number", Assert.Single(await app.Practice.SentToAsync(Stranger)).Text, StringComparison.Ordinal);
        await app.Practice.AdvanceAsync("P2D");
        await app.Practice.TextAsync(Stranger, "hello", "u-3");
        Assert.Equal(2, (await app.Practice.SentToAsync(Stranger)).Count);
    }

    [Fact]
    public async Task UnknownSender_InDanger_IsToldToCall911_AndThePracticeIsTold()
    {
        await using var app = await RunningApp.StartAsync("2026-03-02T15:00:00Z");
        await app.Practice.TextAsync(Stranger, "I want to kill myself", "u-1");
        Assert.Contains("911", Assert.Single(await app.Practice.SentToAsync(Stranger)).Text, StringComparison.Ordinal);
        Assert.Single(await app.Practice.MailboxAsync(GrantMail));
    }

    [Fact]
    public async Task UnknownSender_InDanger_MailDown_AProviderIsTextedInTheSameRequest()
    {
        await using var app = await RunningApp.StartAsync("2026-03-02T15:00:00Z");
        await app.Practice.FaultsAsync("email", 10, 503);
        await app.Practice.TextAsync(Stranger, "I want to kill myself", "u-1");
        Assert.Single(await app.Practice.SentToAsync("+12125550112"));
        Assert.Single(await app.Practice.SentToAsync(Stranger));
    }

    [Fact]
    public async Task UnknownSender_InDanger_AllDown_ThePracticeIsToldOnceItIsUp()
    {
        await using var app = await RunningApp.StartAsync("2026-03-02T15:00:00Z");
        await app.Practice.FaultsAsync("email", 10, 503);
        await app.Practice.FaultsAsync("sms", 10, 503);
        await app.Practice.TextAsync(Stranger, "I want to kill myself", "u-1");
        await app.Practice.AdvanceAsync("PT10M");
        Assert.Single(await app.Practice.MailboxAsync(GrantMail));
        Assert.Single(await app.Practice.SentToAsync(Stranger));
    }

    [Fact]
    public async Task UnknownSender_TextsDown_IsAnsweredOnceTheyAreUp()
    {
        await using var app = await RunningApp.StartAsync();
        await app.Practice.FaultsAsync("sms", 1, 503);
        await app.Practice.TextAsync(Stranger, "who is this", "u-1");
        Assert.Empty(await app.Practice.SentToAsync(Stranger));
        await app.Practice.AdvanceAsync("PT5M");
        Assert.Single(await app.Practice.SentToAsync(Stranger));
    }

    [Fact]
    public async Task UnknownSender_Stop_IsKeptForWhoeverIsRegisteredLater()
    {
        await using var app = await RunningApp.StartAsync();
        await app.Practice.TextAsync(Stranger, "STOP", "u-1");
        var id = await app.Practice.RegisterAsync(Ann(mobile: Stranger));
        Assert.NotNull((await app.Practice.GetAsync($"/api/patients/{id}"))["contacts"]![0]!["optedOutAt"]);
    }

    [Fact]
    public async Task UnknownSender_StopAndLaterStart_IsLiftedForWhoeverIsRegisteredLater()
    {
        await using var app = await RunningApp.StartAsync();
        await app.Practice.TextAsync(Stranger, "STOP", "u-1");
        await app.Practice.TextAsync(Stranger, "START", "u-2");
        var id = await app.Practice.RegisterAsync(Ann(mobile: Stranger));
        Assert.Null((await app.Practice.GetAsync($"/api/patients/{id}"))["contacts"]![0]!["optedOutAt"]);
    }

    [Fact]
    public async Task UnknownSender_StopWithDanger_ThePracticeIsTold()
    {
        await using var app = await RunningApp.StartAsync("2026-03-02T15:00:00Z");
        await app.Practice.TextAsync(Stranger, StopWithDanger, "u-1");
        Assert.Single(await app.Practice.MailboxAsync(GrantMail));
    }

    [Fact]
    public async Task Sim_UnknownPhoneAndMailbox_AreEmpty()
    {
        await using var app = await RunningApp.StartAsync();
        Assert.Empty(await app.Practice.PhoneAsync(Stranger));
        Assert.Empty(await app.Practice.MailboxAsync("nobody@home.example"));
        using var missing = await app.Http.GetAsync("/nothing/here");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }
}
