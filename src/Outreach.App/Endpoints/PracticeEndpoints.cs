using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Outreach.App.Endpoints.OpenApi;
using Outreach.App.Practices;
using Outreach.Core.Documents;

namespace Outreach.App.Endpoints;

/// <summary>The practice and its plans as a document: which is in force, which were, and putting a new one in force.</summary>
internal static class PracticeEndpoints
{
    /// <summary>All files together; a little less than what the hosts take.</summary>
    private const int MostBytes = 900 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 4 };

    private static readonly Schema Files = Schema.MapOf(Schema.Text(), "practice.yaml and the plans, by file name.");

    private static readonly Schema Version = Schema.Object(
        ("version", Schema.Whole("1 for the first; 0 where what came with the app is in force unstored.")),
        ("at", Schema.Moment()),
        ("by", Schema.Text("Who put it in force.")),
        ("note", Schema.Text()),
        ("inForce", Schema.Flag()));

    public static IEnumerable<Endpoint> All =>
    [
        new("GetPractice", HttpMethods.Get, "api/practice", Access.Admin, Asked.Api(GetAsync))
        {
            Operation = new("The configuration in force, with its files") { Answers = [new(200, "practice.yaml and the plans.", WithFiles())] },
        },
        new("PutPractice", HttpMethods.Put, "api/practice", Access.Admin, Asked.Api(PutAsync))
        {
            Operation = new("Put a configuration in force")
            {
                Description = "The whole configuration: what is not among the files is not offered any more; whoever is enrolled in it stays in it. One with a mistake is refused and changes nothing. All instances have it within a minute.",
                Body = Schema.Object(("by", Schema.Text("Who puts it in force.")), ("note", Schema.Text("Why.")), ("files", Files)).Requiring("by", "files"),
                Answers = [new(200, "In force.", Version with { Properties = [.. Version.Properties, ("warnings", Schema.ListOf(Schema.Text()))] })],
            },
        },
        new("ListPracticeVersions", HttpMethods.Get, "api/practice/versions", Access.Admin, Asked.Api(ListAsync))
        {
            Operation = new("List the configurations that are or were in force, newest first")
            {
                Query = [("take", Schema.Whole("1 to 500; 100 when left out.")), ("after", Schema.Text("The last answer's next."))],
                Answers = [new(200, "A page of versions.", Schema.Page(Version))],
            },
        },
        new("GetPracticeVersion", HttpMethods.Get, "api/practice/versions/{version}", Access.Admin, Asked.Api(FindAsync))
        {
            Operation = new("One configuration, with its files") { Answers = [new(200, "The configuration.", WithFiles())] },
        },
        new("GoBackToPracticeVersion", HttpMethods.Post, "api/practice/versions/{version}/restore", Access.Admin, Asked.Api(GoBackAsync))
        {
            Operation = new("Go back to a configuration")
            {
                Description = "It becomes a new version with the old one's files, if it is still valid.",
                Body = Schema.Object(("by", Schema.Text("Who goes back."))).Requiring("by"),
                Answers = [new(200, "In force.", Version)],
            },
        },
    ];

    private static Problem Unknown { get; } = Problem.NotFound("There is no such version. GET /api/practice/versions lists them.");

    private static Schema WithFiles() => Version with { Properties = [.. Version.Properties, ("files", Files)] };

    private static async Task<IAnswer> GetAsync(HttpContext context)
    {
        var practice = context.Service<PracticeInForce>();
        await practice.RefreshAsync(context.RequestAborted);
        return practice.Version is { } version
            ? await WithFilesAsync(context, practice, version)
            : Problem.NotFound("What came with the app is in force and has not been stored. Put a configuration in force with PUT /api/practice.");
    }

    private static async Task<IAnswer> PutAsync(HttpContext context)
    {
        var practice = context.Service<PracticeInForce>();
        if (await JsonBody.BytesAsync(context.Request, MostBytes, context.RequestAborted) is not { } bytes) return new Problem(StatusCodes.Status413PayloadTooLarge, "too-large", $"At most {MostBytes / 1024} KiB of files are accepted.");
        if (Read(bytes) is not { } body) return Problem.Invalid("", "Send {\"by\": \"…\", \"files\": {\"practice.yaml\": \"…\"}} as JSON.");
        var fields = new Fields(body);
        var by = fields.Text("by", "who puts it in force", required: true);
        var note = fields.Text("note", "why, in a few words");
        var files = FilesOf(fields, body);
        if (fields.Errors() is { Count: > 0 } errors) return Problem.Invalid(errors);
        return Answer(await practice.PutAsync(files!, by!, note ?? "", context.RequestAborted));
    }

    private static JsonElement? Read(byte[] bytes)
    {
        try
        {
            return JsonElement.Parse(bytes, Strict) is { ValueKind: JsonValueKind.Object } body ? body : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static PracticeFiles? FilesOf(Fields fields, JsonElement body)
    {
        if (!fields.Has("files") || body.GetProperty("files") is not { ValueKind: JsonValueKind.Object } given || given.EnumerateObject().Any(f => f.Value.ValueKind != JsonValueKind.String))
        {
            fields.Wrong("files", "Missing. Give an object of file names and texts, as {\"practice.yaml\": \"…\"}.");
            return null;
        }

        foreach (var name in given.EnumerateObject().Select(f => f.Name).Where(n => n.Length > 100 || !n.EndsWith(".yaml", StringComparison.Ordinal) || n.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not '-' and not '_' and not '.')))
        {
            fields.Wrong("files", $"\"{(name.Length > 40 ? name[..40] : name)}\" is no name of a file: give letters, digits and dashes, ending in .yaml.");
        }

        return PracticeFiles.Of(given.EnumerateObject().Select(f => KeyValuePair.Create(f.Name, f.Value.GetString()!)));
    }

    private static async Task<IAnswer> ListAsync(HttpContext context)
    {
        var (versions, practice) = (context.Service<IPracticeVersions>(), context.Service<PracticeInForce>());
        if (context.Take() is not { } take) return Asked.WrongTake;
        int? before = null;
        if (context.Query("after") is { } after)
        {
            before = int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
            if (before is null) return Problem.Invalid("after", "Not a place in this list. Give the \"next\" of the page before, as it was.");
        }

        var rows = await versions.ListAsync(take, before, context.RequestAborted);
        return JsonAnswer.Page(rows.Select(v => View(v, practice)), rows.Count == take ? rows[^1].Number.ToString(CultureInfo.InvariantCulture) : null);
    }

    private static async Task<IAnswer> FindAsync(HttpContext context)
    {
        var (versions, practice) = (context.Service<IPracticeVersions>(), context.Service<PracticeInForce>());
        return Number(context) is { } number && await versions.FindAsync(number, context.RequestAborted) is { } version ? await WithFilesAsync(context, practice, version) : Unknown;
    }

    private static async Task<IAnswer> GoBackAsync(HttpContext context)
    {
        var practice = context.Service<PracticeInForce>();
        var read = await JsonBody.ReadAsync(context);
        if (read.Fields is not { } fields) return read.Problem!;
        var by = fields.Text("by", "who goes back", required: true);
        if (fields.Errors() is { Count: > 0 } errors) return Problem.Invalid(errors);
        return Number(context) is { } number && await practice.GoBackAsync(number, by!, context.RequestAborted) is { } put ? Answer(put) : Unknown;
    }

    private static IAnswer Answer(PracticePut put)
    {
        if (put.Version is not { } version) return Problem.Invalid([.. put.Errors.Select(e => new FieldError($"{e.File}:{e.Line}:{e.Column}", $"{e.What}; {e.Instead}"))]);
        var json = View(version, null);
        json["inForce"] = true;
        json["warnings"] = new JsonArray([.. put.Diagnostics.Where(d => d.Severity == Severity.Warning).Select(d => (JsonNode)d.ToString())]);
        return new JsonAnswer(json);
    }

    private static async ValueTask<IAnswer> WithFilesAsync(HttpContext context, PracticeInForce practice, PracticeVersion version)
    {
        var json = View(version, practice);
        json["files"] = new JsonObject((await practice.FilesAsync(version, context.RequestAborted)).Texts.Select(t => KeyValuePair.Create<string, JsonNode?>(t.Key, t.Value)));
        return new JsonAnswer(json);
    }

    private static JsonObject View(PracticeVersion version, PracticeInForce? practice) => new()
    {
        ["version"] = version.Number,
        ["at"] = Views.Json(version.At),
        ["by"] = version.By,
        ["note"] = version.Note,
        ["inForce"] = practice?.Version?.Number == version.Number,
    };

    private static int? Number(HttpContext context) => int.TryParse(context.Place("version"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
