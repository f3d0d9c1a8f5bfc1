using System.Collections.Immutable;
using NodaTime;

namespace Outreach.Core.CarePlans;

/// <summary>The days a cadence falls on.</summary>
public static class Cadence
{
    /// <summary>The first day on or after <paramref name="from"/>, in days from an anchor of this weekday, within the plan's days; null when there is none.</summary>
    public static int? NextDay(ImmutableArray<CadenceSpan> spans, IsoDayOfWeek anchor, int planDays, int from, ImmutableArray<IsoDayOfWeek> rest)
    {
        int? best = null;
        foreach (var span in spans)
        {
            if (NextAwake(span, anchor, from, rest) is { } day && day <= planDays && (best is null || day < best)) best = day;
        }

        return best;
    }

    /// <summary>What falls on a rest day is moved to the next day that is none, so what fell on the days just before may be due now.</summary>
    private static int? NextAwake(CadenceSpan span, IsoDayOfWeek anchor, int from, ImmutableArray<IsoDayOfWeek> rest)
    {
        if (rest.IsEmpty) return Next(span, anchor, from);
        for (var day = Next(span, anchor, Math.Max(0, from - rest.Length)); day is { } falls; day = Next(span, anchor, falls + 1))
        {
            var awake = falls;
            while (rest.Contains(Weekday(anchor, awake))) awake++;
            if (awake >= from) return awake;
        }

        return null;
    }

    /// <summary>All days a span falls on, in days from an anchor of this weekday.</summary>
    public static IEnumerable<int> Days(CadenceSpan span, IsoDayOfWeek anchor)
    {
        for (var day = Next(span, anchor, 0); day is { } falls; day = Next(span, anchor, falls + 1)) yield return falls;
    }

    /// <summary>In days from the anchor.</summary>
    private static int? Next(CadenceSpan span, IsoDayOfWeek anchor, int from) => span switch
    {
        CadenceSpan.OnDays on => Least(on.Days, from),
        CadenceSpan.EveryDays every => NextEvery(every, from),
        CadenceSpan.OnWeekdays weekdays => NextWeekday(weekdays, anchor, from),
        _ => throw new ArgumentOutOfRangeException(nameof(span), span.GetType().Name, "not a cadence"),
    };

    private static int? Least(ImmutableArray<int> days, int from)
    {
        int? best = null;
        foreach (var day in days)
        {
            if (day >= from && (best is null || day < best)) best = day;
        }

        return best;
    }

    private static int? NextEvery(CadenceSpan.EveryDays every, int from)
    {
        var steps = from <= every.From ? 0 : (from - every.From + every.Every - 1) / every.Every;
        var day = every.From + (steps * every.Every);
        return day <= every.Until ? day : null;
    }

    private static int? NextWeekday(CadenceSpan.OnWeekdays span, IsoDayOfWeek anchor, int from)
    {
        var first = Math.Max(from, span.From);
        for (var day = first; day <= Math.Min(span.Until, first + 6); day++)
        {
            if (span.Weekdays.Contains(Weekday(anchor, day))) return day;
        }

        return null;
    }

    private static IsoDayOfWeek Weekday(IsoDayOfWeek anchor, int day) => (IsoDayOfWeek)((((int)anchor - 1 + day) % 7) + 1);
}
