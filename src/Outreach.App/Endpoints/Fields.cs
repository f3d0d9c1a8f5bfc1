using System.Collections.Immutable;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Core.Practices;

namespace Outreach.App.Endpoints;

/// <summary>The fields of a JSON body, read one by one; everything that is wrong is gathered and told at once.</summary>
internal sealed class Fields(JsonElement body)
{
    private const int MostItems = 100;
    private const int MostChars = 200;

    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly List<FieldError> errors = [];

    public bool Has(string name) => Find(name) is not null;

    public void Wrong(string field, string message) => errors.Add(new(field, message));

    /// <summary>All that is wrong, unknown fields included; call it after the last field was read.</summary>
    public IReadOnlyList<FieldError> Errors()
    {
        var unknown = body.EnumerateObject().Select(p => p.Name).Where(n => !known.Contains(n)).ToList();
        return [.. errors, .. unknown.Select(n => new FieldError(n.Length > 40 ? n[..40] : n, $"There is no such field. Known are: {string.Join(", ", known)}."))];
    }

    public string? Text(string name, string what, bool required = false, int most = MostChars)
    {
        var value = Find(name);
        var text = value is { ValueKind: JsonValueKind.String } given ? given.GetString()!.Trim() : null;
        if (value is not null && text is null) Wrong(name, $"Write {what} as text in quotes.");
        else if (text?.Length > most) Wrong(name, $"Too long: {text.Length} characters; at most {most} are accepted.");
        else if (required && string.IsNullOrEmpty(text)) Wrong(name, $"Missing. Give {what}.");
        return string.IsNullOrEmpty(text) ? null : text;
    }

    /// <summary>A text that must read as something.</summary>
    public T? Parsed<T>(string name, Func<string, T?> parse, string what, bool required = false)
        where T : struct
    {
        if (Text(name, what, required) is not { } text) return null;
        var value = parse(text);
        if (value is null) Wrong(name, $"Not understood. Give {what}.");
        return value;
    }

    public LocalDate? Date(string name, bool required = false) => Parsed(name, ReadDate, "a date as 2026-03-02", required);

    public LocalTime? Time(string name) => Parsed(name, ReadTime, "a time of day as 09:00");

    /// <summary>An instant with its offset.</summary>
    public Instant? Moment(string name, bool required = false) => Parsed(name, ReadMoment, "a time with its offset, as 2026-03-02T15:00:00Z or 2026-03-02T10:00:00-05:00", required);

    public PhoneNumber? Phone(string name, bool required = false) => Parsed(name, PhoneNumber.TryParse, "a phone number as +12125550100", required);

    public EmailAddress? Email(string name, bool required = false) => Parsed(name, EmailAddress.TryParse, "an email address", required);

    /// <summary>A provider of the practice, by id or email. The answer lists nobody (R12).</summary>
    public Provider? Provider(string name, Practice practice)
    {
        if (Text(name, "the provider's id or email", required: true) is not { } text) return null;
        var provider = practice.ProviderByEmail(text) ?? practice.ProviderById(text);
        if (provider is null) Wrong(name, "No provider of the practice has this id or email. Give one that the practice's file (practice.yaml) lists under providers.");
        return provider;
    }

    /// <summary>One of a few words.</summary>
    public T? Word<T>(string name, IReadOnlyDictionary<string, T> words, bool required = false)
        where T : struct =>
        Parsed<T>(name, text => words.TryGetValue(text.ToLowerInvariant(), out var value) ? value : null, $"one of: {string.Join(", ", words.Keys)}", required);

