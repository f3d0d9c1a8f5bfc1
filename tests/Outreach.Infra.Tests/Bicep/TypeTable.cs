using System.Text.Json;
using Outreach.Infra.Tests.Files;

namespace Outreach.Infra.Tests.Bicep;

/// <summary>bicep-types.json: of each resource type what infra/ uses and what is required, with its source. What is not in it is not known to exist.</summary>
internal static class TypeTable
{
    private static readonly JsonElement Table = JsonElement.Parse(Repository.Read("tests/Outreach.Infra.Tests/Bicep/bicep-types.json"));

    public static IReadOnlyDictionary<string, string> Roles { get; } = Table.GetProperty("roles").EnumerateObject().ToDictionary(r => r.Value.GetString()!, r => r.Name, StringComparer.Ordinal);

    public static IEnumerable<string> Types => Table.GetProperty("resources").EnumerateObject().Select(r => r.Name);

    /// <summary>The entry of a resource; types that differ by name have one for each, after a hash.</summary>
    public static JsonElement? Of(string type, string? name) =>
        Table.GetProperty("resources").TryGetProperty($"{type}#{name}", out var named) ? named
        : Table.GetProperty("resources").TryGetProperty(type, out var plain) ? plain
        : null;

    public static bool MayRead(string type, string path) => Table.GetProperty("resources").EnumerateObject()
        .Where(r => r.Name.Split('#')[0] == type)
        .Any(r => r.Value.TryGetProperty("reads", out var reads) && reads.EnumerateArray().Any(p => p.GetString() == path));

    /// <summary>What is wrong with an object, each as "path: what".</summary>
    public static IEnumerable<string> Check(Syntax value, JsonElement type, string path)
    {
        if (value.Kind == "ternary_expression") return value.Children.Skip(1).SelectMany(c => Check(c, type, path));
        if (type.ValueKind == JsonValueKind.Array)
        {
            return value.Kind == "array" ? value.Children.Where(c => c.Kind != "comment").SelectMany(c => Check(c, type[0], $"{path}[]")) : [];
        }

        if (type.ValueKind == JsonValueKind.String) return CheckText(value, type.GetString()!, path);
        return value.Kind == "object" ? CheckObject(value, type, path) : [];
    }

    private static IEnumerable<string> CheckObject(Syntax value, JsonElement type, string path)
    {
        foreach (var (name, inner) in value.Properties)
        {
            if (path.Length == 0 && name is "parent" or "scope" or "dependsOn") continue;
            if (type.TryGetProperty(name, out var expected) || type.TryGetProperty($"{name}*", out expected) || type.TryGetProperty("*", out expected))
            {
                foreach (var wrong in Check(inner, expected, $"{path}.{name}")) yield return wrong;
            }
            else
            {
                yield return $"{path}.{name} is not in the table";
            }
        }

        foreach (var required in type.EnumerateObject().Where(p => p.Name.Length > 1 && p.Name.EndsWith('*')))
        {
            if (value.Property(required.Name[..^1]) is null) yield return $"{path}.{required.Name[..^1]} is required and missing";
        }
    }

    private static IEnumerable<string> CheckText(Syntax value, string type, string path)
    {
        var fits = value.Kind switch
        {
            "string" when type is "int" or "bool" => false,
            "string" when type.StartsWith('\'') => value.Literal is not { } text || type.Split('|').Any(t => t == $"'{text}'" || t == "string"),
            "number" => type is "int" or "any",
            "boolean" => type is "bool" or "any",
            "object" => type is "object" or "any",
            _ => true,
        };
        if (!fits) yield return $"{path} is {value.Text ?? value.Kind}, and must be {type}";
    }
}
