using System.Text.RegularExpressions;
using Outreach.Infra.Tests.Files;

namespace Outreach.Infra.Tests.Bicep;

/// <summary>Every file against the grammar and the table of types: what a Bicep compiler would refuse.</summary>
public sealed class BicepTypeTests
{
    [NodeFact]
    public void Files_Parse()
    {
        Assert.NotEmpty(BicepFile.All);
        var bad = BicepFile.All.Values.SelectMany(f => f.Root.All.Where(s => s.Bad).Select(s => $"{f.Name}({s.Line})"));
        Assert.Empty(bad);
    }

    [NodeFact]
    public void Resources_AreAsTheirTypesSay()
    {
        var wrong = BicepFile.All.Values.SelectMany(f => f.Resources.SelectMany(r => Check(r).Select(w => $"{f.Name}({r.Line}) {w}")));
        Assert.Empty(wrong);
    }

    [NodeFact]
    public void Table_HoldsNothingUnused()
    {
        var used = BicepFile.All.Values.SelectMany(f => f.Resources.Where(r => !BicepFile.IsExisting(r)))
            .Select(r => TypeOf(r) is var type && TypeTable.Types.Contains($"{type}#{NameIn(r)}", StringComparer.Ordinal) ? $"{type}#{NameIn(r)}" : type);
        Assert.Equal(TypeTable.Types.Order(StringComparer.Ordinal), used.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    [NodeFact]
    public void WhatIsReadOfResources_Exists()
    {
        var wrong = BicepFile.All.Values.SelectMany(f =>
        {
            var types = f.Resources.ToDictionary(BicepFile.NameOf, TypeOf, StringComparer.Ordinal);
            return f.Root.All.Where(s => s.Kind == "member_expression" && s.Chain is { } c && types.ContainsKey(c[0]))
                .Select(s => (s.Line, Chain: s.Chain!, Path: string.Join('.', s.Chain!.Skip(1))))
                .Where(s => s.Path is not ("id" or "name" or "properties" or "identity") && !TypeTable.MayRead(types[s.Chain[0]], s.Path) && !IsFrontOf(types[s.Chain[0]], s.Path, f))
                .Select(s => $"{f.Name}({s.Line}) {string.Join('.', s.Chain)}");
        });
        Assert.Empty(wrong);
    }

    [NodeFact]
    public void Roles_AreTheOnesTheCommentBesideNames()
    {
        var ids = BicepFile.All.Keys.SelectMany(f => Repository.Read(f).Split('\n').Select((line, at) => (File: f, At: at, Line: line)))
            .SelectMany(l => Regex.Matches(l.Line, "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Select(m => (l.File, l.At, Id: m.Value)))
            .ToList();
        Assert.NotEmpty(ids);
        Assert.All(ids, id =>
        {
            Assert.True(TypeTable.Roles.TryGetValue(id.Id, out var role), $"{id.File}({id.At + 1}): {id.Id} is no role in the table.");
            Assert.StartsWith($"// {role}", Repository.Read(id.File).Split('\n')[id.At - 1].Trim(), StringComparison.Ordinal);
        });
        Assert.Equal(TypeTable.Roles.Keys.Order(StringComparer.Ordinal), ids.Select(i => i.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Check(Syntax resource)
    {
        var type = TypeOf(resource);
        if (BicepFile.IsExisting(resource)) return TypeTable.Types.Any(t => t.Split('#')[0] == type) ? [] : [$"{type} is not in the table"];
        return TypeTable.Of(type, NameIn(resource)) is { } entry ? TypeTable.Check(resource.Body, entry.GetProperty("writes"), "").Select(w => $"{type}{w}") : [$"{type} is not in the table"];
    }

    private static string TypeOf(Syntax resource) => resource.Children[1].Literal!;

    private static string? NameIn(Syntax resource) => resource.Body.Property("name")?.Literal;

    // "a.properties.b" holds "a.properties" as a node of its own.
    private static bool IsFrontOf(string type, string path, BicepFile file) => file.Root.All
        .Any(s => s.Kind == "member_expression" && s.Chain is { } c && string.Join('.', c.Skip(1)) is var whole && whole.StartsWith($"{path}.", StringComparison.Ordinal) && TypeTable.MayRead(type, whole));
}
