using System.Net;
using System.Text.RegularExpressions;
using NodaTime;
using Outreach.App.Endpoints;
using Outreach.App.Tests.Endpoints;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.App.Tests.Pages;

public sealed class BoardTests
{
    private static readonly string Patient = $"/board/patients/{Samples.Maria}";

    private static readonly Staff Lee = new("lee@riverside.example", StaffRole.Provider);
    private static readonly Staff FrontDesk = new("desk@riverside.example", StaffRole.FrontDesk);

    [Fact]
    public async Task Board_OpenConcern_ShowsInitialsDeadlineAndWhoHasIt()
    {
        await using var server = await TestServer.StartAsync(signedIn: Lee);
        server.PutEscalation();

        var html = await server.Client.GetStringAsync("/board");

        foreach (var part in new[] { "M. R.", "Urgent", "9:16 AM", "Dr. Lee", "10:16 AM (in 46 min)", "Nobody in the next two weeks" }) Assert.Contains(part, html, StringComparison.Ordinal);
        Assert.DoesNotContain("Restrepo", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BoardEscalation_ProviderSignedIn_GoesToTheirOwnLink()
    {
        await using var server = await TestServer.StartAsync(signedIn: Lee);
        server.PutEscalation();

        var answer = await server.Client.GetAsync($"/board/escalations/{Samples.Escalation:N}");

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        var link = server.Links.Read(answer.Headers.Location!.OriginalString["/e/".Length..])!;
        Assert.Equal(("lee", Samples.Escalation, Samples.Maria), (link.Recipient, link.Target, link.Patient));
        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync(answer.Headers.Location)).StatusCode);
    }

    /// <summary>As whom is only asked where nobody signs in; a signed-in provider is themselves.</summary>
    [Fact]
    public async Task BoardEscalation_AsAnotherProvider_IsStillOneself()
    {
        await using var server = await TestServer.StartAsync(signedIn: Lee);
        server.PutEscalation();

        var answer = await server.Client.GetAsync($"/board/escalations/{Samples.Escalation:N}?as=patel");

        Assert.Equal("lee", server.Links.Read(answer.Headers.Location!.OriginalString["/e/".Length..])!.Recipient);
    }

