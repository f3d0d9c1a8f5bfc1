using System.Net;
using NodaTime;
using Outreach.App.Tests.Endpoints;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Replies;

namespace Outreach.App.Tests.Pages;

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
    public async Task Page_WordsThatWereReliedOn_AreMarked()
    {
        await using var server = await TestServer.StartAsync();
        server.PutEscalation(words: "my <b>chest</b> hurts a lot", marks: [new(3, 21)]);

        var (_, html) = await server.OpenAsync(PageSamples.StaffLink());

        Assert.Contains("my <mark>&lt;b&gt;chest&lt;/b&gt; hurts</mark> a lot", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Acknowledge_ByMistake_CanBeUndoneForAMinute()
    {
        await using var server = await TestServer.StartAsync();
        server.PutEscalation();
        await server.SubmitAsync(PageSamples.StaffLink(), "acknowledge", ("until", "60"));

        var (_, others) = await server.OpenAsync(PageSamples.StaffLink("patel"));
        var (response, _) = await server.SubmitAsync(PageSamples.StaffLink(), "undo");
        var done = await server.Client.GetStringAsync(response.Headers.Location);
        await server.SubmitAsync(PageSamples.StaffLink(), "acknowledge", ("until", "60"));
        server.Clock.Now += Duration.FromMinutes(1);
        var (_, later) = await server.OpenAsync(PageSamples.StaffLink());

        Assert.IsType<Command.UndoAcknowledge>(server.Turns.Commands[1]);
        Assert.Contains("Undone: it is not yours.", done, StringComparison.Ordinal);
        Assert.All([others, later], html => Assert.DoesNotContain("value=\"undo\"", html, StringComparison.Ordinal));
    }

    [Fact]
    public async Task PutOffAndAsk_AreCommandsOfTheLinksHolder_AndAnEmergencyHasNoneToPutOff()
    {
        await using var server = await TestServer.StartAsync();
        server.PutEscalation();
        await server.SubmitAsync(PageSamples.StaffLink(), "ask", ("colleague", "patel"), ("note", "do you know her?"));
        await server.SubmitAsync(PageSamples.StaffLink(), "snooze", ("for", "240"));
        var (response, html) = await server.OpenAsync(PageSamples.StaffLink("patel"));

        Assert.Equal(("lee", "patel", "do you know her?"), server.Turns.Commands[0] is Command.AskColleague a ? (a.By, a.Colleague, a.Note) : default);
        Assert.Equal(("lee", Samples.Now + Duration.FromHours(4)), server.Turns.Commands[1] is Command.Snooze s ? (s.By, s.Until) : default);
        Assert.Contains("Dr. Lee asked Dr. Patel to look at it: “do you know her?”", html, StringComparison.Ordinal);
        Assert.Contains("Dr. Lee put it off until", html, StringComparison.Ordinal);
        server.PutEscalation(Urgency.Emergency);
        (_, html) = await server.OpenAsync(PageSamples.StaffLink());
        Assert.DoesNotContain("value=\"snooze\"", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Hi Maria, please come in", "the patient&#x27;s name")]
    [InlineData("stop the lisinopril today", "a medicine (lisinopril)")]
    [InlineData("your Diabetes needs a look", "diabetes")]
    public async Task Reply_ThatNamesWhatOthersShouldNotRead_IsAskedAboutOnce(string text, string warning)
    {
        await using var server = await TestServer.StartAsync();
        server.PutEscalation();

        var (response, html) = await server.SubmitAsync(PageSamples.StaffLink(), "reply", ("text", text));
        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Contains("Not sent yet.", html, StringComparison.Ordinal);
        Assert.Contains(WebUtility.HtmlDecode(warning), WebUtility.HtmlDecode(html), StringComparison.OrdinalIgnoreCase);
        Assert.Empty(server.Turns.Commands);

        (response, _) = await server.PostAsync(PageSamples.StaffLink(), [.. PageSamples.HiddenFields(html, "reply"), ("text", text), ("sure", "yes")]);
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.Equal(text, Assert.IsType<Command.ProviderReply>(Assert.Single(server.Turns.Commands)).Text);
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

    [Theory]
    [InlineData("60", 60)]
    [InlineData("15", 15)]
    [InlineData("office", 450)]
    public async Task Acknowledge_WithATime_IsPromisedAndThePageSaysWhatThePatientHears(string choice, int minutes)
    {
        await using var server = await TestServer.StartAsync();
        server.PutEscalation();

        var (response, _) = await server.SubmitAsync(PageSamples.StaffLink(), "acknowledge", ("until", choice));

        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        var command = Assert.IsType<Command.Acknowledge>(Assert.Single(server.Turns.Commands));
        Assert.Equal(("lee", Samples.Now + Duration.FromMinutes(minutes)), (command.By, command.Until));
        var page = await server.Client.GetStringAsync(response.Headers.Location);
        Assert.Contains("It is yours until", page, StringComparison.Ordinal);
        Assert.Contains("<q>Dr. Lee has seen your message and will act on it.</q>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Correct_AReading_IsSubmittedAsItWasChosenAndSaid()
    {
        await using var server = await TestServer.StartAsync();
        server.PutEscalation();

        var (response, _) = await server.SubmitAsync(PageSamples.StaffLink(), "correct", ("urgency", "emergency"), ("intents", "concern"), ("intents", "call-me"));

        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        var command = Assert.IsType<Command.CorrectReading>(Assert.Single(server.Turns.Commands));
        Assert.Equal(("m1", Intents.Concern | Intents.CallMe, Urgency.Emergency, "lee"), (command.Message, command.Intents, command.Urgency, command.By));
        Assert.Contains("Noted how it should have been read.", await server.Client.GetStringAsync(response.Headers.Location), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Correct_NoSuchUrgency_IsRefusedKindly()
    {
        await using var server = await TestServer.StartAsync();
        server.PutEscalation();

        var (response, _) = await server.SubmitAsync(PageSamples.StaffLink(), "correct", ("urgency", "panic"), ("intents", "concern"));

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Empty(server.Turns.Commands);
    }

    [Fact]
    public async Task Acknowledge_NoSuchTime_IsRefusedKindly()
    {
        await using var server = await TestServer.StartAsync();
        server.PutEscalation();

        var (response, html) = await server.SubmitAsync(PageSamples.StaffLink(), "acknowledge", ("until", "99999"));

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Contains("Please choose one of the times", html, StringComparison.Ordinal);
        Assert.Empty(server.Turns.Commands);
    }

    [Fact]
    public async Task Emergency_Page_OffersAnHourAtMostAndFifteenMinutesByDefault()
    {
        await using var server = await TestServer.StartAsync();
        server.PutEscalation(Urgency.Emergency);

        var (_, html) = await server.OpenAsync(PageSamples.StaffLink());

        Assert.Contains("value=\"15\" checked", html, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"120\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"office\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forms_EachAct_IsOneCommandByTheLinksHolder()
    {
        await using var server = await TestServer.StartAsync();
        server.PutEscalation();

        await server.SubmitAsync(PageSamples.StaffLink(), "called", ("by", "patel"));
        await server.SubmitAsync(PageSamples.StaffLink(), "reply", ("text", "Please come in today."));
        await server.SubmitAsync(PageSamples.StaffLink(), "resolve", ("reason", "Seen"));

        Assert.Collection(
            server.Turns.Commands,
            c => Assert.Equal("lee", Assert.IsType<Command.Called>(c).By),
            c => Assert.Equal("Please come in today.", Assert.IsType<Command.ProviderReply>(c).Text),
            c => Assert.Equal("Seen", Assert.IsType<Command.Resolve>(c).Reason));
    }

    [Fact]
    public async Task Form_PressedTwice_IsOneAct()
    {
        await using var server = await TestServer.StartAsync();
        server.PutEscalation();
        var (_, page) = await server.OpenAsync(PageSamples.StaffLink());
        var form = PageSamples.HiddenFields(page, "called");

        await server.PostAsync(PageSamples.StaffLink(), form);
        await server.PostAsync(PageSamples.StaffLink(), form);

        Assert.Single(server.Turns.Commands);
    }

    [Fact]
    public async Task Form_SecondProvider_SeesWhatTheFirstDidBeforeAnythingIsSent()
    {
        await using var server = await TestServer.StartAsync();
        server.PutEscalation();
        var (_, patels) = await server.OpenAsync(PageSamples.StaffLink("patel"));
        await server.SubmitAsync(PageSamples.StaffLink("lee"), "acknowledge", ("until", "30"));

        var (response, html) = await server.PostAsync(PageSamples.StaffLink("patel"), [.. PageSamples.HiddenFields(patels, "acknowledge"), ("until", "15")]);

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Contains("While you were reading: Dr. Lee took it on", html, StringComparison.Ordinal);
        Assert.Single(server.Turns.Commands);
        var (again, _) = await server.PostAsync(PageSamples.StaffLink("patel"), [.. PageSamples.HiddenFields(html, "acknowledge"), ("until", "15")]);
        Assert.Equal(HttpStatusCode.SeeOther, again.StatusCode);
    }

    [Fact]
    public async Task Form_ResolvedMeanwhile_IsRefusedAndThePageHasNoMoreButtons()
    {
        await using var server = await TestServer.StartAsync();
        server.PutEscalation();
        var (_, page) = await server.OpenAsync(PageSamples.StaffLink());
        await server.SubmitAsync(PageSamples.StaffLink(), "resolve", ("reason", "Seen"));

        var (response, html) = await server.PostAsync(PageSamples.StaffLink(), [.. PageSamples.HiddenFields(page, "acknowledge"), ("until", "15")]);

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Contains("already resolved", html, StringComparison.Ordinal);
        Assert.DoesNotContain(">Acknowledge<", html, StringComparison.Ordinal);
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
