using System.Collections.Immutable;
using Outreach.Core.CarePlans;
using Outreach.Core.Documents;

namespace Outreach.Core.Practices.Yaml;

/// <summary>"plan.threshold: number". A name is known where any version of the plan has it.</summary>
internal sealed class ThresholdOverrides(Findings findings, IReadOnlyList<CarePlan>? plans)
{
    public ImmutableSortedDictionary<string, decimal> Read(Node? node)
    {
        var overrides = ImmutableSortedDictionary.CreateBuilder<string, decimal>(StringComparer.Ordinal);
        switch (node)
        {
            case null or TextNode { IsEmpty: true }: break;
            case MapNode map:
                foreach (var entry in map.Entries)
                {
                    if (IsKnown(entry.Key) && findings.Number(entry.Value, "180") is { } value) overrides.Add(entry.Key.Text, value);
                }
                break;
            default:
                findings.Error(node, $"'thresholds' is a group of names, and here is {node.Kind}", "write plan.threshold: 150");
                break;
        }
        return overrides.ToImmutable();
    }

    private bool IsKnown(TextNode key)
    {
        if (key.Text.Split('.') is not [{ Length: > 0 }, { Length: > 0 }])
        {
            findings.Error(key, $"'{key.Text}' names no threshold of a plan", "write plan.threshold, such as home-blood-pressure.very-high-systolic");
            return false;
        }
        if (plans is null) return true;
        var known = plans.SelectMany(p => p.Thresholds.Keys.Select(t => $"{p.Ref.Id}.{t}")).Distinct(StringComparer.Ordinal).ToList();
        if (known.Contains(key.Text)) return true;
        findings.Error(key, $"no plan has a threshold '{key.Text}'", Nearest.Suggest(key.Text, known));
        return false;
    }
}
