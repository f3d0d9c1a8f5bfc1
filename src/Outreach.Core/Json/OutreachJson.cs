using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;
using Outreach.Core.CarePlans;
using Outreach.Core.Patients;

namespace Outreach.Core.Json;

/// <summary>The one way Outreach writes JSON: camelCase, enums as words, times as ISO 8601 text, nulls left out.</summary>
public static class OutreachJson
{
    public static readonly JsonSerializerOptions Options = Make();

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            RespectNullableAnnotations = true,
            AllowOutOfOrderMetadataProperties = true,
        };
        foreach (var converter in Converters) options.Converters.Add(converter);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private static IEnumerable<JsonConverter> Converters =>
    [
        new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower),
        Text(InstantPattern.ExtendedIso),
        Text(LocalDatePattern.Iso),
        Text(LocalTimePattern.ExtendedIso),
        Text(LocalDateTimePattern.ExtendedIso),
        Text(DurationPattern.JsonRoundtrip),
        new TextConverter<PatientId>(PatientId.TryParse, id => id.ToString()),
        new TextConverter<PhoneNumber>(PhoneNumber.TryParse, n => n.Value),
        new TextConverter<EmailAddress>(EmailAddress.TryParse, e => e.Value),
        new TextClassConverter<ContactPoint>(ContactPoint.TryParseKey, c => c.Key),
        new TextClassConverter<PlanRef>(PlanRef.TryParse, p => p.ToString()),
    ];

    private static TextConverter<T> Text<T>(IPattern<T> pattern)
        where T : struct =>
        new(text => pattern.Parse(text).TryGetValue(default, out var value) ? value : null, pattern.Format);
}

/// <summary>A value written as one JSON string.</summary>
internal sealed class TextConverter<T>(Func<string, T?> parse, Func<T, string> format) : JsonConverter<T>
    where T : struct
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        (reader.TokenType == JsonTokenType.String ? parse(reader.GetString()!) : null)
        ?? throw new JsonException($"Not a {typeof(T).Name}.");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(format(value));

    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        parse(reader.GetString()!) ?? throw new JsonException($"Not a {typeof(T).Name}.");

    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WritePropertyName(format(value));
}

/// <summary>The same for classes.</summary>
internal sealed class TextClassConverter<T>(Func<string, T?> parse, Func<T, string> format) : JsonConverter<T>
    where T : class
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        (reader.TokenType == JsonTokenType.String ? parse(reader.GetString()!) : null)
        ?? throw new JsonException($"Not a {typeof(T).Name}.");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(format(value));
}