    [Theory]
    [InlineData("/board")]
    [InlineData("/board/patients")]
    [InlineData("/board/new")]
    [InlineData("/board/unread")]
    [InlineData("/board/unreachable")]
    public async Task Board_Stranger_IsToldNothing(string path)
    {
        await using var server = await TestServer.StartAsync(trustLoopback: false);
        server.PutEscalation();

        var answer = await server.Client.GetAsync(path);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.DoesNotContain("Riverside", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FrontDesk_ReadsNeitherRepliesNorConcerns()
    {
        await using var server = await TestServer.StartAsync(signedIn: FrontDesk);
        server.PutEscalation();

        var page = await server.Client.GetStringAsync(Patient);
        var chart = await server.Client.GetAsync(Patient + "/chart");
        var escalation = await server.Client.GetAsync($"/board/escalations/{Samples.Escalation:N}");

        Assert.Contains("Restrepo", page, StringComparison.Ordinal);
        Assert.DoesNotContain("tobillos", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, chart.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, escalation.StatusCode);
    }

    [Fact]
    public async Task PatientPage_Opened_IsWrittenToTheAccessLogAndChangesNothing()
    {
        await using var server = await TestServer.StartAsync(signedIn: Lee);
        server.PutEscalation();

        var html = await server.Client.GetStringAsync(Patient);

        Assert.Contains("Tengo los tobillos hinchados", html, StringComparison.Ordinal);
        Assert.Contains(server.Accesses.Written, a => a is { Who: "lee", What: "patient page" } && a.Patient == Samples.Maria);
        Assert.Empty(server.Turns.Commands);
    }

    [Theory]
    [InlineData("restrepo")]
    [InlineData("Maria Res")]
    [InlineData("Restrepo, M")]
    [InlineData("A-1001")]
    [InlineData("555-0142")]
    public async Task Find_NameNumberOrId_FindsWithoutAnAddressThatTells(string wanted)
    {
        await using var server = await TestServer.StartAsync(signedIn: FrontDesk);
        server.PutEscalation();

        var (answer, html) = await server.PostBoardAsync("/board/patients", "/board/patients", "find", ("find", wanted));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("1 found", html, StringComparison.Ordinal);
        Assert.Contains(Patient, html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("")]
    [InlineData("12")]
    public async Task Find_NothingLikeIt_FindsNobody(string wanted)
    {
        await using var server = await TestServer.StartAsync(signedIn: FrontDesk);
        server.PutEscalation();

        Assert.Contains("Nobody found", (await server.PostBoardAsync("/board/patients", "/board/patients", "find", ("find", wanted))).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_ChangedWithAReason_IsDoneInTheNameOfWhoSignedIn()
    {
        await using var server = await TestServer.StartAsync(signedIn: FrontDesk);
        server.PutEscalation();

        var (answer, _) = await server.PostBoardAsync(Patient, Patient, "status", ("act", "status"), ("status", "in-hospital"), ("reason", "Daughter called"));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        var change = Assert.IsType<Command.ChangeStatus>(Assert.Single(server.Turns.Commands));
        Assert.Equal((PatientStatus.InHospital, "desk@riverside.example", "Daughter called"), (change.Status, change.By, change.Reason));
    }

    [Theory]
    [InlineData("status", "status", "paused")]
    [InlineData("withdraw", "plan", "home-check")]
    public async Task Act_WithoutAReason_IsRefusedInWords(string act, string field, string value)
    {
        await using var server = await TestServer.StartAsync(signedIn: Lee);
        server.PutEscalation();

        var (answer, html) = await server.PostBoardAsync(Patient, Patient, act, ("act", act), (field, value), ("reason", " "));

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("Write why, in a few words", html, StringComparison.Ordinal);
        Assert.Empty(server.Turns.Commands);
    }

    [Fact]
    public async Task Withdraw_Pressed_WithdrawsAndOffersThePlanAgain()
    {
        await using var server = await TestServer.StartAsync(signedIn: Lee);
        server.PutEscalation();

        await server.PostBoardAsync(Patient, Patient, "withdraw", ("act", "withdraw"), ("plan", "home-check"), ("reason", "Asked for it"));
        var (answer, _) = await server.PostBoardAsync(Patient, Patient, "enroll", ("act", "enroll"), ("plan", "home-check"), ("anchor", "2026-03-02"));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal(["Withdraw", "Enroll"], server.Turns.Commands.Select(c => c.GetType().Name));
        Assert.All(server.Turns.Commands, c => Assert.Equal("lee", c is Command.Enroll e ? e.By : ((Command.Withdraw)c).By));
    }

    [Fact]
    public async Task Form_OfAnotherPersonOrSite_SendsNothing()
    {
        await using var server = await TestServer.StartAsync(signedIn: Lee);
        server.PutEscalation();
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("act", "status"), KeyValuePair.Create("status", "moved"), KeyValuePair.Create("reason", "x"), KeyValuePair.Create("proof", server.Links.FormProof("board|someone@riverside.example"))]);

        var answer = await server.Client.PostAsync(Patient, content);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Empty(server.Turns.Commands);
    }

    [Fact]
    public async Task Profile_Changed_KeepsWhatTheFormDoesNotShow()
    {
        await using var server = await TestServer.StartAsync(signedIn: FrontDesk);
        var thresholds = Samples.Patient.Thresholds.Add("weight-up", 4m);
        server.Ledgers.Put(Samples.FollowUp with { Patient = Samples.Patient with { Thresholds = thresholds } });

        var (answer, html) = await server.PostBoardAsync(Patient + "/edit", Patient + "/edit", "preferredName", ProfileFields(("mobile", "+12125550177")));

        Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, html);
        var saved = Assert.IsType<Command.Register>(Assert.Single(server.Turns.Commands)).Patient;
        Assert.Equal(("+12125550177", "A-1001", 4m), (saved.Mobile!.Value.Value, saved.ExternalId, saved.Thresholds["weight-up"]));
    }

    /// <summary>What the patient chose by text stands against a file that repeats itself, and yields to a person who saw it.</summary>
    [Fact]
    public async Task ChangePatient_OverWhatThePatientChose_SaysSo()
    {
        await using var server = await TestServer.StartAsync(signedIn: FrontDesk);
        server.Ledgers.Put(Samples.FollowUp with { Wishes = new Wishes { Language = Language.Spanish }, Patient = Samples.Patient with { Language = Language.Spanish, Tone = Tone.Brief } });

        var (answer, html) = await server.PostBoardAsync(Patient + "/edit", Patient + "/edit", "preferredName", ProfileFields(("language", "en")));

        Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, html);
        var saved = Assert.IsType<Command.Register>(Assert.Single(server.Turns.Commands));
        Assert.True(saved.OverWishes);
        Assert.Equal(Language.English, saved.Patient.Language);
    }

    [Fact]
    public async Task NewPatient_WithMistakes_GivesEveryFieldBackWithWhatToWrite()
    {
        await using var server = await TestServer.StartAsync(signedIn: FrontDesk);

        var (answer, html) = await server.PostBoardAsync("/board/new", "/board/new", "preferredName", ProfileFields(("externalId", "B-2"), ("mobile", "555"), ("birthDate", "2031-01-01")));
        html = WebUtility.HtmlDecode(html);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        foreach (var part in new[] { "Give a phone number as +12125550100", "Not a date of birth", "value=\"555\"", "value=\"B-2\"", "aria-invalid=\"true\"" }) Assert.Contains(part, html, StringComparison.Ordinal);
        Assert.Empty(server.Turns.Commands);
    }

    [Fact]
    public async Task NewPatient_Complete_IsRegistered()
    {
        await using var server = await TestServer.StartAsync(signedIn: FrontDesk);

        var (answer, html) = await server.PostBoardAsync("/board/new", "/board/new", "preferredName", ProfileFields(("externalId", "B-2"), ("conditions", "hypertension\nasthma")));

        Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, html);
        Assert.Equal<string>(["hypertension", "asthma"], Assert.IsType<Command.Register>(Assert.Single(server.Turns.Commands)).Patient.Profile.Conditions.AsEnumerable());
    }

