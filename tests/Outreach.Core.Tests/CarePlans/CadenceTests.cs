using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.CarePlans;
using Outreach.Testing;

namespace Outreach.Core.Tests.CarePlans;

public class CadenceTests
{
    private static readonly ImmutableArray<CadenceSpan> Weekdays = [new CadenceSpan.OnWeekdays([IsoDayOfWeek.Monday, IsoDayOfWeek.Friday], 3, 25)];

    public static TheoryData<int> AnchorDays => [0, 1, 2, 3, 4, 5, 6];

    [Theory]
    [MemberData(nameof(AnchorDays))]
    public void GivenAnyCadence_WhenStepped_ThenItFallsOnItsDays(int shift)
    {
        var anchor = new LocalDate(2026, 3, 2).PlusDays(shift);
        var cadences = Shipped.Context.Plans.All.SelectMany(p => p.CheckIns).Select(c => c.Cadence).Where(c => !c.IsEmpty).Append(Weekdays);
        foreach (var spans in cadences)
        {
            var expected = Enumerable.Range(0, 101).Where(day => spans.Any(s => FallsOn(s, anchor.PlusDays(day).DayOfWeek, day))).ToList();
            var stepped = new List<int>();
            for (var from = 0; Cadence.NextDay(spans, anchor.DayOfWeek, 100, from) is { } day; from = day + 1) stepped.Add(day);
            Assert.Equal(expected, stepped);
        }
    }

    [Fact]
    public void GivenAPlanThatIsOver_WhenAskedForTheNextDay_ThenThereIsNone() =>
        Assert.Null(Cadence.NextDay([new CadenceSpan.EveryDays(1, 1, 60)], IsoDayOfWeek.Sunday, 30, 31));

    private static bool FallsOn(CadenceSpan span, IsoDayOfWeek weekday, int day) => span switch
    {
        CadenceSpan.OnDays on => on.Days.Contains(day),
        CadenceSpan.EveryDays every => day >= every.From && day <= every.Until && (day - every.From) % every.Every == 0,
        CadenceSpan.OnWeekdays on => day >= on.From && day <= on.Until && on.Weekdays.Contains(weekday),
        _ => throw new ArgumentOutOfRangeException(nameof(span)),
    };
}
