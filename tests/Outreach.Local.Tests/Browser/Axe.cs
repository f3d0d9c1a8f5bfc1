using System.Text.Json;
using Microsoft.Playwright;

namespace Outreach.Local.Tests.Browser;

/// <summary>What axe says of a page as it stands, and whether it fits its screen.</summary>
internal static class Axe
{
    public static readonly ViewportSize Desk = new() { Width = 1440, Height = 900 };
    public static readonly ViewportSize Phone = new() { Width = 390, Height = 844 };

    /// <summary>axe is put into the page; the page's own policy lets nothing in.</summary>
    public static async Task<IPage> NewPageAsync(this IBrowser browser, ViewportSize size)
    {
        var page = await browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = size, BypassCSP = true });
        page.SetDefaultTimeout(30_000);
        return page;
    }

    /// <param name="state">For whoever reads the failure.</param>
    public static async Task FindsNoFaultAsync(this IPage page, string state)
    {
        await page.AddScriptTagAsync(new PageAddScriptTagOptions { Path = AxeFactAttribute.Script });
        var found = await page.EvaluateAsync<JsonElement>("async () => (await axe.run(document, { resultTypes: ['violations'] })).violations.map(v => ({ id: v.id, impact: v.impact, where: v.nodes.map(n => n.target.join(' ')).join('; '), why: v.help }))");
        var grave = found.EnumerateArray().Where(v => v.GetProperty("impact").GetString() is "serious" or "critical").Select(v => $"{state}: {v}").ToList();
        Assert.True(grave.Count == 0, string.Join('\n', grave));
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), $"{state}: wider than the screen");
    }
}
