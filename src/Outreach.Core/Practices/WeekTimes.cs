using System.Collections.Immutable;
using NodaTime;

namespace Outreach.Core.Practices;

/// <summary>Opening times of a week: for each day none or more spans, in order, not overlapping.</summary>
public sealed record WeekTimes(ImmutableSortedDictionary<IsoDayOfWeek, ImmutableArray<TimeSpanOfDay>> Days)
{
    public ImmutableArray<TimeSpanOfDay> On(IsoDayOfWeek day) => Days.TryGetValue(day, out var spans) ? spans : [];

    public bool Covers(LocalDateTime at)
    {
        foreach (var span in On(at.DayOfWeek))
        {
            if (span.Covers(at.TimeOfDay)) return true;
        }

        return false;
    }

    public bool IsNever => Days.Values.All(d => d.IsEmpty);

    public static WeekTimes Of(params (IsoDayOfWeek Day, LocalTime From, LocalTime To)[] spans) => new(spans
        .GroupBy(s => s.Day)
        .ToImmutableSortedDictionary(g => g.Key, g => g.OrderBy(s => s.From).Select(s => new TimeSpanOfDay(s.From, s.To)).ToImmutableArray()));
}

/// <summary>From inclusive, to exclusive; a span that ends at midnight ends at <see cref="LocalTime.MaxValue"/>.</summary>
public sealed record TimeSpanOfDay(LocalTime From, LocalTime To)
{
    public bool Covers(LocalTime time) => time >= From && (time < To || To == LocalTime.MaxValue);
}
