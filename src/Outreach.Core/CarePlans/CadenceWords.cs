using System.Collections.Immutable;

namespace Outreach.Core.CarePlans;

/// <summary>When check-ins fall, in plain English.</summary>
public static class CadenceWords
{
    public static string Of(ImmutableArray<CadenceSpan> cadence) =>
        cadence.IsEmpty ? "only after a concern" : string.Join("; ", cadence.Select(Of));

    private static string Of(CadenceSpan span) => span switch
    {
        CadenceSpan.OnDays on => $"day {string.Join(", ", on.Days)}",
        CadenceSpan.EveryDays { Every: 1 } every => $"every day, day {every.From} to {every.Until}",
        CadenceSpan.EveryDays every => $"every {every.Every} days, day {every.From} to {every.Until}",
        CadenceSpan.OnWeekdays weekdays => $"{string.Join(", ", weekdays.Weekdays)}, day {weekdays.From} to {weekdays.Until}",
        _ => throw new ArgumentOutOfRangeException(nameof(span), span.GetType().Name, "not a cadence"),
    };
}