    public bool? Flag(string name)
    {
        var value = Find(name);
        if (value is { ValueKind: not (JsonValueKind.True or JsonValueKind.False) }) Wrong(name, "Not understood. Give true or false, without quotes.");
        return value?.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null };
    }

    public ImmutableArray<string> Texts(string name)
    {
        if (Find(name) is not { } value) return [];
        if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(i => i.ValueKind != JsonValueKind.String))
        {
            Wrong(name, "Give a list of texts, as [\"…\", \"…\"].");
            return [];
        }
        ImmutableArray<string> texts = [.. value.EnumerateArray().Select(i => i.GetString()!.Trim()).Where(t => t.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];
        if (texts.Length > MostItems || texts.Any(t => t.Length > MostChars)) Wrong(name, $"At most {MostItems} texts of at most {MostChars} characters are accepted.");
        return texts;
    }

    /// <summary>A list of objects, each read like this one; what is wrong in one is told with its place.</summary>
    public ImmutableArray<T> Each<T>(string name, Func<Fields, T?> read)
        where T : class
    {
        if (Find(name) is not { } value) return [];
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > MostItems || value.EnumerateArray().Any(i => i.ValueKind != JsonValueKind.Object))
        {
            Wrong(name, $"Give a list of at most {MostItems} objects.");
            return [];
        }

        var items = ImmutableArray.CreateBuilder<T>();
        foreach (var (item, at) in value.EnumerateArray().Select((i, n) => (i, n)))
        {
            var fields = new Fields(item);
            if (read(fields) is { } made) items.Add(made);
            foreach (var error in fields.Errors()) Wrong($"{name}[{at}].{error.Field}", error.Message);
        }

        return items.ToImmutable();
    }

    public ImmutableSortedDictionary<string, T> Map<T>(string name, Func<JsonElement, T?> parse, string what)
        where T : struct
    {
        var map = ImmutableSortedDictionary.CreateBuilder<string, T>(StringComparer.Ordinal);
        if (Find(name) is not { } value) return map.ToImmutable();
        if (value.ValueKind != JsonValueKind.Object)
        {
            Wrong(name, $"Give an object whose values are {what}.");
            return map.ToImmutable();
        }
        foreach (var entry in value.EnumerateObject().Take(MostItems + 1))
        {
            if (entry.Name.Length is 0 or > MostChars) Wrong(name, "A name in it is empty or too long.");
            else if (parse(entry.Value) is { } read) map[entry.Name.Trim()] = read;
            else Wrong($"{name}.{entry.Name}", $"Not understood. Give {what}.");
        }
        if (map.Count > MostItems) Wrong(name, $"At most {MostItems} entries are accepted.");
        return map.ToImmutable();
    }

    public ImmutableSortedDictionary<string, LocalDate> Dates(string name) =>
        Map<LocalDate>(name, v => v.ValueKind == JsonValueKind.String ? ReadDate(v.GetString()!) : null, "a date as 2026-03-02");

    public ImmutableSortedDictionary<string, decimal> Numbers(string name) =>
        Map<decimal>(name, v => v.ValueKind == JsonValueKind.Number && v.TryGetDecimal(out var number) ? number : null, "a number without quotes");

    /// <summary>The patient's own words by the slot of a plan's text.</summary>
    public ImmutableSortedDictionary<string, string> OwnWords(string name) =>
        Map<ValueTuple<string>>(name, v => v.ValueKind == JsonValueKind.String && Wording.IsOwnWord(v.GetString()!.Trim()) ? ValueTuple.Create(v.GetString()!.Trim()) : null, "at most 30 letters, as {\"scale\": \"la pesa\"}")
            .ToImmutableSortedDictionary(w => w.Key, w => w.Value.Item1, StringComparer.Ordinal);

    private JsonElement? Find(string name)
    {
        known.Add(name);
        return body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    private static LocalDate? ReadDate(string text) => LocalDatePattern.Iso.Parse(text).TryGetValue(default, out var date) ? date : null;

    private static LocalTime? ReadTime(string text) =>
        LocalTimePattern.CreateWithInvariantCulture("H:mm").Parse(text).TryGetValue(default, out var time)
        || LocalTimePattern.ExtendedIso.Parse(text).TryGetValue(default, out time) ? time : null;

    private static Instant? ReadMoment(string text) =>
        OffsetDateTimePattern.Rfc3339.Parse(text).TryGetValue(default, out var moment)
        || OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mmo<Z+HH:mm>").Parse(text).TryGetValue(default, out moment) ? moment.ToInstant() : null;
}
