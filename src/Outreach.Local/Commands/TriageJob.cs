using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.Local.Commands;

/// <summary>
/// Reads replies as JSON lines {"id","lang","ask","text"} and writes one line of findings for each, in the same order,
/// as they come. A line that cannot be read is answered with {"line","error"} and the rest goes on. Blank lines are skipped.
/// </summary>
public static class TriageJob
{
    private const int AllRead = 0;
    private const int SomeRefused = 1;

    // Accents and emoji stay readable; the output is still valid JSON.
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A choice needs the plan's own options, which a line does not have.</summary>
    private static readonly IEnumerable<(Ask Ask, string Name)> Asks = ReadingNames.Asks.Where(a => a.Ask != Ask.Choice);

    private sealed record Line(string Id, Language Language, Ask Ask, string Text);

    /// <returns>0 when every line was read, 1 when any was refused.</returns>
    public static int Run(TextReader input, TextWriter output, TextWriter error)
    {
        var number = 0;
        var refused = 0;
        while (input.ReadLine() is { } text)
        {
            number++;
            if (string.IsNullOrWhiteSpace(text)) continue;
            var (line, problem) = Parse(text);
            if (line is null)
            {
                refused++;
                output.WriteLine(new JsonObject { ["line"] = number, ["error"] = problem }.ToJsonString(Readable));
                continue;
            }

            var meaning = ReplyReader.Default.Read(line.Text, OpenAsk.For(line.Ask), line.Language);
            output.WriteLine(ToJson(line, meaning).ToJsonString(Readable));
        }

        if (refused > 0) error.WriteLine($"{refused} of {number} lines could not be read; each has its error in the output.");
        return refused == 0 ? AllRead : SomeRefused;
    }

    /// <summary>Reads labelled replies (the same lines with "intents", "urgency", "value" and "unit" beside) and prints how well they were read.</summary>
    /// <returns>0 when every line was scored, 1 when any was refused.</returns>
    public static int Score(TextReader input, TextWriter output, TextWriter error)
    {
        var score = new TriageScore();
        var number = 0;
        var refused = 0;
        while (input.ReadLine() is { } text)
        {
            number++;
            if (string.IsNullOrWhiteSpace(text)) continue;
            var (line, problem) = Parse(text);
            var labelled = line is null ? null : Labels(line, text);
            if (labelled is null)
            {
                refused++;
                error.WriteLine($"line {number}: {(line is null ? problem : "labels are missing or not known; give intents and urgency as arrays of the names of the format")}");
                continue;
            }

            score.Add(labelled, ReplyReader.Default.Read(line!.Text, OpenAsk.For(line.Ask), line.Language));
        }

        score.Print(output);
        return refused == 0 ? AllRead : SomeRefused;
    }

    private static LabelledLine? Labels(Line line, string text)
    {
        using var document = JsonDocument.Parse(text);
        var json = document.RootElement;
        var intents = Names(json, "intents").Select(n => ReadingNames.Intent(n)).ToList();
        var urgencies = Names(json, "urgency").Select(n => Enum.TryParse<Urgency>(n, ignoreCase: true, out var urgency) ? urgency : (Urgency?)null).ToList();
        if (intents.Count == 0 || intents.Contains(Intents.None) || urgencies.Count == 0 || urgencies.Contains(null)) return null;
        return new LabelledLine(line.Id, line.Ask, line.Text, intents.Aggregate((a, b) => a | b), [.. urgencies.Select(u => u!.Value)], Field(json, "value"), Field(json, "unit"));
    }

    private static IEnumerable<string?> Names(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray().Select(v => v.ValueKind == JsonValueKind.String ? v.GetString() : null)
            : [];

    private static (Line? Line, string Problem) Parse(string text)
    {
        JsonElement json;
        try
        {
            using var document = JsonDocument.Parse(text);
            json = document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return (null, """not JSON; each line is an object like {"id":"1","lang":"en","ask":"yes-no","text":"no"}""");
        }

        if (json.ValueKind != JsonValueKind.Object) return (null, """not an object; each line is one like {"id":"1","lang":"en","ask":"yes-no","text":"no"}""");
        if (Field(json, "id") is not { } id) return (null, "id is missing or not text; give each line an id as a JSON string");
        if (Field(json, "text") is not { } reply) return (null, "text is missing or not text; give the reply as a JSON string, empty if it was empty");
        if (Language(Field(json, "lang")) is not { } language) return (null, $"lang {Shown(json, "lang")} is not known; use \"en\" or \"es\"");
        var ask = Asks.FirstOrDefault(a => a.Name == Field(json, "ask"));
        return ask.Name is null
            ? (null, $"ask {Shown(json, "ask")} is not known; use one of {string.Join(", ", Asks.Select(a => a.Name))}")
            : (new Line(id, language, ask.Ask, reply), "");
    }

    // A string with half a surrogate pair is JSON but no text.
    private static string? Field(JsonElement json, string name)
    {
        try
        {
            return json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static Language? Language(string? code) => code switch
    {
        "en" => Core.Patients.Language.English,
        "es" => Core.Patients.Language.Spanish,
        _ => null,
    };

    private static string Shown(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? value.GetRawText() : "(missing)";

    private static JsonObject ToJson(Line line, Meaning meaning) => new()
    {
        ["id"] = line.Id,
        ["intents"] = new JsonArray([.. ReadingNames.Of(meaning.Intents).Select(n => (JsonNode)n)]),
        ["urgency"] = meaning.Urgency.ToString().ToLowerInvariant(),
        ["value"] = meaning.Value,
        ["unit"] = meaning.Unit,
        ["lang"] = (meaning.Language ?? line.Language) == Core.Patients.Language.Spanish ? "es" : "en",
        ["evidence"] = new JsonArray([.. meaning.Evidence.Select(e => (JsonNode)new JsonObject { ["start"] = e.Start, ["end"] = e.End, ["rule"] = e.Rule })]),
    };
}
