using NodaTime;
using static Outreach.Local.Tests.EndToEnd.Persons;

namespace Outreach.Local.Tests.EndToEnd;

/// <summary>Days on which clocks change, or do not: check-ins stay at the patient's own time of day (R3).</summary>
public sealed class SummerTimeTests
{
    /// <param name="from">When the week begins; the clocks change in the middle of it.</param>
    [Theory]
    [InlineData("America/New_York", "2026-03-05T00:00:00Z")]
    [InlineData("America/New_York", "2026-10-29T00:00:00Z")]
    [InlineData("America/Phoenix", "2026-03-05T00:00:00Z")]
    [InlineData("America/Phoenix", "2026-10-29T00:00:00Z")]
    [InlineData("America/Santiago", "2026-04-02T00:00:00Z")]
    [InlineData("America/Santiago", "2026-09-03T00:00:00Z")]
    public async Task CheckIns_AcrossAChangeOfTheClocks_KeepTheirLocalTime(string zone, string from)
    {
        await using var app = await RunningApp.StartAsync(from);
        var practice = app.Practice;
        var local = DateTimeZoneProviders.Tzdb[zone];
        var today = (await practice.NowAsync()).InZone(local).Date;
        var id = await practice.RegisterAsync(Ann(zone: zone));
        await practice.EnrollAsync(id, "heart-failure-weight", NodaTime.Text.LocalDatePattern.Iso.Format(today));
        for (var day = 1; day <= 7; day++)
        {
            await practice.AdvanceToAsync(local.AtLeniently(today.PlusDays(day) + new LocalTime(9, 30)).ToInstant());
            await practice.TextAsync(AnnPhone, "180", $"w-{day}");
            await practice.TextAsync(AnnPhone, "no", $"n-{day}");
            await practice.AdvanceAsync("PT8H");
        }

        var sent = await practice.SentToAsync(AnnPhone);
        var asked = sent.Where(m => m.Text.Contains("scale", StringComparison.Ordinal)).Select(m => m.At.InZone(local).LocalDateTime).ToList();
        Assert.Equal(Enumerable.Range(1, 7).Select(today.PlusDays), asked.Select(a => a.Date));
        Assert.Single(asked.Select(a => a.TimeOfDay).Distinct());
        Assert.InRange(asked[0].TimeOfDay, new LocalTime(8, 50), new LocalTime(9, 25));
        Assert.All(sent, m => Assert.InRange(m.At.InZone(local).TimeOfDay, new LocalTime(8, 0), new LocalTime(20, 0)));
        Assert.Equal(14, (await practice.RepliesAsync(id)).Count);
    }

    [Theory]
    [InlineData("America/New_York", "2026-03-06T15:00:00Z")]
    [InlineData("America/New_York", "2026-10-30T15:00:00Z")]
    [InlineData("America/Santiago", "2026-09-04T15:00:00Z")]
    public async Task CheckIns_Unanswered_NothingLeavesOutsideTheWindow(string zone, string from)
    {
        await using var app = await RunningApp.StartAsync(from);
        var practice = app.Practice;
        var local = DateTimeZoneProviders.Tzdb[zone];
        var id = await practice.RegisterAsync(Ann(zone: zone).With("contactFrom", "18:00").With("contactTo", "18:45").With("email", "ann@home.example").With("consentEmail", true));
        var today = (await practice.NowAsync()).InZone(local).Date;
        await practice.EnrollAsync(id, "home-blood-pressure", NodaTime.Text.LocalDatePattern.Iso.Format(today.PlusDays(-1)));
        await practice.AdvanceAsync("P6D");
        var times = (await practice.SentToAsync(AnnPhone)).Select(m => m.At).Concat((await practice.MailboxAsync("ann@home.example")).Select(m => m.At)).ToList();
        Assert.NotEmpty(times);
        Assert.All(times, at => Assert.InRange(at.InZone(local).TimeOfDay, new LocalTime(18, 0), new LocalTime(18, 45)));
    }

    [Theory]
    [InlineData("2026-03-07T17:00:00Z", "2026-03-08T16:00:00Z")]
    [InlineData("2026-10-31T16:00:00Z", "2026-11-01T17:00:00Z")]
    public async Task MoveClock_ByADay_IsTheSameTimeOfDayInThePractice(string from, string to)
    {
        await using var app = await RunningApp.StartAsync(from);
        Assert.Equal(NodaTime.Text.InstantPattern.ExtendedIso.Parse(to).Value, await app.Practice.AdvanceAsync("P1D"));
    }
}
