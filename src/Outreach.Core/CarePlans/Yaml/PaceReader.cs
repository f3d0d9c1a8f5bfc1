using System.Collections.Immutable;
using Outreach.Core.Documents;

namespace Outreach.Core.CarePlans.Yaml;

internal sealed class PaceReader(PlanReading reading, IReadOnlyCollection<string> checkIns)
{
    private readonly Findings _findings = reading.Findings;
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    public ImmutableArray<PaceRule> Read(Fields plan) => [.. plan.List("pace", "a list of rules").Select(Read).OfType<PaceRule>()];

    private PaceRule? Read(Node node)
    {
        if (Fields.Of(node, PlanShapes.Pace, _findings) is not { } fields) return null;
        var id = reading.NewId(fields, _ids, "steady");
        var named = fields.OneOrMore("check_ins").Select(CheckIn).OfType<string>().ToImmutableArray();
        var when = reading.Condition(fields.Get("when"), ConditionUse.Pace);
        var every = _findings.Whole(fields.Get("ask_every"), 2, 30, "2");
        var because = _findings.Text(fields.Get("because"), "why it is asked less often");
        reading.Texts.MissingWhy(fields, "they are asked less often");
        var why = reading.Texts.Page(fields.Get("why"), "why it is asked less often");
        return when is null || every is null || because is null || named.IsEmpty ? null : new PaceRule(id, named, when, every.Value, because) { Why = why };
    }

    private string? CheckIn(Node node)
    {
        if (_findings.Text(node, "the id of a check-in") is not { } id) return null;
        if (checkIns.Contains(id)) return id;
        _findings.Error(node, $"there is no check-in '{id}'", Nearest.Suggest(id, checkIns));
        return null;
    }
}
