using NodaTime;
using Outreach.App.Endpoints;
using Outreach.Core.Practices;

namespace Outreach.App.Enrolling;

/// <summary>The patient's own contact window, as <c>contactFrom</c>, <c>contactTo</c> and <c>contactDays</c>.</summary>
internal static class ContactHours
{
    public static readonly IReadOnlyDictionary<string, IsoDayOfWeek> Weekdays = new Dictionary<string, IsoDayOfWeek>(StringComparer.Ordinal)
    {
        ["mon"] = IsoDayOfWeek.Monday,
        ["tue"] = IsoDayOfWeek.Tuesday,
        ["wed"] = IsoDayOfWeek.Wednesday,
        ["thu"] = IsoDayOfWeek.Thursday,
        ["fri"] = IsoDayOfWeek.Friday,
        ["sat"] = IsoDayOfWeek.Saturday,
        ["sun"] = IsoDayOfWeek.Sunday,
    };

    /// <summary>Null where the patient chose none: the practice's contact hours hold.</summary>
    public static WeekTimes? Read(Fields fields)
    {
        var from = fields.Time("contactFrom");
        var to = fields.Time("contactTo");
        var names = fields.Texts("contactDays");
        var days = names.Select(Day).ToList();
        if (days.Contains(IsoDayOfWeek.None)) fields.Wrong("contactDays", $"Not a weekday among them. Give a list of: {string.Join(", ", Weekdays.Keys)}.");
        if (from is not { } start || to is not { } end)
        {
            if (from is not null || to is not null || names.Length > 0) RequireBoth(fields);
            return null;
        }
        if (end <= start) fields.Wrong("contactTo", "It must be later than contactFrom, on the same day.");
        if (end <= start || days.Contains(IsoDayOfWeek.None)) return null;
        return WeekTimes.Of([.. (days.Count == 0 ? Weekdays.Values : days).Distinct().Select(d => (d, start, end))]);
    }

    private static IsoDayOfWeek Day(string name) => Weekdays
        .FirstOrDefault(d => string.Equals(d.Key, name, StringComparison.OrdinalIgnoreCase) || string.Equals(d.Value.ToString(), name, StringComparison.OrdinalIgnoreCase)).Value;

    private static void RequireBoth(Fields fields)
    {
        foreach (var name in new[] { "contactFrom", "contactTo" })
        {
            if (!fields.Has(name)) fields.Wrong(name, "Missing. A contact window has a start and an end, as \"09:00\" and \"17:30\".");
        }
    }
}
