using System.Net;
using System.Text.RegularExpressions;
using static Outreach.Local.Tests.EndToEnd.FollowUpTests;
using static Outreach.Local.Tests.EndToEnd.Persons;

namespace Outreach.Local.Tests.EndToEnd;

/// <summary>Links of emails: opening changes nothing, pressing does.</summary>
public sealed partial class LinkTests
{
    private const string EveMail = "eve@home.example";

    [Fact]
    public async Task OpenEscalation_TwiceByAScanner_ChangesNothing()
    {
        await using var app = await RunningApp.StartAsync();
        var (patient, link) = await EmergencyLinkAsync(app);
        var before = (await app.Practice.TimelineAsync(patient)).Count;
        var page = await app.Http.GetStringAsync(link);
        await app.Http.GetStringAsync(link);
        Assert.Contains("chest pain", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Miller", page, StringComparison.Ordinal);
        Assert.Equal(before, (await app.Practice.TimelineAsync(patient)).Count);
        Assert.Equal("open", (string?)Assert.Single(await app.Practice.EscalationsAsync())!["status"]);
    }

    /// <summary>A scanner for mail fetches every address it finds, again and again, and follows where it is led.</summary>
    [Fact]
    public async Task AScanner_OpensEveryLinkOfEveryEmail_AndChangesNothing()
    {
        await using var app = await RunningApp.StartAsync();
        var (patient, _) = await EmergencyLinkAsync(app);
        var eve = await app.Practice.RegisterAsync(Eve());
        await app.Practice.EnrollAsync(eve, "post-visit", "2026-03-01");
        // Everybody on the ladder has been told, and each has their own link.
        await app.Practice.AdvanceAsync("PT40M");
        await app.Practice.AdvanceAsync("PT9H");
        string[] boxes = [LeeMail, OrtizMail, GrantMail, "oncall@riverside.example", "cole@riverside.example", EveMail];
        List<Letter> letters = [];
        foreach (var box in boxes) letters.AddRange(await app.Practice.MailboxAsync(box));
        var links = letters.SelectMany(l => Addresses().Matches(l.Text + " " + l.Html).Select(m => m.Value.TrimEnd('.'))).Where(a => a.StartsWith(app.Http.BaseAddress!.ToString(), StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).ToList();
        Assert.True(links.Count(l => l.Contains("/e/", StringComparison.Ordinal)) >= 5 && links.Exists(l => l.Contains("/c/", StringComparison.Ordinal)), string.Join(' ', links));
        var before = await StoryAsync(app, patient, eve);

        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head, HttpMethod.Get })
        {
            foreach (var link in links)
            {
                using var response = await app.Http.SendAsync(new HttpRequestMessage(method, link));
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
                foreach (Match inside in Addresses().Matches(await response.Content.ReadAsStringAsync())) Assert.StartsWith(app.Http.BaseAddress!.ToString(), inside.Value, StringComparison.Ordinal);
            }
        }

        Assert.Equal(before, await StoryAsync(app, patient, eve));
    }

    private static async Task<string> StoryAsync(RunningApp app, params string[] patients)
    {
        var story = (await app.Practice.GetAsync("/api/escalations?status=all")).ToJsonString() + (await app.Practice.GetAsync("/sim/phones")).ToJsonString();
        foreach (var patient in patients) story += string.Join('\n', (await app.Practice.TimelineAsync(patient)).Select(e => e.ToJsonString()));
        return story;
    }

    [GeneratedRegex("https?://[^\\s\"<>]+")]
    private static partial Regex Addresses();

    [Fact]
    public async Task PressAcknowledge_WithTheFormsProof_ThePatientIsTold()
    {
        await using var app = await RunningApp.StartAsync();
        var (_, link) = await EmergencyLinkAsync(app);
        var form = Form(await app.Http.GetStringAsync(link), "acknowledge");
        var told = (await app.Practice.SentToAsync(AnnPhone)).Count;

        for (var press = 0; press < 2; press++)
        {
            using var response = await app.Http.PostAsync(link, new FormUrlEncodedContent(form));
            Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        }

        Assert.Equal("acknowledged", (string?)Assert.Single(await app.Practice.EscalationsAsync())!["status"]);
        Assert.Equal(told + 1, (await app.Practice.SentToAsync(AnnPhone)).Count);
    }

    [Fact]
    public async Task PressAcknowledge_WithoutOrWithForeignProof_IsRefused()
    {
        await using var app = await RunningApp.StartAsync();
        var (_, link) = await EmergencyLinkAsync(app);
        var form = Form(await app.Http.GetStringAsync(link), "acknowledge");
        foreach (var proof in new[] { "", new string('0', form["proof"].Length) })
        {
            form["proof"] = proof;
            using var response = await app.Http.PostAsync(link, new FormUrlEncodedContent(form));
            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        }

        Assert.Equal("open", (string?)Assert.Single(await app.Practice.EscalationsAsync())!["status"]);
    }

