using static Outreach.Local.Tests.EndToEnd.Persons;

namespace Outreach.Local.Tests.EndToEnd;

public sealed class DigestTests
{
    [Fact]
    public async Task EachWorkingMorning_WhoHasSomethingIsWrittenToOnce_AndNobodyElse()
    {
        await using var app = await RunningApp.StartAsync("2026-03-02T20:00:00Z");
        await app.Practice.RegisterAsync(Ann());
        await app.Practice.TextAsync(AnnPhone, "please call me next week about my form", "d-1");

        // Monday afternoon to Tuesday noon, in New York.
        await app.Practice.AdvanceAsync("PT21H");

        var digest = Assert.Single(await app.Practice.MailboxAsync(LeeMail), m => m.Subject.EndsWith("open", StringComparison.Ordinal));
        Assert.Equal("One patient's concern is open", digest.Subject);
        Assert.Contains("A. M., routine, since Mon Mar 2", digest.Text, StringComparison.Ordinal);
        Assert.Contains("asks to be called by", digest.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Miller", digest.Text, StringComparison.Ordinal);
        Assert.Empty(await app.Practice.MailboxAsync(GrantMail));
    }

    [Fact]
    public async Task EachWorkingMorning_APlanThatEnded_IsGoodNewsWithALinkToThePatient()
    {
        await using var app = await RunningApp.StartAsync("2026-03-02T15:00:00Z");
        var ann = await app.Practice.RegisterAsync(Ann());
        await app.Practice.EnrollAsync(ann, "post-visit", "2026-02-20");
        await app.Practice.AdvanceAsync("P2D");

        var digest = Assert.Single(await app.Practice.MailboxAsync(LeeMail), m => m.Subject == "News of one patient");
        Assert.Contains($"A. M.: a plan has run to its end (Post-visit check-in)\n", digest.Text, StringComparison.Ordinal);
        Assert.Contains($"/board/patients/{ann}\n", digest.Text, StringComparison.Ordinal);
    }
}
