using System.Net;
using System.Text.RegularExpressions;
using NodaTime;
using Outreach.App.Tests.Endpoints;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.App.Tests.Pages;

/// <summary>What the provider presses.</summary>
public sealed class EscalationFormTests
{
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
    public async Task Acknowledge_AsThePageStands_PromisesNoTimeThatNobodyChose()
    {
        await using var server = await TestServer.StartAsync();
        server.PutEscalation();

        var (response, _) = await server.SubmitAsync(PageSamples.StaffLink(), "acknowledge", ("until", ""));

        Assert.Null(Assert.IsType<Command.Acknowledge>(Assert.Single(server.Turns.Commands)).Until);
        var page = await server.Client.GetStringAsync(response.Headers.Location);
        Assert.Contains("the patient was told no time", page, StringComparison.Ordinal);
        Assert.Contains("Dr. Lee took it on; no time was promised.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"\" checked", page, StringComparison.Ordinal);
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
    public async Task Page_AfterADeath_PromisesNobodyAWordAndOffersOneLineToSend()
    {
        await using var server = await TestServer.StartAsync();
        server.PutEscalation();
        var state = server.Ledgers.State(Samples.Maria);
        server.Ledgers.Put(state with { Patient = state.Patient! with { Status = PatientStatus.Deceased } });

        var (_, html) = await server.OpenAsync(PageSamples.StaffLink());
        var line = Assert.Single(Regex.Matches(html, "<form(?:(?!</form>).)*Send this line</button>", RegexOptions.Singleline)).Value;
        await server.PostAsync(PageSamples.StaffLink(), PageSamples.HiddenFieldsOf(line));

        foreach (var promise in new[] { "The patient hears that", "The patient is told", "Tell the patient" }) Assert.DoesNotContain(promise, html, StringComparison.Ordinal);
        Assert.Equal("Siento mucho su pérdida. Si hay algo que podamos hacer, llámenos.", Assert.IsType<Command.ProviderReply>(Assert.Single(server.Turns.Commands)).Text);
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
        Assert.DoesNotContain(">I have it ", html, StringComparison.Ordinal);
    }
}
