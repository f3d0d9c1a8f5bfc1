using System.Text.Json;

namespace Outreach.Infra.Tests.Bicep;

/// <summary>A node of a syntax tree, as tests/Infra/bicep.mjs prints it.</summary>
internal sealed record Syntax(string Kind, string? Field, int Line, string? Text, bool Bad, IReadOnlyList<Syntax> Children)
{
    public static Syntax Read(JsonElement json) => new(
        json.GetProperty("kind").GetString()!,
        json.TryGetProperty("field", out var field) ? field.GetString() : null,
        json.GetProperty("line").GetInt32(),
        json.TryGetProperty("text", out var text) ? text.GetString() : null,
        json.TryGetProperty("bad", out var bad) && bad.GetBoolean(),
        [.. json.GetProperty("children").EnumerateArray().Select(Read)]);

    public IEnumerable<Syntax> All => Children.SelectMany(c => c.All).Prepend(this);

    /// <summary>A string without anything computed in it.</summary>
    public string? Literal => Kind == "string" && Children.All(c => c.Kind != "interpolation") ? Text![1..^1].Replace(@"\'", "'", StringComparison.Ordinal) : null;

    /// <summary>The object under conditions and loops.</summary>
    public Syntax Body => Children[^1] is { Kind: "if_statement" or "for_statement" } around ? around.Body : Children[^1];

    /// <summary>The properties of an object; a computed name is a star.</summary>
    public IEnumerable<(string Name, Syntax Value)> Properties => Children.Where(c => c.Kind == "object_property")
        .Select(c => (c.Children[0].Kind == "string" ? c.Children[0].Literal ?? "*" : c.Children[0].Text!, c.Children[^1]));

    public Syntax? Property(string name) => Properties.Where(p => p.Name == name).Select(p => p.Value).FirstOrDefault();

    /// <summary>"a.b.c" as its parts, where a is a symbol.</summary>
    public IReadOnlyList<string>? Chain => Kind switch
    {
        "identifier" => [Text!],
        "member_expression" when Children[0].Chain is { } front => [.. front, Children[^1].Text!],
        "nullable_type" or "non_null_assertion" => Children[0].Chain,
        _ => null,
    };
}
