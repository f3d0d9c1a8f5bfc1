using System.Net;
using NodaTime;
using Outreach.App.Endpoints;
using Outreach.App.Ledgers;
using Outreach.App.Tests.Endpoints;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;

namespace Outreach.App.Tests.Pages;

/// <summary>What nobody has read, and who cannot be reached.</summary>
public sealed class BoardListsTests
{
    private static readonly Staff Lee = new("lee@riverside.example", StaffRole.Provider);
    private static readonly Staff FrontDesk = new("desk@riverside.example", StaffRole.FrontDesk);
    private static readonly ContactPoint Stranger = ContactPoint.TryParse(Channel.Sms, "+12125550188")!;

    private static FollowUp Unread => Samples.FollowUp with
    {
        LeftUnread = [new(Samples.FollowUp.Contacts[0].Contact, "the grey thing again", Samples.Now - Duration.FromMinutes(50)), new(Samples.FollowUp.Contacts[0].Contact, "as I said", Samples.Now - Duration.FromMinutes(20))],
    };

    private static FollowUp Silenced => Samples.FollowUp with
    {
        Patient = Samples.Patient with { Consents = [new(Channel.Sms, "intake form", new(2026, 1, 5))] },
        Contacts = [Samples.FollowUp.Contacts[0] with { OptedOutAt = Samples.Now - Duration.FromDays(3) }],
    };

    [Fact]
    public async Task Board_Unread_SaysWhoAndWhenAndNoWords()
    {
        await using var server = await TestServer.StartAsync(signedIn: Lee);
        server.Ledgers.Put(Unread);
        server.Book.Strangers.Add(new StrayText(Stranger, "m-1", "is this the clinic my foot is numb", Samples.Now - Duration.FromHours(2), StrayText.Answered) { Unread = true });

        var html = await server.Client.GetStringAsync("/board");

        foreach (var part in new[] { "M. R.", "A-1001", "8:40 AM (50 min ago)", "212-555-0188", "7:30 AM (2 h ago)", "Read them: 2" }) Assert.Contains(part, html, StringComparison.Ordinal);
        foreach (var part in new[] { "Restrepo", "grey thing", "numb" }) Assert.DoesNotContain(part, html, StringComparison.Ordinal);
        Assert.Empty(server.Accesses.Written);
    }

    [Fact]
    public async Task Unread_Opened_ShowsTheWordsAndIsWrittenDown()
    {
        await using var server = await TestServer.StartAsync(signedIn: Lee);
        server.Ledgers.Put(Unread);
        server.Book.Strangers.Add(new StrayText(Stranger, "m-1", "is <b>this</b> the clinic", Samples.Now, "not answered") { Unread = true });

        var html = await server.Client.GetStringAsync("/board/unread");

        foreach (var part in new[] { "the grey thing again", "as I said", "is &lt;b&gt;this&lt;/b&gt; the clinic", "The sender was not answered." }) Assert.Contains(part, html, StringComparison.Ordinal);
        Assert.Equal(("lee", Samples.Maria), (Assert.Single(server.Accesses.Written).Who, server.Accesses.Written[0].Patient));
        Assert.Empty(server.Turns.Commands);
    }

    [Fact]
    public async Task Unread_PatientInAnotherZone_IsInTheirTimeAndSaysSo()
    {
        await using var server = await TestServer.StartAsync(signedIn: Lee);
        server.Ledgers.Put(Unread with { Patient = Samples.Patient with { TimeZone = "America/Los_Angeles" } });

        Assert.Contains("5:40 AM their time (50 min ago)", await server.Client.GetStringAsync("/board"), StringComparison.Ordinal);
    }

