using System.Text.Json;
using Microsoft.Playwright;
using Outreach.Local.Tests.EndToEnd;
using static Outreach.Local.Tests.EndToEnd.Persons;

namespace Outreach.Local.Tests.Browser;

/// <summary>The provider's page as a provider uses it, on a desk and on a phone, with the keyboard; and what axe says of every state of it.</summary>
public sealed class EscalationPageTests : IAsyncLifetime
{
    private static readonly ViewportSize Desk = new() { Width = 1440, Height = 900 };
    private static readonly ViewportSize Phone = new() { Width = 390, Height = 844 };

    private IPlaywright? playwright;
    private IBrowser? browser;
    private RunningApp? app;

    private RunningApp App => app!;

    public async Task InitializeAsync()
    {
        if (BrowserFactAttribute.Executable is not { } executable) return;
        app = await RunningApp.StartAsync("2026-03-02T15:00:00Z");
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = executable,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async Task DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
        if (app is not null) await app.DisposeAsync();
    }

    [BrowserFact]
    public async Task OnAPhone_ThePatientsWordsComeFirst_AndOneThumbTakesItOn()
    {
        var page = await OpenAsync(Phone);
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"));
        var words = await page.Locator("blockquote").First.BoundingBoxAsync();
        Assert.True(words!.Y + words.Height < Phone.Height, "the patient's words are not on the first screen");
        await page.Locator("mark").First.WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "I have it" }).ClickAsync();
        await page.GetByText("It is yours until").First.WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await page.GetByText("Undone: it is not yours.").WaitForAsync();
        Assert.Contains(await App.Practice.SentToAsync(AnnPhone), m => m.Text.Contains("Correction from", StringComparison.Ordinal));
        Assert.Equal("open", (string?)Assert.Single(await App.Practice.EscalationsAsync())!["status"]);
    }

    [BrowserFact]
    public async Task AtADesk_TheNumberComesWithTheCodeFromTheProvidersPhone_AndTheCallIsNoted()
    {
        var page = await OpenAsync(Desk);
        Assert.Equal(0, await page.GetByText("Miller").CountAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "Text me a code" }).ClickAsync();
        var code = (await App.Practice.SentToAsync(LeePhone))[^1].Text[..6];
        await page.GetByLabel("The code we texted").FillAsync(code);
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Link, new() { Name = "Call 212-555-0121" }).WaitForAsync();
        await page.GetByText("Show everything since").ClickAsync();
        await page.GetByText("Emergency concern:").First.WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Spoke with them" }).ClickAsync();
        await page.GetByText("Noted: you called the patient.").WaitForAsync();
        await page.GetByLabel("How was it settled?").FillAsync("well again");
        await page.GetByRole(AriaRole.Button, new() { Name = "Resolve" }).ClickAsync();
        await page.GetByText("Nothing is left to do here").WaitForAsync();
    }

    [BrowserFact]
    public async Task AReplyWithAName_IsWarnedOf_AndSentWhenMeant()
    {
        var page = await OpenAsync(Phone);
        var words = page.GetByLabel("Your words");
        await words.FillAsync("Ann, please lie down");
        await page.GetByText("Now 1 text.").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
        await page.GetByText("Not sent yet.").WaitForAsync();
        Assert.DoesNotContain(await App.Practice.SentToAsync(AnnPhone), m => m.Text.Contains("lie down", StringComparison.Ordinal));
        await page.GetByLabel("Send it as it is").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
        await page.GetByText("Your reply is on its way.").WaitForAsync();
        Assert.Contains(await App.Practice.SentToAsync(AnnPhone), m => m.Text.EndsWith("Ann, please lie down", StringComparison.Ordinal));
    }

    [AxeFact]
    public async Task Axe_FindsNoSeriousFault_InAnyStateOfThePage()
    {
        foreach (var size in new[] { Desk, Phone })
        {
            var page = await OpenAsync(size, $"A-{size.Width}", size == Desk ? AnnPhone : "+12125550122");
            await CheckAsync(page, "open");
            await page.GetByLabel("Your words").FillAsync("Ann, please lie down");
            await page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
            await page.GetByText("Not sent yet.").WaitForAsync();
            await CheckAsync(page, "warned");
            await page.GetByRole(AriaRole.Button, new() { Name = "I have it" }).ClickAsync();
            await page.GetByText("It is yours until").First.WaitForAsync();
            await CheckAsync(page, "acknowledged");
            await page.GetByRole(AriaRole.Button, new() { Name = "Text me a code" }).ClickAsync();
            await page.GetByLabel("The code we texted").FillAsync("12");
            await CheckAsync(page, "code asked");
            await page.GetByLabel("The code we texted").FillAsync((await App.Practice.SentToAsync(LeePhone))[^1].Text[..6]);
            await page.Keyboard.PressAsync("Enter");
            await page.GetByText("Show everything since").ClickAsync();
            await CheckAsync(page, "unlocked");
            await page.GetByLabel("How was it settled?").FillAsync("well again");
            await page.GetByRole(AriaRole.Button, new() { Name = "Resolve" }).ClickAsync();
            await page.GetByText("Nothing is left to do here").WaitForAsync();
            await CheckAsync(page, "resolved");
            var letter = (await App.Practice.MailboxAsync(LeeMail))[^1];
            await page.SetContentAsync(letter.Html);
            await CheckAsync(page, "email");
            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), "the email is wider than the screen");
        }
    }

    [AxeFact]
    public async Task Axe_FindsNoSeriousFault_OnPagesThatTellNothing()
    {
        var page = await OpenAsync(Phone);
        await App.Practice.AdvanceAsync("PT25H");
        await page.ReloadAsync();
        await page.GetByText("This link opens nothing").First.WaitForAsync();
        await CheckAsync(page, "ended");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send a fresh link" }).ClickAsync();
        await page.GetByText("Look into your mail").WaitForAsync();
        await CheckAsync(page, "fresh link sent");
        var fresh = (await App.Practice.MailboxAsync(LeeMail)).Single(m => m.Subject == "The link you asked for");
        await page.GotoAsync(new Uri(App.Http.BaseAddress!, fresh.Link).ToString());
        await page.Locator("blockquote").First.WaitForAsync();
    }

    private async Task<IPage> OpenAsync(ViewportSize size, string externalId = "A-1", string mobile = AnnPhone)
    {
        await App.Practice.RegisterAsync(Ann(externalId, mobile));
        await App.Practice.TextAsync(mobile, "I have chest pain since an hour", $"d-{externalId}");
        var letter = (await App.Practice.MailboxAsync(LeeMail))[^1];
        // axe is put into the page; the page's own policy lets nothing in.
        var page = await browser!.NewPageAsync(new BrowserNewPageOptions { ViewportSize = size, BypassCSP = true });
        page.SetDefaultTimeout(30_000);
        await page.GotoAsync(new Uri(App.Http.BaseAddress!, letter.Link).ToString());
        return page;
    }

    private static async Task CheckAsync(IPage page, string state)
    {
        await page.AddScriptTagAsync(new PageAddScriptTagOptions { Path = AxeFactAttribute.Script });
        var found = await page.EvaluateAsync<JsonElement>("async () => (await axe.run(document, { resultTypes: ['violations'] })).violations.map(v => ({ id: v.id, impact: v.impact, where: v.nodes.map(n => n.target.join(' ')).join('; '), why: v.help }))");
        var grave = found.EnumerateArray().Where(v => v.GetProperty("impact").GetString() is "serious" or "critical").Select(v => $"{state}: {v}").ToList();
        Assert.True(grave.Count == 0, string.Join('\n', grave));
    }
}
