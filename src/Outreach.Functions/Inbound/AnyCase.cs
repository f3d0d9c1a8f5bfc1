using System.Text.Json;

namespace Outreach.Functions.Inbound;

/// <summary>The fields of a JSON object by their names in any casing.</summary>
internal readonly struct AnyCase(JsonElement element)
{
    public bool IsObject => element.ValueKind == JsonValueKind.Object;

    /// <summary>Null where it is missing or no text.</summary>
    public string? Text(string name) => Find(name) is { ValueKind: JsonValueKind.String } found ? found.GetString() : null;

    /// <summary>Without fields where it is missing or no object.</summary>
    public AnyCase Object(string name) => new(Find(name) ?? default);

    private JsonElement? Find(string name)
    {
        if (!IsObject) return null;
        foreach (var property in element.EnumerateObject())
        {
            if (string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase)) return property.Value;
        }

        return null;
    }
}
