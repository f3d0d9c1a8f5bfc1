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
            for (var from = 0; Cadence.NextDay(spans, anchor.DayOfWeek, 100, from, []) is { } day; from = day + 1) stepped.Add(day);
            Assert.Equal(expected, stepped);
        }
    }

    [Fact]
    public void GivenAPlanThatIsOver_WhenAskedForTheNextDay_ThenThereIsNone() =>
        Assert.Null(Cadence.NextDay([new CadenceSpan.EveryDays(1, 1, 60)], IsoDayOfWeek.Sunday, 30, 31, []));

    private static bool FallsOn(CadenceSpan span, IsoDayOfWeek weekday, int day) => span switch
    {
        CadenceSpan.OnDays on => on.Days.Contains(day),
        CadenceSpan.EveryDays every => day >= every.From && day <= every.Until && (day - every.From) % every.Every == 0,
        CadenceSpan.OnWeekdays on => day >= on.From && day <= on.Until && on.Weekdays.Contains(weekday),
        _ => throw new ArgumentOutOfRangeException(nameof(span)),
    };

    /// <summary>Day 0 is a Saturday, so Sundays are days 1, 8, 15.</summary>
    [Fact]
    public void GivenRestDays_WhenACheckInFallsOnOne_ThenItIsMadeOnTheNextDayThatIsNone()
    {
        Assert.Equal([2, 3, 9, 20], Days([new CadenceSpan.OnDays([1, 3, 8, 20])], [IsoDayOfWeek.Sunday]));
        Assert.Equal([3, 10, 17], Days([new CadenceSpan.EveryDays(7, 1, 15)], [IsoDayOfWeek.Sunday, IsoDayOfWeek.Monday]));
        Assert.Equal([2, 3, 4, 5, 6, 7, 9, 10], Days([new CadenceSpan.EveryDays(1, 1, 10)], [IsoDayOfWeek.Sunday]));

        static IEnumerable<int> Days(ImmutableArray<CadenceSpan> spans, ImmutableArray<IsoDayOfWeek> rest)
        {
            for (var from = 0; Cadence.NextDay(spans, IsoDayOfWeek.Saturday, 30, from, rest) is { } day; from = day + 1) yield return day;
        }
    }
}
