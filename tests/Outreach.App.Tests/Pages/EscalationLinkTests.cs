using System.Net;
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
        var expired = PageSamples.StaffLink() with { ExpiresAt = Samples.Now };
        var gone = expired with { Recipient = "gone-from-here" };

        List<string> answers = [];
        foreach (var link in new[] { expired, gone })
        {
            var (_, page) = await server.OpenAsync(link);
            var (response, html) = await server.PostAsync(link, PageSamples.HiddenFields(page, "fresh"));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            answers.Add(html);
        }

        Assert.Equal(answers[0], answers[1]);
        var mail = Assert.Single(server.Gateway.Sent);
        Assert.Equal(Samples.Context.Practice.ProviderById("lee")!.Email.Value, mail.To.Address);
        var url = mail.Text.Split('\n')[1];
        using var opened = await server.Client.GetAsync(new Uri(url).PathAndQuery);
        Assert.Equal(HttpStatusCode.OK, opened.StatusCode);
        Assert.DoesNotContain("M. R.", mail.Text + mail.Subject, StringComparison.Ordinal);
        Assert.Empty(server.Turns.Commands);
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
        var elsewhere = new App.Links.LinkSigner([.. Enumerable.Repeat((byte)9, 32)], () => "");
        (string Path, HttpStatusCode Status)[] cases =
        [
            (server.Links.Path(good with { ExpiresAt = Samples.Now }), HttpStatusCode.Gone),
            (server.Links.Path(good with { Recipient = "gone-from-here" }), HttpStatusCode.Gone),
            (server.Links.Path(good with { Target = Guid.Empty }), HttpStatusCode.Gone),
            (server.Links.Path(good with { Patient = new(Guid.Empty) }), HttpStatusCode.Gone),
            (elsewhere.Path(good), HttpStatusCode.NotFound),
            (server.Links.Path(good)[..^2] + "AA", HttpStatusCode.NotFound),
            (server.Links.Path(good with { Kind = LinkKind.CheckIn }).Replace("/c/", "/e/"), HttpStatusCode.NotFound),
            ("/e/nothing", HttpStatusCode.NotFound),
        ];

        foreach (var (path, status) in cases)
        {
            using var response = await server.Client.GetAsync(path);
            var html = await response.Content.ReadAsStringAsync();
            Assert.Equal(status, response.StatusCode);
            Assert.DoesNotContain("M. R.", html, StringComparison.Ordinal);
            Assert.DoesNotContain("Riverside", html, StringComparison.Ordinal);
        }
    }
}
