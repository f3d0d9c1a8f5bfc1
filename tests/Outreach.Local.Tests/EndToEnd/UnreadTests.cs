using System.Text.Json.Nodes;
using static Outreach.Local.Tests.EndToEnd.Persons;

namespace Outreach.Local.Tests.EndToEnd;

/// <summary>What nobody has read, and who cannot be reached, from the phone to the board.</summary>
public sealed class UnreadTests
{
    private const string Stranger = "+12125550188";

    [Fact]
    public async Task TextsOfAStranger_WaitUntilSomebodyHasReadThem()
    {
        await using var app = await RunningApp.StartAsync("2026-03-02T15:00:00Z");
        await app.Practice.TextAsync(Stranger, "hi it is Maria, my new number. the swelling is back", "s-1");
        await app.Practice.TextAsync(Stranger, "can somebody ring me", "s-2");
        await app.Practice.TextAsync(Stranger, "thanks", "s-3");
        await app.Practice.TextAsync("+12125550189", "STOP", "s-4");

        var unread = await UnreadAsync(app);
        Assert.Equal(["s-1", "s-2"], unread.Select(u => (string?)u["messageId"]));
        Assert.Single(await app.Practice.SentToAsync(Stranger));

        await app.Practice.AdvanceAsync("P1D");
        var seen = await app.Http.PostAsync("/api/unread/seen", PracticeClient.Json("""{"by":"lee","from":"+12125550188","messageId":"s-1"}"""));
        Assert.Equal(System.Net.HttpStatusCode.NoContent, seen.StatusCode);
        Assert.Equal(["s-2"], (await UnreadAsync(app)).Select(u => (string?)u["messageId"]));
    }

    [Fact]
    public async Task ReplyThatNothingCouldUse_WaitsOnceTheCheckInIsOver_AndWhoReadItIsOnTheTimeline()
    {
        await using var app = await RunningApp.StartAsync("2026-03-02T12:00:00Z");
        var ann = await app.Practice.RegisterAsync(Ann());
        await app.Practice.EnrollAsync(ann, "home-blood-pressure", "2026-03-01");
        while ((await app.Practice.TimelineAsync(ann, "question-asked")).Count == 0) await app.Practice.NextAsync();
        await app.Practice.TextAsync(AnnPhone, "the thing says err", "r-1");
        await app.Practice.AdvanceAsync("PT5M");
        Assert.Single(await app.Practice.TimelineAsync(ann, "asked-again"));
        Assert.Empty(await UnreadAsync(app));

        await app.Practice.AdvanceAsync("P1D");
        var unread = Assert.Single(await UnreadAsync(app))!;
        Assert.Equal((ann, "the thing says err"), ((string?)unread["patientId"], (string?)unread["replies"]![0]!["text"]));

        await app.Http.PostAsync("/api/unread/seen", PracticeClient.Json($$"""{"by":"ortiz","patientId":"{{ann}}","upTo":"{{unread["replies"]![0]!["at"]}}"}"""));
        Assert.Empty(await UnreadAsync(app));
        Assert.Contains("Dr. Ortiz has read", (string?)Assert.Single(await app.Practice.TimelineAsync(ann, "replies-seen"))["text"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task PatientWhoOptsOut_CannotBeReached_UntilTheyOptInAgain()
    {
        await using var app = await RunningApp.StartAsync("2026-03-02T15:00:00Z");
        var ann = await app.Practice.RegisterAsync(Ann());
        await app.Practice.RegisterAsync(Ann("A-2", "+12125550122", "Ben"));
        await app.Practice.TextAsync(AnnPhone, "STOP", "r-1");

        var item = Assert.Single((await app.Practice.GetAsync("/api/unreachable"))["items"]!.AsArray())!;
        Assert.Equal((ann, "2026-03-02T15:00:00Z"), ((string?)item["patientId"], (string?)item["since"]));

        await app.Practice.TextAsync(AnnPhone, "START", "r-2");
        Assert.Empty((await app.Practice.GetAsync("/api/unreachable"))["items"]!.AsArray());
    }

    private static async Task<IReadOnlyList<JsonNode>> UnreadAsync(RunningApp app) => [.. (await app.Practice.GetAsync("/api/unread"))["items"]!.AsArray().Select(i => i!)];
}
