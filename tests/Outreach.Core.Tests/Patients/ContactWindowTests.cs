using NodaTime;
using Outreach.Core.Patients;
using Outreach.Core.Practices;
using Outreach.Testing;

namespace Outreach.Core.Tests.Patients;

public class ContactWindowTests
{
    private static readonly Duration Minute = Duration.FromMinutes(1);

    /// <summary>Days on which clocks change, and the days around them; the last two windows lie in the hours that change.</summary>
    public static TheoryData<string, string, int> Changes
    {
        get
        {
            var data = new TheoryData<string, string, int>();
            foreach (var (zone, date) in new[] { ("America/New_York", "2026-03-07"), ("America/New_York", "2026-10-31"), ("America/Phoenix", "2026-03-07"), ("America/Santiago", "2026-04-03"), ("America/Santiago", "2026-09-04") })
            {
                for (var window = 0; window < Windows.Length; window++) data.Add(zone, date, window);
            }

            return data;
        }
    }

    private static readonly WeekTimes[] Windows =
    [
        PracticeDefaults.ContactHours,
        Every(new(0, 0), LocalTime.MaxValue),
        Every(new(0, 0), new(0, 45)),
        Every(new(1, 30), new(2, 30)),
        Every(new(2, 15), new(2, 45)),
        Every(new(23, 30), LocalTime.MaxValue),
    ];

    private static WeekTimes Every(LocalTime from, LocalTime to) =>
        WeekTimes.Of([.. Enum.GetValues<IsoDayOfWeek>().Where(d => d != IsoDayOfWeek.None).Select(d => (d, from, to))]);

    [Theory]
    [MemberData(nameof(Changes))]
    public void GivenAChangeOfClocks_WhenAskedForTheNextOpening_ThenItIsTheFirstOpenMinute(string zoneId, string date, int window)
    {
        var zone = DateTimeZoneProviders.Tzdb[zoneId];
        var times = new ContactWindow(Windows[window], zone, []);
        var start = NodaTime.Text.LocalDatePattern.Iso.Parse(date).Value.AtStartOfDayInZone(zone).ToInstant();
        for (var from = start; from < start + Duration.FromDays(3); from += Duration.FromMinutes(7))
        {
            var first = from;
            while (!times.IsOpen(first)) first += Minute - Rest(first);
            Assert.Equal(first, times.NextOpen(from));
        }
    }

    /// <summary>What has passed of the minute.</summary>
    private static Duration Rest(Instant at) => Duration.FromTicks(at.ToUnixTimeTicks() % NodaConstants.TicksPerMinute);

    [Fact]
    public void GivenSundayMorning_WhenAsked_ThenItOpensAtNoon()
    {
        var window = ContactWindow.For(People.Rosa, Shipped.Practice, DateTimeZoneProviders.Tzdb["America/New_York"]);
        Assert.Equal(People.NewYork("2026-03-08 12:00"), window.NextOpen(People.NewYork("2026-03-08 08:30")));
    }

    [Fact]
    public void GivenAHoliday_WhenThePracticeKeepsItQuiet_ThenItOpensTheNextDay()
    {
        var zone = DateTimeZoneProviders.Tzdb["America/New_York"];
        var noon = People.NewYork("2026-12-25 12:00");
        Assert.True(ContactWindow.For(People.Rosa, Shipped.Practice, zone).IsOpen(noon));
        Assert.Equal(People.NewYork("2026-12-26 09:00"), ContactWindow.For(People.Rosa, Shipped.Practice with { HolidaysAreQuiet = true }, zone).NextOpen(noon));
    }

    [Fact]
    public void GivenAWindowThatNeverOpens_WhenAsked_ThenThereIsNoOpening()
    {
        var never = new ContactWindow(WeekTimes.Of(), DateTimeZone.Utc, []);
        Assert.Null(never.NextOpen(People.NewYork("2026-03-02 12:00")));
        Assert.Null(never.NextDay(People.NewYork("2026-03-02 12:00")));
    }
}
