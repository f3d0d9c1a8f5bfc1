using System.Net;
using System.Text.RegularExpressions;
using Outreach.App.Tests.Endpoints;
using Outreach.Core.FollowUps;
using Outreach.Core.Replies;

namespace Outreach.App.Tests.Pages;

/// <summary>What the provider sees.</summary>
public sealed class EscalationPageTests
{
    private const string Attack = "<script>alert(1)</script> \"><img src=x onerror=alert(1)> it's bad & worse";

    [Fact]
    public async Task Page_Opened_ShowsInitialsWordsReasonTrendAndWhatComesNext()
    {
        await using var server = await TestServer.StartAsync();
        server.PutEscalation();

        var (response, html) = await server.OpenAsync(PageSamples.StaffLink());

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        foreach (var part in new[]
        {
            "M. R.", "Urgent", "Since 9:16 AM, 14 min ago", "If nobody acts, Dr. Patel is told at 10:16 AM (in 46 min).",
            "<blockquote lang=\"es\">Tengo los tobillos hinchados", "Weight up 5 lb or more in a week", "2022 AHA/ACC/HFSA",
            "up 5.6 lb since Tue, Feb 24", "<svg class=\"spark\"", "Gracias por avisar.", "Today, by 5:00 PM",
        })
        {
            Assert.Contains(part, html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Page_WordsThatWereReliedOn_AreMarked()
    {
        await using var server = await TestServer.StartAsync();
        server.PutEscalation(words: "my <b>chest</b> hurts a lot", marks: [new(3, 21)]);

        var (_, html) = await server.OpenAsync(PageSamples.StaffLink());

        Assert.Contains("my <mark>&lt;b&gt;chest&lt;/b&gt; hurts</mark> a lot", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_PatientsWords_AreEncodedEverywhere()
    {
        await using var server = await TestServer.StartAsync();
        server.PutEscalation(words: Attack);

        var (_, html) = await server.OpenAsync(PageSamples.StaffLink());

        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_TypedTextGivenBackAfterARefusal_IsEncoded()
    {
        await using var server = await TestServer.StartAsync();
        server.PutEscalation();
        server.Turns.RefuseNext = new CannotReach("opted out");

        var (response, html) = await server.SubmitAsync(PageSamples.StaffLink(), "reply", ("text", "</textarea>" + Attack));

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Contains("Nothing was changed.", html, StringComparison.Ordinal);
        Assert.Contains("&lt;/textarea&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_GetAndHead_ChangeNothingButTheAccessLog()
    {
        await using var server = await TestServer.StartAsync();
        server.PutEscalation();

        using var head = await server.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, server.Links.Path(PageSamples.StaffLink())));
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Empty(server.Accesses.Written);
        await server.OpenAsync(PageSamples.StaffLink(), "?done=resolve&act=resolve");

        Assert.Empty(server.Turns.Commands);
        var access = Assert.Single(server.Accesses.Written);
        Assert.Equal((Samples.Maria, "lee", "escalation", Samples.Escalation, Samples.Now), (access.Patient, access.Who, access.What, access.Target, access.At));
    }

    [Fact]
    public async Task Emergency_Page_OffersAnHourAtMostAndChoosesNoTimeForAnybody()
    {
        await using var server = await TestServer.StartAsync();
        server.PutEscalation(Urgency.Emergency);

        var (_, html) = await server.OpenAsync(PageSamples.StaffLink());

        Assert.Equal("<input type=\"radio\" name=\"until\" value=\"\" checked>", Assert.Single(Regex.Matches(html, "<input[^>]*name=\"until\"[^>]*checked[^>]*>")).Value);
        Assert.Contains("if you name no time, after 15 min", html, StringComparison.Ordinal);
        Assert.Contains("value=\"60\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"120\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"office\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_Markup_HasNoInlineScriptStyleOrHandler()
    {
        await using var server = await TestServer.StartAsync();
        server.PutEscalation();

        var (response, html) = await server.OpenAsync(PageSamples.StaffLink());

        Assert.DoesNotMatch("<script(?![^>]* src=)", html);
        Assert.DoesNotMatch("<style| style=| on[a-z]+=", html);
        Assert.DoesNotContain("http", html.Replace("http-equiv", ""), StringComparison.Ordinal);
        Assert.True(response.Headers.CacheControl!.NoStore);
        Assert.Contains("<html lang=\"en\">", html, StringComparison.Ordinal);
        Assert.Contains("<main id=\"main\"", html, StringComparison.Ordinal);
    }
}
