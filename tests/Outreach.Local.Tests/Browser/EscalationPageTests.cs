using Microsoft.Playwright;
using Outreach.Local.Tests.EndToEnd;
using static Outreach.Local.Tests.Browser.Axe;
using static Outreach.Local.Tests.EndToEnd.Persons;

namespace Outreach.Local.Tests.Browser;

/// <summary>The provider's page as a provider uses it, on a desk and on a phone, with the keyboard; and what axe says of every state of it.</summary>
public sealed class EscalationPageTests : AppBrowserTests
{
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
    public async Task TwoAtOnce_SeeOneTruth_AndThePatientHearsFromOne()
    {
        var lees = await OpenAsync(Desk);
        var ortizs = await Browser.NewPageAsync(Phone);
        await ortizs.GotoAsync(Address($"/board/escalations/{(string)Assert.Single(await App.Practice.EscalationsAsync())!["id"]!}?as=ortiz"));
        await lees.GetByLabel("30 min").CheckAsync();
        await lees.GetByRole(AriaRole.Button, new() { Name = "I have it" }).ClickAsync();
        await lees.GetByText("It is yours until 10:30 AM").First.WaitForAsync();

        await ortizs.GetByRole(AriaRole.Button, new() { Name = "I have it" }).ClickAsync();

        await ortizs.GetByText("While you were reading: Dr. Lee took it on and promised to act by 10:30 AM.").WaitForAsync();
        await ortizs.GetByText("Dr. Lee has it until 10:30 AM").First.WaitForAsync();
        Assert.Single(await App.Practice.SentToAsync(AnnPhone), m => m.Text.Contains("has your message", StringComparison.Ordinal));
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
            await page.FindsNoFaultAsync("open");
            await page.GetByLabel("Your words").FillAsync("Ann, please lie down");
            await page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
            await page.GetByText("Not sent yet.").WaitForAsync();
            await page.FindsNoFaultAsync("warned");
            await page.GetByRole(AriaRole.Button, new() { Name = "I have it" }).ClickAsync();
            await page.GetByText("It is yours until").First.WaitForAsync();
            await page.FindsNoFaultAsync("acknowledged");
            await page.GetByRole(AriaRole.Button, new() { Name = "Text me a code" }).ClickAsync();
            await page.GetByLabel("The code we texted").FillAsync("12");
            await page.FindsNoFaultAsync("code asked");
            await page.GetByLabel("The code we texted").FillAsync((await App.Practice.SentToAsync(LeePhone))[^1].Text[..6]);
            await page.Keyboard.PressAsync("Enter");
            await page.GetByText("Show everything since").ClickAsync();
            await page.FindsNoFaultAsync("unlocked");
            await page.GetByLabel("How was it settled?").FillAsync("well again");
            await page.GetByRole(AriaRole.Button, new() { Name = "Resolve" }).ClickAsync();
            await page.GetByText("Nothing is left to do here").WaitForAsync();
            await page.FindsNoFaultAsync("resolved");
            var letter = (await App.Practice.MailboxAsync(LeeMail))[^1];
            await page.SetContentAsync(letter.Html);
            await page.FindsNoFaultAsync("email");
        }
    }

    [AxeFact]
    public async Task Axe_FindsNoSeriousFault_OnPagesThatTellNothing()
    {
        var page = await OpenAsync(Phone);
        await App.Practice.AdvanceAsync("PT25H");
        await page.ReloadAsync();
        await page.GetByText("This link opens nothing").First.WaitForAsync();
        await page.FindsNoFaultAsync("ended");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send a fresh link" }).ClickAsync();
        await page.GetByText("Look into your mail").WaitForAsync();
        await page.FindsNoFaultAsync("fresh link sent");
        var fresh = (await App.Practice.MailboxAsync(LeeMail)).Single(m => m.Subject == "The link you asked for");
        await page.GotoAsync(Address(fresh.Link));
        await page.Locator("blockquote").First.WaitForAsync();
    }

    private async Task<IPage> OpenAsync(ViewportSize size, string externalId = "A-1", string mobile = AnnPhone)
    {
        await App.Practice.RegisterAsync(Ann(externalId, mobile));
        await App.Practice.TextAsync(mobile, "I have chest pain since an hour", $"d-{externalId}");
        var letter = (await App.Practice.MailboxAsync(LeeMail))[^1];
        var page = await Browser.NewPageAsync(size);
        await page.GotoAsync(Address(letter.Link));
        return page;
    }
}
