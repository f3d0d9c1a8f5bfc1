using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Outreach.Core.Documents;
using Outreach.Core.Messages;
using Outreach.Core.Patients;

namespace Outreach.Local.Commands.Import;

/// <summary>The fields of one row, each read as what it should be; what is wrong is collected.</summary>
internal sealed class RowFields
{
    private const int LongestQuoted = 40;

    private static readonly LocalTimePattern Time = LocalTimePattern.CreateWithInvariantCulture("H:mm");

    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);
    private readonly HashSet<string> columns = new(StringComparer.Ordinal);
    private readonly List<RowError> errors = [];

    public RowFields(int line, string[] header, string[] record)
    {
        Line = line;
        for (var i = 0; i < Math.Min(header.Length, record.Length); i++)
        {
            columns.Add(Columns.Fold(header[i]));
            if (record[i].Trim() is { Length: > 0 } value) values[Columns.Fold(header[i])] = Unescaped(value);
        }
    }

    public int Line { get; }

    public IReadOnlyList<RowError> Errors => errors;

    public bool Has(string column) => values.ContainsKey(column);

    /// <summary>The file has it, filled in or not.</summary>
    public bool HasColumn(string column) => columns.Contains(column);

    public T? Fail<T>(string? column, string message)
        where T : class
    {
        Wrong(column, message);
        return null;
    }

    public void Wrong(string? column, string message) => errors.Add(new RowError(Line, column, message));

    public string? Text(string column) => values.GetValueOrDefault(column);

    public string Required(string column, string what)
    {
        if (Text(column) is { } value) return value;
        Wrong(column, $"is empty; write {what}");
        return "";
    }

    public T? Word<T>(string column, IReadOnlyDictionary<string, T> words)
        where T : struct => Text(column) is { } written ? Word(column, written, words) : null;

    public T? Word<T>(string column, string written, IReadOnlyDictionary<string, T> words)
        where T : struct
    {
        if (words.TryGetValue(written.ToLowerInvariant(), out var value)) return value;
        Wrong(column, $"{Quote(written)} is not known; {Nearest.Suggest(written, [.. words.Keys])}");
        return null;
    }

    public PhoneNumber? Phone(string column) => Text(column) is { } written ? Phone(column, written) : null;

    public PhoneNumber? Phone(string column, string written)
    {
        if (PhoneNumber.TryParse(written) is { } number) return number;
        Wrong(column, written.Contains("E+", StringComparison.OrdinalIgnoreCase)
            ? $"{Quote(written)} was a phone number until a spreadsheet rounded it; format the column as text and write it again, e.g. +1 212 555 0100"
            : $"{Quote(written)} is not a phone number; write it with area code, e.g. +1 212 555 0100");
        return null;
    }

    public EmailAddress? Email(string column)
    {
        if (Text(column) is not { } written) return null;
        if (EmailAddress.TryParse(written) is { } address) return address;
        Wrong(column, $"{Quote(written)} is not an email address; write one like maria@example.org");
        return null;
    }

    public LocalDate? Date(string column) => Text(column) is { } written ? Date(column, written) : null;

    public LocalTime? TimeOfDay(string column)
    {
        if (Text(column) is not { } written) return null;
        if (written == "24:00") return LocalTime.MaxValue;
        if (Time.Parse(written).TryGetValue(default, out var time)) return time;
        Wrong(column, $"{Quote(written)} is not a time; write hours and minutes of 24 hours, e.g. 09:00 or 17:30");
        return null;
    }

    public ImmutableArray<string> Items(string column) =>
        Text(column) is { } written ? [.. written.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)] : [];

    public ImmutableSortedDictionary<string, LocalDate> Dates(string column) => Pairs(column, "colonoscopy=2021-05-01", written => Date(column, written));

    public ImmutableSortedDictionary<string, decimal> Numbers(string column) => Pairs(column, "systolic_crisis=170", written =>
    {
        if (decimal.TryParse(written, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return number;
        Wrong(column, $"{Quote(written)} is not a number; write digits and a point, e.g. 170 or 2.5");
        return (decimal?)null;
    });

    /// <summary>An export puts an apostrophe before what a spreadsheet would run.</summary>
    private static string Unescaped(string value) => value is ['\'', '=' or '+' or '-' or '@', ..] ? value[1..] : value;

    public ImmutableSortedDictionary<string, string> OwnWords(string column) => Pairs(column, "scale=la pesa", written =>
    {
        if (Wording.IsOwnWord(written)) return ValueTuple.Create(written);
        Wrong(column, $"{Quote(written)} is too long for a text message, or has braces in it; write at most 30 letters");
        return (ValueTuple<string>?)null;
    }).ToImmutableSortedDictionary(w => w.Key, w => w.Value.Item1, StringComparer.Ordinal);

    public static string Quote(string written) => $"\"{(written.Length <= LongestQuoted ? written : written[..LongestQuoted] + "…")}\"";

    public LocalDate? Date(string column, string written)
    {
        if (LocalDatePattern.Iso.Parse(written).TryGetValue(default, out var date)) return date;
        Wrong(column, $"{Quote(written)} is not a date; write year-month-day, e.g. 1958-04-12");
        return null;
    }

    private ImmutableSortedDictionary<string, T> Pairs<T>(string column, string example, Func<string, T?> parse)
        where T : struct
    {
        var pairs = ImmutableSortedDictionary.CreateBuilder<string, T>(StringComparer.Ordinal);
        foreach (var item in Items(column))
        {
            if (item.Split('=', 2, StringSplitOptions.TrimEntries) is not [{ Length: > 0 } name, { Length: > 0 } value]) Wrong(column, $"{Quote(item)} is not a name with a value; write {example}, several with ; between them");
            else if (pairs.ContainsKey(name)) Wrong(column, $"{Quote(name)} is there twice; write it once");
            else if (parse(value) is { } parsed) pairs.Add(name, parsed);
        }

        return pairs.ToImmutable();
    }
}
