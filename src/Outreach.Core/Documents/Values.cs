using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Outreach.Core.Patients;

namespace Outreach.Core.Documents;

/// <summary>Single values: each reader says what it expected where it found something else, and then gives null.</summary>
internal static class Values
{
    private static readonly Dictionary<string, IsoDayOfWeek> s_weekdays = Enum.GetValues<IsoDayOfWeek>()
        .Where(d => d != IsoDayOfWeek.None)
        .SelectMany(d => new[] { d.ToString().ToLowerInvariant(), d.ToString()[..3].ToLowerInvariant() }.Select(n => (n, d)))
        .ToDictionary(p => p.n, p => p.d, StringComparer.Ordinal);

    public static string? Text(this Findings findings, Node? node, string example)
    {
        switch (node)
        {
            case null: return null;
            case TextNode { IsEmpty: false } text when text.Text.Trim().Length > 0: return text.Text.Trim();
            default:
                var here = node is TextNode ? "nothing" : node.Kind;
                findings.Error(node, $"here is {here} where a text belongs", $"write {example}");
                return null;
        }
    }

    /// <summary>Lower-case words joined by hyphens; they become keys.</summary>
    public static string? Id(this Findings findings, Node? node, string example)
    {
        if (findings.Text(node, example) is not { } id) return null;
        if (id.Length <= 60 && char.IsAsciiLetterLower(id[0]) && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')) return id;
        findings.Error(node!, $"'{id}' is not an id", $"write lower-case letters, digits and hyphens, such as {example}");
        return null;
    }

    public static int? Whole(this Findings findings, Node? node, int least, int most, string example)
    {
        if (findings.Text(node, example) is not { } text) return null;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        findings.Error(node!, $"'{text}' is not a whole number from {least} to {most}", $"write {example}");
        return null;
    }

    public static decimal? Number(this Findings findings, Node? node, string example)
    {
        if (findings.Text(node, example) is not { } text) return null;
        if (decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return number;
        findings.Error(node!, $"'{text}' is not a number", $"write {example}");
        return null;
    }

    public static bool? YesOrNo(this Findings findings, Node? node)
    {
        if (findings.Text(node, "yes or no") is not { } text) return null;
        switch (text.ToLowerInvariant())
        {
            case "yes" or "true": return true;
            case "no" or "false": return false;
            default:
                findings.Error(node!, $"'{text}' is neither yes nor no", "write yes or no");
                return null;
        }
    }

    /// <summary>"20s", "5m", "24h" or "3d".</summary>
    public static Duration? Span(this Findings findings, Node? node, string example)
    {
        if (findings.Text(node, example) is not { } text) return null;
        if (text.Length is > 1 and < 8 && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 && Unit(text[^1]) is { } unit && count * unit <= Duration.FromDays(400))
            return count * unit;
        findings.Error(node!, $"'{text}' is not a length of time", $"write a number and s, m, h or d, such as {example}");
        return null;

        static Duration? Unit(char letter) => letter switch
        {
            's' => Duration.FromSeconds(1),
            'm' => Duration.FromMinutes(1),
            'h' => Duration.FromHours(1),
            'd' => Duration.FromDays(1),
            _ => null,
        };
    }

    public static LocalTime? Time(this Findings findings, Node? node, string example = "\"09:00\"")
    {
        if (findings.Text(node, example) is not { } text) return null;
        if (LocalTimePattern.CreateWithInvariantCulture("H:mm").Parse(text) is { Success: true } time) return time.Value;
        findings.Error(node!, $"'{text}' is not a time of day", $"write hours and minutes of the 24-hour clock, such as {example}");
        return null;
    }

    public static LocalDate? Date(this Findings findings, Node? node, string example = "2026-02-16")
    {
        if (findings.Text(node, example) is not { } text) return null;
        if (LocalDatePattern.Iso.Parse(text) is { Success: true } date) return date.Value;
        findings.Error(node!, $"'{text}' is not a date", $"write year-month-day, such as {example}");
        return null;
    }

    public static IsoDayOfWeek? Weekday(this Findings findings, Node? node)
    {
        if (findings.Text(node, "mon") is not { } text) return null;
        if (s_weekdays.TryGetValue(text.ToLowerInvariant(), out var day)) return day;
        findings.Error(node!, $"'{text}' is not a day of the week", "write one of mon, tue, wed, thu, fri, sat, sun");
        return null;
    }

    public static T? OneOf<T>(this Findings findings, Node? node, string what, IReadOnlyDictionary<string, T> choices)
        where T : struct
    {
        if (findings.Text(node, string.Join(" or ", choices.Keys.Take(3))) is not { } text) return null;
        if (choices.TryGetValue(text, out var value)) return value;
        findings.Error(node!, $"'{text}' is not {what}", Nearest.Suggest(text, [.. choices.Keys]));
        return null;
    }

    public static PhoneNumber? Phone(this Findings findings, Node? node)
    {
        if (findings.Text(node, "+1 212-555-0100") is not { } text) return null;
        if (PhoneNumber.TryParse(text) is { } number) return number;
        findings.Error(node!, "this is not a phone number", "write it with the country code, such as +1 212-555-0100");
        return null;
    }

    public static EmailAddress? Email(this Findings findings, Node? node)
    {
        if (findings.Text(node, "name@practice.example") is not { } text) return null;
        if (EmailAddress.TryParse(text) is { } address) return address;
        findings.Error(node!, "this is not an email address", "write it as name@practice.example");
        return null;
    }
}
