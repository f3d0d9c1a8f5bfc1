using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.Practices;

namespace Outreach.Local.Commands.Import;

/// <summary>The patient's own contact window: <c>contact_from</c>, <c>contact_to</c> and <c>contact_days</c> such as <c>Mon-Fri</c> or <c>Mon;Wed</c>; every day where no days are given.</summary>
internal static class ContactTimes
{
    private const string Accepted = "write days as Mon-Fri or Mon;Wed;Sat";

    private static readonly ImmutableArray<IsoDayOfWeek> Week =
    [
        IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Thursday, IsoDayOfWeek.Friday, IsoDayOfWeek.Saturday, IsoDayOfWeek.Sunday,
    ];

    /// <summary>Null where the patient chose none: the practice's contact hours hold.</summary>
    public static WeekTimes? Read(RowFields fields)
    {
        var from = fields.TimeOfDay(Columns.ContactFrom);
        var to = fields.TimeOfDay(Columns.ContactTo);
        var days = Days(fields);
        string[] times = [Columns.ContactFrom, Columns.ContactTo];
        if (!times.Any(fields.Has) && !fields.Has(Columns.ContactDays)) return null;
        foreach (var missing in times.Where(t => !fields.Has(t))) fields.Wrong(missing, "is empty; contact times have a start and an end, e.g. 09:00 and 17:30");
        if (from is not { } start || to is not { } end) return null;
        if (end > start) return WeekTimes.Of([.. days.Select(d => (d, start, end))]);
        fields.Wrong(Columns.ContactTo, end == start ? "is the same as contact_from; write a later time" : "is earlier than contact_from; write a later time of the same day");
        return null;
    }

    private static ImmutableArray<IsoDayOfWeek> Days(RowFields fields)
    {
        if (!fields.Has(Columns.ContactDays)) return Week;
        var days = new SortedSet<IsoDayOfWeek>();
        foreach (var item in fields.Items(Columns.ContactDays))
        {
            var ends = item.Split('-', '–').Select(Day).ToArray();
            if (ends.Length > 2 || ends.Contains(IsoDayOfWeek.None)) fields.Wrong(Columns.ContactDays, $"{RowFields.Quote(item)} is no weekday; {Accepted}");
            else days.UnionWith(Span(ends[0], ends[^1]));
        }

        return [.. days];
    }

    /// <summary>Both inclusive; Sat-Mon goes round the end of the week.</summary>
    private static IEnumerable<IsoDayOfWeek> Span(IsoDayOfWeek from, IsoDayOfWeek to)
    {
        var length = (((int)to - (int)from + Week.Length) % Week.Length) + 1;
        return Enumerable.Range(0, length).Select(n => Week[((int)from - 1 + n) % Week.Length]);
    }

    private static IsoDayOfWeek Day(string name) => Week.FirstOrDefault(d =>
        string.Equals(name.Trim(), d.ToString(), StringComparison.OrdinalIgnoreCase) || string.Equals(name.Trim(), d.ToString()[..3], StringComparison.OrdinalIgnoreCase));
}
