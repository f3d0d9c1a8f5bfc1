using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Outreach.App.Endpoints.OpenApi;

/// <summary>The OpenAPI 3.1 document, built from the endpoint list.</summary>
public static partial class OpenApiDocument
{
    private static readonly Schema Problem = Schema.Object(
        ("type", Schema.Text()),
        ("title", Schema.Text()),
        ("status", Schema.Whole()),
        ("code", Schema.Text("For machines; stable.")),
        ("detail", Schema.Text("For people: what is wrong and what to do instead.")),
        ("errors", Schema.ListOf(Schema.Object(("field", Schema.Text()), ("message", Schema.Text("What is wrong and what is accepted."))), "Everything that is wrong, at once.")),
        ("traceId", Schema.Text())).Requiring("title", "status", "code", "detail", "traceId");

    public static JsonObject Build(IEnumerable<Endpoint> endpoints, IReadOnlyList<(string Name, Schema Schema)> schemas) => new()
    {
        ["openapi"] = "3.1.0",
        ["info"] = new JsonObject
        {
            ["title"] = "Outreach",
            ["version"] = "1",
            ["description"] = "Patients, their care plans, what happened, and the concerns a provider must see to. Times are ISO 8601 with an offset.",
        },
        ["paths"] = new JsonObject(endpoints.GroupBy(e => e.Route, StringComparer.Ordinal).Select(r => KeyValuePair.Create<string, JsonNode?>("/" + r.Key, Path(r)))),
        ["components"] = new JsonObject
        {
            ["schemas"] = new JsonObject(schemas.Append(("Problem", Problem)).Select(s => KeyValuePair.Create<string, JsonNode?>(s.Item1, s.Item2.ToJson()))),
            ["securitySchemes"] = new JsonObject
            {
                ["key"] = new JsonObject
                {
                    ["type"] = "apiKey",
                    ["in"] = "header",
                    ["name"] = AccessRules.KeyHeader,
                    ["description"] = "Not needed on the machine itself, at http://127.0.0.1 or http://localhost.",
                },
            },
        },
    };

    private static JsonObject Path(IEnumerable<Endpoint> endpoints) =>
        new(endpoints.Select(e => KeyValuePair.Create<string, JsonNode?>(e.Method.ToLowerInvariant(), Describe(e))));

    private static JsonObject Describe(Endpoint endpoint)
    {
        var operation = endpoint.Operation;
        var json = new JsonObject { ["operationId"] = endpoint.Name, ["summary"] = operation.Summary };
        if (operation.Description is not null) json["description"] = operation.Description;
        if (endpoint.Access == Access.Admin) json["security"] = new JsonArray(new JsonObject(), new JsonObject { ["key"] = new JsonArray() });
        if (Parameters(endpoint) is { Count: > 0 } parameters) json["parameters"] = parameters;
        if (operation.Body is { } body) json["requestBody"] = new JsonObject { ["required"] = body.Required.Count > 0, ["content"] = Content(operation.BodyType, body) };
        json["responses"] = new JsonObject(operation.Answers.Concat(Refusals(endpoint))
            .Select(a => KeyValuePair.Create<string, JsonNode?>(a.Status.ToString(), Respond(a))));
        return json;
    }

    private static JsonArray Parameters(Endpoint endpoint)
    {
        var inPath = PlaceInRoute().Matches(endpoint.Route)
            .Select(m => Parameter(m.Groups["name"].Value, "path", required: true, Schema.Text()));
        var inQuery = endpoint.Operation.Query.Select(q => Parameter(q.Name, "query", required: false, q.Schema));
        var inHeader = endpoint.Operation.Idempotent
            ? [Parameter("Idempotency-Key", "header", required: false, Schema.Text("The same key again gives the same answer and does nothing twice."))]
            : Enumerable.Empty<JsonObject>();
        return new([.. inPath, .. inQuery, .. inHeader]);
    }

    private static JsonObject Parameter(string name, string place, bool required, Schema schema) =>
        new() { ["name"] = name, ["in"] = place, ["required"] = required, ["schema"] = schema.ToJson() };

    private static JsonObject Respond(Answer answer)
    {
        var json = new JsonObject { ["description"] = answer.Description };
        if (answer.Type is not null || answer.Schema is not null) json["content"] = Content(answer.Type ?? "application/json", answer.Schema);
        return json;
    }

    private static JsonObject Content(string type, Schema? schema) =>
        new() { [type] = schema is null ? new JsonObject() : new JsonObject { ["schema"] = schema.ToJson() } };

    /// <summary>What the guard and the shape of the request can refuse.</summary>
    private static IEnumerable<Answer> Refusals(Endpoint endpoint)
    {
        if (endpoint.Access != Access.Admin) yield break;
        var isWrite = !HttpMethods.IsGet(endpoint.Method);
        if (isWrite || endpoint.Operation.Query.Count > 0) yield return Refusal(400, "Something in the request is not right; all of it is told at once.");
        yield return Refusal(401, "A key is needed here.");
        yield return Refusal(403, "The key is not this server's.");
        if (PlaceInRoute().IsMatch(endpoint.Route)) yield return Refusal(404, "There is nothing with this id.");
        if (!isWrite) yield break;
        yield return Refusal(409, "Refused; code and detail say why.");
        yield return Refusal(413, "The body is too large.");
        yield return Refusal(415, "The body is not application/json.");
    }

    private static Answer Refusal(int status, string description) => new(status, description, Schema.Ref("Problem"), "application/problem+json");

    [GeneratedRegex("\\{(?<name>[A-Za-z]+)\\}", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex PlaceInRoute();
}
