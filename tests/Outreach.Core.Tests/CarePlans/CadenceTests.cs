using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.CarePlans;
using Outreach.Testing;

namespace Outreach.Core.Tests.CarePlans;

public class CadenceTests
{
    private static readonly ImmutableArray<CadenceSpan> Weekdays = [new CadenceSpan.OnWeekdays([IsoDayOfWeek.Monday, IsoDayOfWeek.Friday], 3, 25)];

    public static TheoryData<int> AnchorDays => [0, 1, 2, 3, 4, 5, 6];

    /// <summary>The two ways of reading a cadence, date by date and as a list of days, say the same.</summary>
    [Theory]
    [MemberData(nameof(AnchorDays))]
    public void GivenAnyCadence_WhenStepped_ThenItFallsOnItsDays(int shift)
    {
        var anchor = new LocalDate(2026, 3, 2).PlusDays(shift);
        var cadences = Shipped.Context.Plans.All.SelectMany(p => p.CheckIns).Select(c => c.Cadence).Where(c => !c.IsEmpty).Append(Weekdays);
        foreach (var spans in cadences)
        {
            var expected = spans.SelectMany(s => CadenceDays.Of(s, anchor.DayOfWeek)).Where(d => d is >= 0 and <= 100).Distinct().Order().ToList();
            var stepped = new List<int>();
            for (var from = anchor; Cadence.NextOnOrAfter(spans, anchor, 100, from) is { } date; from = date.PlusDays(1)) stepped.Add(Period.DaysBetween(anchor, date));
            Assert.Equal(expected, stepped);
        }
    }

    [Fact]
    public void GivenAPlanThatIsOver_WhenAskedForTheNextDate_ThenThereIsNone() =>
        Assert.Null(Cadence.NextOnOrAfter([new CadenceSpan.EveryDays(1, 1, 60)], new LocalDate(2026, 3, 1), 30, new LocalDate(2026, 4, 1)));
}
