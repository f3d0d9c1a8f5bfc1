using Microsoft.Playwright;
using Outreach.Local.Tests.Simulation.Communication;

namespace Outreach.Local.Tests.Browser;

/// <summary>The page of the carrier alone, in a real browser.</summary>
public sealed class CarrierPageTests : BrowserTests
{
    private RunningCarrier? carrier;

    private protected override async Task StartAsync() => carrier = await RunningCarrier.StartAsync();

    private protected override async Task EndAsync()
    {
        if (carrier is not null) await carrier.DisposeAsync();
    }

    [BrowserFact]
    public async Task APhoneIsAdded_TypesAndIsAnswered_AndAnEmailIsRead()
    {
        var page = await Browser.NewPageAsync();
        page.SetDefaultTimeout(30_000);
        await page.GotoAsync(carrier!.Address);
        await page.GetByLabel("Phone number").FillAsync("+1 212 555 0121");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add" }).ClickAsync();
        await page.GetByLabel("Text as +12125550121").FillAsync("is anybody there");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("#thread .mine").GetByText("is anybody there").WaitForAsync();
        await carrier.SendSmsAsync(RunningCarrier.Sms());
        await page.Locator("#thread .theirs").GetByText("How are you?").WaitForAsync();

        await carrier.SendAsync(HttpMethod.Post, "/emails:send?api-version=2025-09-01", new
        {
            senderAddress = "care@riverside.example",
            content = new { subject = "A concern", plainText = "Please look." },
            recipients = new { to = new[] { new { address = "lee@riverside.example" } } },
        });
        await page.FrameLocator("#mail-body").GetByText("Please look.").WaitForAsync();
        Assert.Equal(["is anybody there", "How are you?"], await carrier.OnPhoneAsync());
    }
}
