using NodaTime;
using Outreach.Core.Practices;
using Outreach.Testing;

namespace Outreach.Core.Tests.Practices;

public class OfficeTests
{
    [Theory]
    [InlineData("2026-03-02 08:29", "2026-03-02 08:30")]
    [InlineData("2026-03-02 08:30", "2026-03-02 08:30")]
    [InlineData("2026-03-02 16:59", "2026-03-02 16:59")]
    [InlineData("2026-03-02 17:00", "2026-03-03 08:30")]
    [InlineData("2026-03-06 17:30", "2026-03-09 08:30")] // over a weekend on which the clocks change
    [InlineData("2026-07-02 18:00", "2026-07-06 08:30")] // Independence Day observed on the Friday
    [InlineData("2026-12-24 18:00", "2026-12-28 08:30")]
    public void GivenATime_WhenAskedForTheOffice_ThenItOpensThen(string at, string opens) =>
        Assert.Equal(People.NewYork(opens), Office.NextOpen(Shipped.Practice, People.NewYork(at)));

    [Fact]
    public void GivenAnOfficeThatNeverOpens_WhenAsked_ThenADayLaterSoThatNothingWaitsForEver()
    {
        var at = People.NewYork("2026-03-02 12:00");
        Assert.Equal(at + Duration.FromDays(1), Office.NextOpen(Shipped.Practice with { OfficeHours = WeekTimes.Of() }, at));
    }
}
