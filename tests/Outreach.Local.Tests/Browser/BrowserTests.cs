using Microsoft.Playwright;
using Outreach.Local.Tests.EndToEnd;

namespace Outreach.Local.Tests.Browser;

/// <summary>A Chromium for each test, and what it looks at. Where none is installed nothing is started, and the tests are skipped.</summary>
public abstract class BrowserTests : IAsyncLifetime
{
    private IPlaywright? playwright;
    private IBrowser? browser;

    private protected IBrowser Browser => browser!;

    public async Task InitializeAsync()
    {
        if (BrowserFactAttribute.Executable is not { } executable) return;
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = executable,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        await StartAsync();
    }

    public async Task DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
        await EndAsync();
    }

    private protected abstract Task StartAsync();

    /// <summary>Also where nothing was started.</summary>
    private protected abstract Task EndAsync();
}

/// <summary>Of the app over nobody's data yet, on Monday 2 March 2026, 10:00 in New York.</summary>
public abstract class AppBrowserTests : BrowserTests
{
    private RunningApp? app;

    private protected RunningApp App => app!;

    private protected override async Task StartAsync() => app = await RunningApp.StartAsync("2026-03-02T15:00:00Z");

    private protected override async Task EndAsync()
    {
        if (app is not null) await app.DisposeAsync();
    }

    private protected string Address(string path) => new Uri(App.Http.BaseAddress!, path).ToString();
}
