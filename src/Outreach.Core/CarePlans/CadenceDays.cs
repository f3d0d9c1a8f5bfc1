using NodaTime;

namespace Outreach.Core.CarePlans;

/// <summary>The days from the anchor on which a span falls.</summary>
public static class CadenceDays
{
    public static IEnumerable<int> Of(CadenceSpan span, IsoDayOfWeek anchor) => span switch
    {
        CadenceSpan.OnDays on => on.Days,
        CadenceSpan.EveryDays every => Enumerable.Range(0, ((every.Until - every.From) / every.Every) + 1).Select(n => every.From + (n * every.Every)),
        CadenceSpan.OnWeekdays week => Enumerable.Range(week.From, week.Until - week.From + 1).Where(day => week.Weekdays.Contains(Weekday(anchor, day))),
        _ => throw new ArgumentOutOfRangeException(nameof(span), span, "not a cadence"),
    };

    private static IsoDayOfWeek Weekday(IsoDayOfWeek anchor, int day) => (IsoDayOfWeek)((((int)anchor - 1 + day) % 7) + 1);
}
