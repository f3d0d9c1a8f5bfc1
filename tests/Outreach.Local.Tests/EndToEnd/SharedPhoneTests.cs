using static Outreach.Local.Tests.EndToEnd.Persons;

namespace Outreach.Local.Tests.EndToEnd;

/// <summary>Two patients, one number.</summary>
public sealed class SharedPhoneTests
{
    [Fact]
    public async Task Reply_OfNobodyInParticular_IsAskedWhoIsWriting_AndTheAnswerHandsItOver()
    {
        await using var app = await RunningApp.StartAsync("2026-03-02T15:00:00Z");
        var (ann, bob) = await TwoAsync(app);
        await app.Practice.TextAsync(AnnPhone, "I feel a bit tired and have a question", "r-1");
        var asked = (await app.Practice.SentToAsync(AnnPhone))[^1].Text;
        Assert.Contains("1 Ann", asked, StringComparison.Ordinal);
        Assert.Contains("2 Bob", asked, StringComparison.Ordinal);

        await app.Practice.TextAsync(AnnPhone, "2", "r-2");
        await app.Practice.TextAsync(AnnPhone, "2", "r-2");
        Assert.Equal(["r-1"], await app.Practice.RepliesAsync(bob));
        Assert.Empty(await app.Practice.RepliesAsync(ann));
    }

    [Fact]
    public async Task Reply_WhileOneOfThemIsAsked_GoesToThem()
    {
        await using var app = await RunningApp.StartAsync();
        var (ann, bob) = await TwoAsync(app);
        await app.Practice.EnrollAsync(bob, "post-visit", "2026-03-01");
        await app.Practice.NextAsync();
        await app.Practice.NextAsync();
        await app.Practice.TextAsync(AnnPhone, "better", "r-1");
        Assert.Equal(["r-1"], await app.Practice.RepliesAsync(bob));
        Assert.Empty(await app.Practice.RepliesAsync(ann));
    }

    [Fact]
    public async Task DangerReply_NamesAllCandidatesAtOnce()
    {
        await using var app = await RunningApp.StartAsync("2026-03-02T15:00:00Z");
        await TwoAsync(app);
        await app.Practice.TextAsync(AnnPhone, "I have chest pain", "d-1");
        var open = Assert.Single(await app.Practice.EscalationsAsync())!;
        var letter = Assert.Single(await app.Practice.MailboxAsync(LeeMail));
        Assert.Contains("911", (await app.Practice.SentToAsync(AnnPhone))[^1].Text, StringComparison.Ordinal);
        var page = await app.Http.GetStringAsync(letter.Link);
        Assert.Contains("A. M.", page, StringComparison.Ordinal);
        Assert.Contains("B. M.", page, StringComparison.Ordinal);
        Assert.Equal("emergency", (string?)open["urgency"]);
    }

    [Fact]
    public async Task Stop_SilencesThePhoneForBoth_AndStartLiftsItForBoth()
    {
        await using var app = await RunningApp.StartAsync("2026-03-02T15:00:00Z");
        var (ann, bob) = await TwoAsync(app);
        await app.Practice.TextAsync(AnnPhone, "STOP", "s-1");
        foreach (var id in new[] { ann, bob }) Assert.NotNull((await app.Practice.GetAsync($"/api/patients/{id}"))["contacts"]![0]!["optedOutAt"]);
        Assert.Single(await app.Practice.SentToAsync(AnnPhone));
        await app.Practice.TextAsync(AnnPhone, "START", "s-2");
        foreach (var id in new[] { ann, bob }) Assert.Null((await app.Practice.GetAsync($"/api/patients/{id}"))["contacts"]![0]!["optedOutAt"]);
    }

    [Fact]
    public async Task Reply_NameAndADanger_IsNotTakenForANameAlone()
    {
        await using var app = await RunningApp.StartAsync("2026-03-02T15:00:00Z");
        var (_, bob) = await TwoAsync(app);
        await app.Practice.TextAsync(AnnPhone, "I have a question about my pills", "r-1");
        await app.Practice.TextAsync(AnnPhone, "It is Bob and I have chest pain", "r-2");
        Assert.Equal(["r-1", "r-2"], await app.Practice.RepliesAsync(bob));
        Assert.Contains(await app.Practice.EscalationsAsync(), e => (string?)e!["urgency"] == "emergency");
    }

    [Theory]
    [InlineData("Bob")]
    [InlineData("this is bob")]
    [InlineData("2.")]
    public async Task Reply_NameAlone_HandsTheEarlierTextOver(string name)
    {
        await using var app = await RunningApp.StartAsync("2026-03-02T15:00:00Z");
        var (_, bob) = await TwoAsync(app);
        await app.Practice.TextAsync(AnnPhone, "I have a question about my pills", "r-1");
        await app.Practice.TextAsync(AnnPhone, name, "r-2");
        Assert.Equal(["r-1"], await app.Practice.RepliesAsync(bob));
    }

    [Fact]
    public async Task Reply_WhoIsWritingNeverAnswered_ReachesAPerson()
    {
        await using var app = await RunningApp.StartAsync("2026-03-02T15:00:00Z");
        var (ann, bob) = await TwoAsync(app);
        await app.Practice.TextAsync(AnnPhone, "the new pills make me dizzy", "r-1");
        await app.Practice.AdvanceAsync("P1D");
        Assert.Equal(["r-1"], [.. await app.Practice.RepliesAsync(ann), .. await app.Practice.RepliesAsync(bob)]);
        Assert.NotEmpty(await app.Practice.EscalationsAsync());
    }

    [Fact]
    public async Task Reply_WhoIsWritingCouldNotBeAsked_IsAskedOnceTextsAreUp()
    {
        await using var app = await RunningApp.StartAsync("2026-03-02T15:00:00Z");
        await TwoAsync(app);
        await app.Practice.FaultsAsync("sms", 1, 503);
        await app.Practice.TextAsync(AnnPhone, "I have a question", "r-1");
        Assert.Empty(await app.Practice.SentToAsync(AnnPhone));
        await app.Practice.AdvanceAsync("PT5M");
        Assert.Contains("who is writing", Assert.Single(await app.Practice.SentToAsync(AnnPhone)).Text, StringComparison.Ordinal);
    }

    private static async Task<(string Ann, string Bob)> TwoAsync(RunningApp app) => (
        await app.Practice.RegisterAsync(Ann().With("sharedPhone", true)),
        await app.Practice.RegisterAsync(Ann("A-2", name: "Bob").With("sharedPhone", true)));
}
