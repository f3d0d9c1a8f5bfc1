using Microsoft.Playwright;
using Outreach.Local.Hosting;

namespace Outreach.Local.Tests.Browser;

/// <summary>The page as a newcomer uses it, in a real browser, over the demo with time standing still at Monday 08:55.</summary>
public sealed class StoryTests : BrowserTests
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("outreach-browser-");
    private OutreachHost? host;
    private IPage? opened;

    private IPage Page => opened!;

    private protected override async Task StartAsync()
    {
        host = await OutreachHost.StartAsync(new ServeOptions { Port = 0, Data = folder.FullName, Speed = 0 }, TextWriter.Null, TimeProvider.System, CancellationToken.None);
        opened = await Browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = Axe.Desk });
        opened.SetDefaultTimeout(30_000);
        await opened.GotoAsync(host.Address);
    }

    private protected override async Task EndAsync()
    {
        if (host is not null) await host.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [BrowserFact]
    public async Task DangerTyped_ReachesTheProviderWhoTakesIt_AndThePatientIsTold()
    {
        await Page.GetByRole(AriaRole.Button, new() { NameRegex = new("Grace Kim") }).ClickAsync();
        await TextAsync("I have chest pain and cant breathe");

        await Bubble("call 911 now");
        var mail = Page.Locator("#mails li").Filter(new() { HasText = "EMERGENCY" }).First;
        await mail.GetByRole(AriaRole.Button).ClickAsync();
        var providerPage = await Page.Context.RunAndWaitForPageAsync(() => Page.FrameLocator("#mail-body").GetByRole(AriaRole.Link).First.ClickAsync());
        await providerPage.GetByText("I have chest pain and cant breathe").First.WaitForAsync();
        Assert.DoesNotContain("Grace", await providerPage.TitleAsync(), StringComparison.Ordinal);
        await providerPage.GetByRole(AriaRole.Button, new() { Name = "I have it" }).ClickAsync();
        await providerPage.GetByText("has your message").First.WaitForAsync();

        await Bubble("has your message. If it gets worse");
        await Page.Locator("#timeline").GetByText("has seen it").First.WaitForAsync();
    }

    [BrowserFact]
    public async Task TimePasses_CheckInsComeAndAreAnsweredByThemselves()
    {
        await Page.GetByRole(AriaRole.Button, new() { NameRegex = new("Harold Byrne") }).ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Next event" }).ClickAsync();
        await Bubble("What did the scale say this morning");
        await Page.GetByRole(AriaRole.Button, new() { Name = "A minute a second" }).ClickAsync();
        await Bubble("188 this morning");
        await Bubble("letting Dr. Lee's team know");
        await Page.Locator("#mails li").Filter(new() { HasText = "Urgent" }).First.WaitForAsync();
        await Page.Locator("#timeline").GetByText("Weight up 5 lb").First.WaitForAsync();
    }

    [BrowserFact]
    public async Task Words_AreShownAsWords()
    {
        await Page.GetByRole(AriaRole.Button, new() { NameRegex = new("Earl Jenkins") }).ClickAsync();
        await TextAsync("<img src=x onerror=\"document.title='owned'\"> hi");
        await Bubble("<img src=x");
        Assert.DoesNotContain("owned", await Page.TitleAsync(), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task Page_OnAPhone_FitsAndTakesAReplyByKeyboard()
    {
        await Page.SetViewportSizeAsync(390, 844);
        Assert.True(await Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"));
        await Page.GetByRole(AriaRole.Button, new() { NameRegex = new("Carmen Ortega") }).FocusAsync();
        await Page.Keyboard.PressAsync("Enter");
        await Page.Locator("#text").FocusAsync();
        await Page.Keyboard.TypeAsync("AYUDA");
        await Page.Keyboard.PressAsync("Enter");
        await Bubble("Responda ALTO para parar");
    }

    private async Task TextAsync(string words)
    {
        await Page.Locator("#text").FillAsync(words);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
    }

    private Task Bubble(string words) => Page.Locator("#thread").GetByText(words).Last.WaitForAsync();
}
