using System.Net;
using System.Text.RegularExpressions;
using NodaTime;
using Outreach.App.Tests.Endpoints;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;

namespace Outreach.App.Tests.Pages;

/// <summary>What a link opens, and what it does not.</summary>
public sealed class EscalationLinkTests
{
    [Fact]
    public async Task Page_Opened_HasNeitherNameNorNumberUntilTheCodeFromTheProvidersPhone()
    {
        await using var server = await TestServer.StartAsync();
        server.PutEscalation();

        var (_, before) = await server.OpenAsync(PageSamples.StaffLink());
        await server.SubmitAsync(PageSamples.StaffLink(), "code");
        var text = Assert.Single(server.Gateway.Sent);
        var code = text.Text[..6];
        var (wrong, told) = await server.SubmitAsync(PageSamples.StaffLink(), "unlock", ("code", code == "111111" ? "111112" : "111111"));
        var (right, _) = await server.SubmitAsync(PageSamples.StaffLink(), "unlock", ("code", code));
        var (_, after) = await server.OpenAsync(PageSamples.StaffLink());

        foreach (var personal in new[] { "Maria", "Restrepo", "555-0142", "5550142", "A-1001", "1956", "Full timeline" })
        {
            Assert.DoesNotContain(personal, before, StringComparison.Ordinal);
            Assert.DoesNotContain(personal, told, StringComparison.Ordinal);
        }
        Assert.Equal(Core.Patients.ContactPoint.Of(Samples.Context.Practice.ProviderById("lee")!.Mobile!.Value), text.To);
        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.SeeOther), (wrong.StatusCode, right.StatusCode));
        Assert.Contains("tel:+12125550142", WebUtility.HtmlDecode(after), StringComparison.Ordinal);
        Assert.Contains("Full timeline", after, StringComparison.Ordinal);
        Assert.Equal(["code sent", "code tried", "code tried", "name and number"], server.Accesses.Written.Select(a => a.What).Where(w => w != "escalation"));
    }

    [Fact]
    public async Task Code_OfAnotherLinkOrTooManyTries_OpensNothing()
    {
        await using var server = await TestServer.StartAsync();
        server.PutEscalation();
        await server.SubmitAsync(PageSamples.StaffLink(), "code");
        var code = server.Gateway.Sent[0].Text[..6];

        await server.SubmitAsync(PageSamples.StaffLink("patel"), "code");
        var (foreign, _) = await server.SubmitAsync(PageSamples.StaffLink("patel"), "unlock", ("code", code));
        for (var i = 0; i < 5; i++) await server.SubmitAsync(PageSamples.StaffLink(), "unlock", ("code", "12"));
        var (late, html) = await server.SubmitAsync(PageSamples.StaffLink(), "unlock", ("code", code));
        server.Clock.Now += Duration.FromMinutes(11);
        await server.SubmitAsync(PageSamples.StaffLink(), "code");
        var (again, _) = await server.SubmitAsync(PageSamples.StaffLink(), "unlock", ("code", server.Gateway.Sent[^1].Text[..6]));

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Conflict, HttpStatusCode.SeeOther), (foreign.StatusCode, late.StatusCode, again.StatusCode));
        Assert.Contains("Too many codes were tried", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Link_Expired_OffersAFreshOneToTheAddressOnFileAndTellsNothing()
    {
        await using var server = await TestServer.StartAsync();
        server.PutEscalation();

        await AskAsync(server, server.Links.Path(PageSamples.StaffLink() with { ExpiresAt = Samples.Now }));

        var mail = Assert.Single(server.Gateway.Sent);
        Assert.Equal(Samples.Context.Practice.ProviderById("lee")!.Email.Value, mail.To.Address);
        var url = mail.Text.Split('\n')[1];
        using var opened = await server.Client.GetAsync(new Uri(url).PathAndQuery);
        Assert.Equal(HttpStatusCode.OK, opened.StatusCode);
        Assert.DoesNotContain("M. R.", mail.Text + mail.Subject, StringComparison.Ordinal);
        Assert.Empty(server.Turns.Commands);
    }

    /// <summary>Whoever makes up a link learns nothing by asking, and can have mail sent to nobody but a provider who is on the ladder.</summary>
    [Fact]
    public async Task Fresh_OfALinkThatIsNotOurs_AnswersAlikeAndMailsTheLadderOnly()
    {
        await using var server = await TestServer.StartAsync();
        server.PutEscalation();
        var state = server.Ledgers.State(Samples.Maria);
        server.Ledgers.Put(state with { Escalations = [state.Escalations[0] with { Ladder = [state.Escalations[0].Ladder[0]] }] });
        var good = PageSamples.StaffLink();
        (string Path, bool Mailed)[] cases =
        [
            ("/e/nothing", false),
            (Elsewhere.Path(good with { Recipient = "gone-from-here" }), false),
            (Elsewhere.Path(good with { Target = Guid.Empty }), false),
            (Elsewhere.Path(good with { Patient = new(Guid.Empty) }), false),
            (Elsewhere.Path(good with { Recipient = "patel" }), false),
            (Elsewhere.Path(good with { Kind = LinkKind.CheckIn }).Replace("/c/", "/e/"), false),
            (Elsewhere.Path(good), true),
        ];

        List<string> answers = [];
        foreach (var (path, mailed) in cases)
        {
            var began = TimeProvider.System.GetTimestamp();
            answers.Add(await AskAsync(server, path));
            Assert.True(TimeProvider.System.GetElapsedTime(began) > TimeSpan.FromMilliseconds(900), "the answer came sooner than the slowest may");
            Assert.Equal(mailed ? 1 : 0, server.Gateway.Sent.Count);
        }

        Assert.Single(answers.Distinct());
        // A colleague who was asked has a link that we signed.
        await AskAsync(server, server.Links.Path(good with { Recipient = "patel", ExpiresAt = Samples.Now }));
        Assert.Equal(2, server.Gateway.Sent.Count);
        Assert.Equal(Samples.Context.Practice.ProviderById("lee")!.Email.Value, server.Gateway.Sent[0].To.Address);
    }

    [Fact]
    public async Task Fresh_AskedAgainAndAgain_IsOneInTenMinutesAndAFewADay()
    {
        await using var server = await TestServer.StartAsync();
        server.PutEscalation();

        foreach (var minutes in new[] { 1, 2, 3 }) await AskAsync(server, Elsewhere.Path(PageSamples.StaffLink() with { ExpiresAt = Samples.Now + Duration.FromMinutes(minutes) }));
        Assert.Single(server.Gateway.Sent);
        for (var i = 0; i < 8; i++)
        {
            server.Clock.Now += Duration.FromMinutes(11);
            await AskAsync(server, Elsewhere.Path(PageSamples.StaffLink()));
        }

        Assert.Equal(6, server.Gateway.Sent.Count);
    }

    private static readonly App.Links.LinkSigner Elsewhere = new([.. Enumerable.Repeat((byte)9, 32)], () => "");

    /// <summary>Opens the link, presses the button of the page that tells nothing, and gives the answer.</summary>
    private static async Task<string> AskAsync(TestServer server, string path)
    {
        using var page = await server.Client.GetAsync(path);
        Assert.Equal(HttpStatusCode.Gone, page.StatusCode);
        using var form = new FormUrlEncodedContent(PageSamples.HiddenFields(await page.Content.ReadAsStringAsync(), "fresh").Select(f => KeyValuePair.Create(f.Name, f.Value)));
        using var answer = await server.Client.PostAsync(path, form);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("0123456789abcdef0123456789abcdef")]
    public async Task Form_WithoutTheProofOfOurPage_IsRefused(string proof)
    {
        await using var server = await TestServer.StartAsync();
        server.PutEscalation();

        var (response, _) = await server.PostAsync(PageSamples.StaffLink(), ("act", "resolve"), ("reason", "x"), ("proof", proof));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Empty(server.Turns.Commands);
    }

    [Fact]
    public async Task Form_WithTheProofOfAnotherLink_IsRefused()
    {
        await using var server = await TestServer.StartAsync();
        server.PutEscalation();
        var (_, patels) = await server.OpenAsync(PageSamples.StaffLink("patel"));

        var (response, _) = await server.PostAsync(PageSamples.StaffLink("lee"), [.. PageSamples.HiddenFields(patels, "called")]);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Link_ExpiredForeignGoneOrOfAnotherKind_TellsNothing()
    {
        await using var server = await TestServer.StartAsync();
        server.PutEscalation();
        var good = PageSamples.StaffLink();
        string[] cases =
        [
            server.Links.Path(good with { ExpiresAt = Samples.Now }),
            server.Links.Path(good with { Recipient = "gone-from-here" }),
            server.Links.Path(good with { Target = Guid.Empty }),
            server.Links.Path(good with { Patient = new(Guid.Empty) }),
            Elsewhere.Path(good),
            server.Links.Path(good)[..^2] + "AA",
            server.Links.Path(good with { Kind = LinkKind.CheckIn }).Replace("/c/", "/e/"),
            "/e/nothing",
        ];

        List<string> answers = [];
        foreach (var path in cases)
        {
            using var response = await server.Client.GetAsync(path);
            var html = await response.Content.ReadAsStringAsync();
            Assert.Equal(HttpStatusCode.Gone, response.StatusCode);
            Assert.DoesNotContain("M. R.", html, StringComparison.Ordinal);
            Assert.DoesNotContain("Riverside", html, StringComparison.Ordinal);
            answers.Add(Regex.Replace(html.Replace(path, "", StringComparison.Ordinal), "name=\"(proof|id)\" value=\"[^\"]*\"", ""));
        }

        Assert.Single(answers.Distinct());
    }
}
