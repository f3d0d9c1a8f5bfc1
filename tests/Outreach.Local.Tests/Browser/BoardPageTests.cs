using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Outreach.Local.Tests.EndToEnd;
using static Outreach.Local.Tests.EndToEnd.Persons;

namespace Outreach.Local.Tests.Browser;

/// <summary>The board and the patient's own form in a real browser, on a desk and on a phone.</summary>
public sealed class BoardPageTests : AppBrowserTests
{
    [BrowserFact]
    public async Task ACaregiver_IsAddedChangedAndRemovedWithAReason()
    {
        var ann = await App.Practice.RegisterAsync(Ann());
        var page = await Browser.NewPageAsync(Axe.Phone);
        await page.GotoAsync(Address($"/board/patients/{ann}/edit"));
        var added = page.GetByRole(AriaRole.Group, new() { Name = "Another caregiver" });
        await added.GetByLabel("Name").FillAsync("Ana Ruiz");
        await added.GetByLabel("Mobile").FillAsync("+12125550160");
        await added.GetByLabel("Where the patient agreed").FillAsync("by phone");
        await added.GetByLabel("The patient agreed on").FillAsync("2026-03-01");
        await added.GetByLabel("What they may do").SelectOptionAsync("hear-and-speak");
        await SaveAsync(page);
        await page.Locator("#timeline").GetByText("Ana Ruiz, caregiver, from now on: hears and speaks (by phone, 2026-03-01)").WaitForAsync();

        await page.GotoAsync(Address($"/board/patients/{ann}/edit"));
        var known = page.GetByRole(AriaRole.Group, new() { Name = "Caregiver: Ana Ruiz" });
        await known.GetByLabel("What they may do").SelectOptionAsync("remove");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByText("Write why, in a few words").WaitForAsync();
        await known.GetByLabel("Why they are removed").FillAsync("moved away");
        await SaveAsync(page);
        await page.Locator("#timeline").GetByText("Ana Ruiz is no longer a caregiver: moved away").WaitForAsync();
        Assert.Equal(0, await page.GetByRole(AriaRole.Region, new() { Name = "Caregivers" }).CountAsync());
    }

    [AxeFact]
    public async Task WhatNobodyHasRead_IsReadOnItsPage_AndGoesFromTheBoard()
    {
        var ann = await App.Practice.RegisterAsync(Ann());
        await App.Practice.EnrollAsync(ann, "home-blood-pressure", "2026-03-01");
        while ((await App.Practice.TimelineAsync(ann, "question-asked")).Count == 0) await App.Practice.NextAsync();
        await App.Practice.TextAsync(AnnPhone, "the thing says err", "d-1");
        await App.Practice.AdvanceAsync("P1D");
        await App.Practice.TextAsync("+12125550188", "hi it is Maria my new number, the swelling is back", "d-2");
        foreach (var size in new[] { Axe.Desk, Axe.Phone })
        {
            var page = await Browser.NewPageAsync(size);
            await page.GotoAsync(Address("/board"));
            await page.GetByRole(AriaRole.Region, new() { Name = "Unread" }).GetByText("212-555-0188").WaitForAsync();
            await page.FindsNoFaultAsync($"board at {size.Width}");
            await page.GetByRole(AriaRole.Link, new() { Name = "Read them: 2" }).ClickAsync();
            await page.GetByText("the swelling is back").WaitForAsync();
            await page.GetByText("the thing says err").WaitForAsync();
            await page.FindsNoFaultAsync($"unread at {size.Width}");
        }

        var reader = await Browser.NewPageAsync(Axe.Phone);
        await reader.GotoAsync(Address("/board/unread"));
        for (var left = 2; left > 0; left--)
        {
            Assert.Equal(left, await reader.Locator("blockquote").CountAsync());
            await reader.GetByRole(AriaRole.Button, new() { Name = "I have read it" }).First.ClickAsync();
            await reader.GetByText("Kept that you have read it.").WaitForAsync();
        }

        await reader.FindsNoFaultAsync("nothing unread");
        await reader.GetByRole(AriaRole.Link, new() { Name = "Today" }).ClickAsync();
        await reader.GetByText("Nothing that somebody wrote waits to be read.").WaitForAsync();
    }