    [Fact]
    public async Task OpenEscalation_DamagedOrAfterADay_TellsNothing()
    {
        await using var app = await RunningApp.StartAsync();
        var (_, link) = await EmergencyLinkAsync(app);
        using var damaged = await app.Http.GetAsync(link[..^2] + "AA");
        Assert.Equal(HttpStatusCode.Gone, damaged.StatusCode);
        await app.Practice.AdvanceAsync("PT25H");
        using var late = await app.Http.GetAsync(link);
        Assert.Equal(HttpStatusCode.Gone, late.StatusCode);
        Assert.DoesNotContain("chest", await late.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CheckInByEmail_AnsweredOnThePage_IsRecordedAndThanked()
    {
        await using var app = await RunningApp.StartAsync();
        var patient = await app.Practice.RegisterAsync(Eve());
        await app.Practice.EnrollAsync(patient, "post-visit", "2026-03-01");
        await app.Practice.AdvanceAsync("P1D");
        await app.Practice.AdvanceAsync("PT9H");
        var letter = (await app.Practice.MailboxAsync(EveMail)).Single(m => m.Text.Contains("/c/", StringComparison.Ordinal));
        var page = await app.Http.GetStringAsync(letter.Link);
        Assert.DoesNotContain("Miller", page, StringComparison.Ordinal);
        Assert.Empty(await app.Practice.TimelineAsync(patient, "answer-recorded"));

        await AnswerAsync(app, letter.Link, new() { ["a-feeling"] = "same", ["a-new-symptoms"] = "no", ["a-got-medicines"] = "1", ["a-question-for-team"] = "no" });

        Assert.Equal(4, (await app.Practice.TimelineAsync(patient, "answer-recorded")).Count);
        Assert.Equal("answered", (string?)(await app.Practice.TimelineAsync(patient, "check-in-closed")).Single()["data"]!["end"]);
        Assert.Contains("Thank", await app.Http.GetStringAsync(letter.Link), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CheckInByEmail_WorseOnThePage_Escalates()
    {
        await using var app = await RunningApp.StartAsync();
        var patient = await app.Practice.RegisterAsync(Eve());
        await app.Practice.EnrollAsync(patient, "post-visit", "2026-03-01");
        await app.Practice.AdvanceAsync("P1D");
        await app.Practice.AdvanceAsync("PT9H");
        var letter = (await app.Practice.MailboxAsync(EveMail)).Single(m => m.Text.Contains("/c/", StringComparison.Ordinal));
        await AnswerAsync(app, letter.Link, new() { ["a-feeling"] = "worse" });
        Assert.Equal("urgent", (string?)Assert.Single(await app.Practice.EscalationsAsync())!["urgency"]);
        Assert.NotEmpty(await app.Practice.MailboxAsync(LeeMail));
    }

    private static async Task AnswerAsync(RunningApp app, string link, Dictionary<string, string> answers)
    {
        var form = Form(await app.Http.GetStringAsync(link), "answer");
        foreach (var (name, value) in answers) form[name] = value;
        using var response = await app.Http.PostAsync(link, new FormUrlEncodedContent(form));
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
    }

    private static async Task<(string Patient, string Link)> EmergencyLinkAsync(RunningApp app)
    {
        var patient = await CheckedInAsync(app);
        await app.Practice.TextAsync(AnnPhone, "I have chest pain", "d-1");
        return (patient, Assert.Single(await app.Practice.MailboxAsync(LeeMail)).Link);
    }

    /// <summary>The hidden and chosen fields of the form with this act.</summary>
    private static Dictionary<string, string> Form(string page, string act)
    {
        var form = Forms().Matches(page).Select(m => m.Value).Single(f => f.Contains($"name=\"act\" value=\"{act}\"", StringComparison.Ordinal));
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Match input in Inputs().Matches(form))
        {
            var chosen = !input.Value.Contains("radio", StringComparison.Ordinal) || input.Value.Contains("checked", StringComparison.Ordinal);
            if (chosen) fields[input.Groups["name"].Value] = input.Groups["value"].Value;
        }

        return fields;
    }

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Forms();

    [GeneratedRegex("<input[^>]*name=\"(?<name>[^\"]*)\"[^>]*value=\"(?<value>[^\"]*)\"[^>]*>", RegexOptions.ExplicitCapture)]
    private static partial Regex Inputs();
}