    /// <summary>What was written after the page was made stays unread.</summary>
    [Fact]
    public async Task Unread_Seen_IsKeptWithWhoAndUpToWhatWasShown()
    {
        await using var server = await TestServer.StartAsync(signedIn: Lee);
        server.Ledgers.Put(Unread);

        var (answer, _) = await server.PostBoardAsync("/board/unread", "/board/unread", "upTo");

        Assert.Equal((HttpStatusCode.SeeOther, "/board/unread?done=seen#notice"), (answer.StatusCode, answer.Headers.Location!.OriginalString));
        var command = Assert.IsType<Command.SeeReplies>(Assert.Single(server.Turns.Commands));
        Assert.Equal(("lee", Samples.Now - Duration.FromMinutes(20)), (command.By, command.UpTo));
        Assert.Contains("Nothing that somebody wrote waits", await server.Client.GetStringAsync("/board"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unread_StrangersTextSeen_IsKeptWithWho()
    {
        await using var server = await TestServer.StartAsync(signedIn: Lee);
        server.Book.Strangers.Add(new StrayText(Stranger, "m-1", "hello", Samples.Now, StrayText.Answered) { Unread = true });

        await server.PostBoardAsync("/board/unread", "/board/unread", "message");

        var seen = Assert.Single(server.Book.Strangers);
        Assert.Equal((false, "lee", (Instant?)Samples.Now), (seen.Unread, seen.SeenBy, seen.SeenAt));
    }

    [Fact]
    public async Task Unread_FrontDesk_SeesThatThereIsSomethingAndNotWhat()
    {
        await using var server = await TestServer.StartAsync(signedIn: FrontDesk);
        server.Ledgers.Put(Unread);

        Assert.Contains("To be read by a provider.", await server.Client.GetStringAsync("/board"), StringComparison.Ordinal);
        var page = await server.Client.GetAsync("/board/unread");
        Assert.Equal(HttpStatusCode.Forbidden, page.StatusCode);
        Assert.DoesNotContain("grey", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("patient", Samples.Maria.ToString()), KeyValuePair.Create("upTo", "2030-01-01T00:00:00Z"), KeyValuePair.Create("proof", server.Links.FormProof("board|desk@riverside.example"))]);
        Assert.Equal(HttpStatusCode.Forbidden, (await server.Client.PostAsync("/board/unread", form)).StatusCode);
        Assert.Empty(server.Turns.Commands);
    }

    [Theory]
    [InlineData("/board")]
    [InlineData("/board/unreachable")]
    public async Task Unreachable_OptedOutEverywhere_IsListedWithWhyAndSince(string path)
    {
        await using var server = await TestServer.StartAsync(signedIn: FrontDesk);
        server.Ledgers.Put(Silenced);

        var html = await server.Client.GetStringAsync(path);

        foreach (var part in new[] { "M. R.", "A-1001", "Texts: opted out on Fri, Feb 27. Email: no consent.", "Fri, Feb 27</td>", "Dr. Lee", $"/board/patients/{Samples.Maria}" }) Assert.Contains(part, html, StringComparison.Ordinal);
        Assert.DoesNotContain("Restrepo", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("number does not exist", true, "Texts: number does not exist, since Fri, Feb 27.")]
    [InlineData("wrong number", false, "Texts: wrong number.")]
    public async Task Unreachable_NumberOutOfOrder_SaysSinceWhenWhereThatIsKnown(string reason, bool dated, string words)
    {
        await using var server = await TestServer.StartAsync(signedIn: FrontDesk);
        server.Ledgers.Put(Silenced with { Contacts = [new(Samples.FollowUp.Contacts[0].Contact) { Unusable = reason, UnusableAt = dated ? Samples.Now - Duration.FromDays(3) : null }] });

        Assert.Contains(words, await server.Client.GetStringAsync("/board/unreachable"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unreachable_Silent_SaysHowManyCheckInsOfWhichPlan()
    {
        await using var server = await TestServer.StartAsync(signedIn: FrontDesk);
        server.Ledgers.Put(Samples.FollowUp with { Patient = Samples.Patient with { Consents = [new(Channel.Sms, "intake form", new(2026, 1, 5))] }, Enrollments = [Samples.FollowUp.Enrollments[0] with { MissedInARow = 3, SilentSince = Samples.Now - Duration.FromDays(1) }] });

        var html = await server.Client.GetStringAsync("/board/unreachable");

        Assert.Contains("No answer to 3 check-ins in a row (Home checks).", html, StringComparison.Ordinal);
        Assert.Contains("yesterday</td>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unreachable_OneChannelOpen_IsNot()
    {
        await using var server = await TestServer.StartAsync(signedIn: FrontDesk);
        server.Ledgers.Put(Samples.FollowUp with { Patient = Samples.Patient with { Consents = [new(Channel.Sms, "intake form", new(2026, 1, 5))] } });

        Assert.Contains("Every active patient can be reached", await server.Client.GetStringAsync("/board/unreachable"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Patient_WhoCannotBeReached_SaysWhyOnTheirPage()
    {
        await using var server = await TestServer.StartAsync(signedIn: FrontDesk);
        server.Ledgers.Put(Silenced);

        Assert.Contains("Cannot be reached. Texts: opted out on Fri, Feb 27.", await server.Client.GetStringAsync($"/board/patients/{Samples.Maria}"), StringComparison.Ordinal);
    }
}