    [AxeFact]
    public async Task Axe_FindsNoSeriousFault_OnAnyPageOfTheBoard()
    {
        var ann = await App.Practice.RegisterAsync(Ann().With("caregivers", JsonNode.Parse("""[{"name":"Ana Ruiz","mobile":"+12125550160","may":"hear-and-speak","consentSource":"intake form","consentDate":"2026-02-20"}]""")).With("goals", new JsonArray("walk to the park")));
        await App.Practice.EnrollAsync(ann, "heart-failure-weight", "2026-03-01");
        await App.Practice.TextAsync(AnnPhone, "I have chest pain since an hour", "d-1");
        await App.Practice.RegisterAsync(Ann("A-2", "+12125550122", "Ben"));
        await App.Practice.TextAsync("+12125550122", "STOP", "d-2");
        foreach (var size in new[] { Axe.Desk, Axe.Phone })
        {
            var page = await Browser.NewPageAsync(size);
            foreach (var path in new[] { "/board", "/board/unread", "/board/patients", "/board/unreachable", "/board/new", $"/board/patients/{ann}", $"/board/patients/{ann}/edit", $"/board/patients/{ann}/chart" })
            {
                await page.GotoAsync(Address(path));
                await page.FindsNoFaultAsync($"{path} at {size.Width}");
            }

            await page.GotoAsync(Address("/board/patients"));
            await page.GetByLabel("Name, number or your id").FillAsync("mill");
            await page.GetByRole(AriaRole.Button, new() { Name = "Find" }).ClickAsync();
            await page.GetByText("2 found").First.WaitForAsync();
            await page.FindsNoFaultAsync($"found at {size.Width}");
            await page.GotoAsync(Address("/board/new"));
            await page.GetByLabel("Mobile, as").First.FillAsync("555");
            await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
            await page.GetByText("Please look at what is marked").WaitForAsync();
            await page.FindsNoFaultAsync($"mistakes at {size.Width}");
            await page.GotoAsync(Address($"/board/patients/{ann}"));
            await page.GetByLabel("Why").Last.FillAsync("asked by phone");
            await page.GetByRole(AriaRole.Button, new() { Name = "Change", Exact = true }).ClickAsync();
            await page.FindsNoFaultAsync($"after a change at {size.Width}");
        }
    }

    [AxeFact]
    public async Task Axe_FindsNoSeriousFault_OnThePatientsOwnForm()
    {
        var eve = await App.Practice.RegisterAsync(Eve());
        await App.Practice.EnrollAsync(eve, "post-visit", "2026-03-01");
        await App.Practice.AdvanceAsync("P2D");
        var letter = (await App.Practice.MailboxAsync("eve@home.example")).Last(m => m.Text.Contains("/c/", StringComparison.Ordinal));
        foreach (var size in new[] { Axe.Desk, Axe.Phone })
        {
            var page = await Browser.NewPageAsync(size);
            await page.GotoAsync(Address(letter.Link));
            await page.FindsNoFaultAsync($"asked at {size.Width}");
            await page.GetByRole(AriaRole.Button).First.ClickAsync();
            await page.FindsNoFaultAsync($"sent empty at {size.Width}");
        }

        var last = await Browser.NewPageAsync(Axe.Phone);
        await last.GotoAsync(Address(letter.Link));
        await last.GetByLabel("Better", new() { Exact = true }).First.CheckAsync();
        await last.GetByRole(AriaRole.Button).First.ClickAsync();
        await last.FindsNoFaultAsync("one answered");
        await last.GotoAsync(Address("/c/nothing"));
        await last.FindsNoFaultAsync("nothing there");
    }

    private static async Task SaveAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByText("Saved.").WaitForAsync();
    }
}
