using System.Collections.Immutable;
using Outreach.Core.Documents;

namespace Outreach.Core.CarePlans.Yaml;

/// <summary>The plan's named numbers, and whether anything refers to each.</summary>
internal sealed class ThresholdTable
{
    private readonly Findings _findings;
    private readonly Dictionary<string, (Node At, Threshold? Threshold)> _named = new(StringComparer.Ordinal);
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    public ThresholdTable(Node? node, Findings findings)
    {
        _findings = findings;
        if (node is null or TextNode { IsEmpty: true }) return;
        if (node is not MapNode map)
        {
            findings.Error(node, $"'thresholds' is a group of names, and here is {node.Kind}", "write name: { value: 180, unit: mmHg, source: … }");
            return;
        }
        foreach (var entry in map.Entries)
        {
            if (findings.Id(entry.Key, "very-high") is { } name) _named.Add(name, (entry.Key, Read(entry.Value)));
        }
    }

    public ImmutableSortedDictionary<string, Threshold> All => _named
        .Where(n => n.Value.Threshold is not null)
        .ToImmutableSortedDictionary(n => n.Key, n => n.Value.Threshold!, StringComparer.Ordinal);

    public IReadOnlyCollection<string> Names => _named.Keys;

    /// <summary>Marks it as used; an error where there is none of that name.</summary>
    public bool Use(string name, Node at, out Threshold? threshold)
    {
        if (_named.TryGetValue(name, out var found))
        {
            _used.Add(name);
            threshold = found.Threshold;
            return true;
        }
        _findings.Error(at, $"there is no threshold '{name}'", Nearest.Suggest(name, Names));
        threshold = null;
        return false;
    }

    public void FindUnused()
    {
        foreach (var (name, (at, _)) in _named.Where(n => !_used.Contains(n.Key)))
            _findings.Warning(at, $"nothing refers to the threshold '{name}'", "use its name in a concern, or remove it");
    }

    private Threshold? Read(Node node)
    {
        if (Fields.Of(node, PlanShapes.Threshold, _findings) is not { } fields) return null;
        var value = _findings.Number(fields.Get("value"), "180");
        var unit = _findings.Text(fields.Get("unit"), "mmHg");
        var source = _findings.Text(fields.Get("source"), "the guideline it comes from");
        return value is null || unit is null || source is null ? null : new Threshold(value.Value, unit, source);
    }
}