    [Fact]
    public async Task Chart_OfTheLastMonth_IsADatedNoteInThePatientsTime()
    {
        await using var server = await TestServer.StartAsync(signedIn: Lee);
        server.PutEscalation(Urgency.Urgent, "feet swollen");

        var html = WebUtility.HtmlDecode(await server.Client.GetStringAsync(Patient + "/chart"));

        foreach (var part in new[] { "Restrepo, Maria, born 1956-04-30, A-1001", "2026-03-02 09:16  Patient wrote by text: “186 feet swollen”", "Open: Urgent concern since 2026-03-02 09:16", "home-check@2" }) Assert.Contains(part, html, StringComparison.Ordinal);
        Assert.DoesNotContain("Su equipo", html, StringComparison.Ordinal);
    }

    internal static (string, string)[] ProfileFields(params (string Name, string Value)[] instead) =>
    [
        .. new (string Name, string Value)[]
        {
            ("preferredName", "Maria"), ("familyName", "Restrepo"), ("birthDate", "1956-04-30"), ("mobile", "+12125550142"), ("email", "maria@example.com"), ("timeZone", "America/New_York"),
            ("sex", "female"), ("language", "es"), ("preferredChannel", "sms"), ("providerEmail", "lee@riverside.example"),
        }.Where(f => instead.All(i => i.Name != f.Name)),
        .. instead,
    ];
}

internal static partial class BoardForms
{
    /// <summary>Opens a page of the board and sends the form on it that has this field or button.</summary>
    public static async Task<(HttpResponseMessage Response, string Html)> PostBoardAsync(this TestServer server, string page, string to, string form, params IEnumerable<(string Name, string Value)> fields)
    {
        var html = await server.Client.GetStringAsync(page);
        var found = Form().Matches(html).Select(m => m.Value).First(f => f.Contains($"name=\"{form}\"", StringComparison.Ordinal) || f.Contains($"value=\"{form}\"", StringComparison.Ordinal));
        var hidden = Hidden().Matches(found).Select(m => (m.Groups["name"].Value, WebUtility.HtmlDecode(m.Groups["value"].Value))).Where(h => fields.All(f => f.Name != h.Item1));
        using var content = new FormUrlEncodedContent(hidden.Concat(fields).Select(f => KeyValuePair.Create(f.Item1, f.Item2)));
        var response = await server.Client.PostAsync(to, content);
        return (response, await response.Content.ReadAsStringAsync());
    }

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]*)\" value=\"(?<value>[^\"]*)\">", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Hidden();
}
