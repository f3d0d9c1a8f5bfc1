using System.Collections.Immutable;
using Outreach.Core.Documents;

namespace Outreach.Core.CarePlans.Yaml;

internal sealed class FitReader(PlanReading reading, IReadOnlyCollection<string> checkIns)
{
    private readonly Findings _findings = reading.Findings;
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    public ImmutableArray<FitRule> Read(Fields plan) =>
        [.. plan.List("fit", "a list of rules").Select(Read).OfType<FitRule>()];

    private FitRule? Read(Node node)
    {
        if (Fields.Of(node, PlanShapes.Fit, _findings) is not { } fields) return null;
        if (!fields.Has("set") && !fields.Has("leave_out") && !fields.Has("at"))
            _findings.Error(fields.Node, "a fit that changes nothing", "add set:, leave_out: or at:");
        reading.Texts.MissingWhy(fields, "the plan is made to fit them so");
        return new FitRule
        {
            Id = reading.NewId(fields, _ids, "older"),
            When = reading.Condition(fields.Get("when"), ConditionUse.Patient) ?? new Condition.All([]),
            Because = _findings.Text(fields.Get("because"), "why the plan changes") ?? "",
            Why = reading.Texts.Page(fields.Get("why"), "why the plan changes"),
            SetThresholds = SetThresholds(fields.Get("set")),
            LeaveOutCheckIns = [.. fields.OneOrMore("leave_out").Select(CheckIn).OfType<string>()],
            At = _findings.Time(fields.Get("at")),
        };
    }

    private ImmutableSortedDictionary<string, decimal> SetThresholds(Node? node)
    {
        var set = ImmutableSortedDictionary.CreateBuilder<string, decimal>(StringComparer.Ordinal);
        switch (node)
        {
            case null: break;
            case MapNode map:
                foreach (var entry in map.Entries)
                {
                    if (reading.Thresholds.Use(entry.Key.Text, entry.Key, out _) && _findings.Number(entry.Value, "180") is { } value) set.Add(entry.Key.Text, value);
                }
                break;
            default:
                _findings.Error(node, $"'set' names thresholds, and here is {node.Kind}", "write set: { name-of-threshold: 150 }");
                break;
        }
        return set.ToImmutable();
    }

    private string? CheckIn(Node node)
    {
        if (_findings.Text(node, "the id of a check-in") is not { } id) return null;
        if (checkIns.Contains(id)) return id;
        _findings.Error(node, $"there is no check-in '{id}'", Nearest.Suggest(id, checkIns));
        return null;
    }
}
