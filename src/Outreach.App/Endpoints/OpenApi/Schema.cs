using System.Text.Json.Nodes;

namespace Outreach.App.Endpoints.OpenApi;

/// <summary>As much of JSON Schema 2020-12 as the API needs.</summary>
public sealed record Schema
{
    public string? Type { get; init; }
    public string? Format { get; init; }
    public string? Description { get; init; }
    public bool OrNull { get; init; }
    public IReadOnlyList<string> Enum { get; init; } = [];
    public Schema? Items { get; init; }
    public IReadOnlyList<(string Name, Schema Schema)> Properties { get; init; } = [];
    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>For a map: what its values are.</summary>
    public Schema? Values { get; init; }

    /// <summary>The name of a schema under components.</summary>
    public string? Named { get; init; }

    public static Schema Text(string? description = null, string? format = null) => new() { Type = "string", Description = description, Format = format };

    public static Schema Date(string? description = null) => Text(description, "date");

    public static Schema Moment(string? description = null) => Text(description, "date-time");

    public static Schema Uuid(string? description = null) => Text(description, "uuid");

    public static Schema Word(params IEnumerable<string> words) => new() { Type = "string", Enum = [.. words] };

    public static Schema Flag(string? description = null) => new() { Type = "boolean", Description = description };

    public static Schema Whole(string? description = null) => new() { Type = "integer", Description = description };

    public static Schema ListOf(Schema items, string? description = null) => new() { Type = "array", Items = items, Description = description };

    public static Schema MapOf(Schema values, string? description = null) => new() { Type = "object", Values = values, Description = description };

    public static Schema Ref(string name) => new() { Named = name };

    public static Schema Object(params IReadOnlyList<(string Name, Schema Schema)> properties) => new() { Type = "object", Properties = properties };

    /// <summary>A list as every endpoint answers it.</summary>
    public static Schema Page(Schema items) => Object(
        ("items", ListOf(items)),
        ("next", Text("What to hand in for the page after this one; null on the last.") with { OrNull = true })) with { Required = ["items", "next"] };

    public Schema Requiring(params IReadOnlyList<string> names) => this with { Required = names };

    public JsonObject ToJson()
    {
        if (Named is not null) return new() { ["$ref"] = $"#/components/schemas/{Named}" };
        var json = new JsonObject();
        if (Type is not null) json["type"] = OrNull ? new JsonArray(Type, "null") : Type;
        if (Format is not null) json["format"] = Format;
        if (Description is not null) json["description"] = Description;
        if (Enum.Count > 0) json["enum"] = Names(Enum);
        if (Items is not null) json["items"] = Items.ToJson();
        if (Properties.Count > 0) json["properties"] = new JsonObject(Properties.Select(p => KeyValuePair.Create<string, JsonNode?>(p.Name, p.Schema.ToJson())));
        if (Required.Count > 0) json["required"] = Names(Required);
        if (Values is not null) json["additionalProperties"] = Values.ToJson();
        return json;
    }

    private static JsonArray Names(IEnumerable<string> names) => new([.. names.Select(n => (JsonNode)n)]);
}
