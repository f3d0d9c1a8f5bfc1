using System.Collections.Immutable;
using Outreach.Core.CarePlans;
using Outreach.Core.CarePlans.Yaml;
using Outreach.Core.Documents;
using Outreach.Core.Patients;

namespace Outreach.Core.Practices.Yaml;

/// <summary>The practice's own screening and immunisation table: a service it names is by its rules alone, one it turns off is nobody's, all others are as shipped.</summary>
internal sealed class PreventionReader(Findings findings)
{
    private const string Ever = "ever";

    private readonly RangeReader _ranges = new(findings, new ThresholdTable(null, findings));

    public ImmutableArray<PreventionRule> Read(Fields practice)
    {
        var rules = new List<PreventionRule>();
        var off = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in practice.List("prevention", "a list of { service: …, name: …, who: …, done: …, because: …, source: … }"))
        {
            if (node is MapNode map && map.Find("off") is not null) Off(Fields.Of(map, PracticeShapes.PreventionOff, findings)!, off);
            else if (Fields.Of(node, PracticeShapes.PreventionRule, findings) is { } fields && Rule(fields) is { } rule) rules.Add(rule);
        }

        foreach (var rule in rules) off.Add(rule.Service);
        return [.. Prevention.Shipped.Where(r => !off.Contains(r.Service)), .. rules];
    }

    private void Off(Fields fields, HashSet<string> off)
    {
        if (findings.Id(fields.Get("service"), "rsv") is not { } service || findings.YesOrNo(fields.Get("off")) is not true) return;
        if (!Prevention.Services.Contains(service)) findings.Error(fields.PlaceOf("service"), $"there is no screening or immunisation '{service}' to leave out", Nearest.Suggest(service, [.. Prevention.Services]));
        off.Add(service);
    }

    private PreventionRule? Rule(Fields fields)
    {
        var service = findings.Id(fields.Get("service"), "hepatitis-b");
        var name = findings.Words(fields.Get("name"));
        var who = new ConditionReader(findings, _ranges, ImmutableDictionary<string, AskedQuestion>.Empty, ConditionUse.Patient).Read(fields.Get("who"));
        var tests = Tests(fields);
        var because = findings.Text(fields.Get("because"), "for whom and how often");
        var source = findings.Text(fields.Get("source"), "the recommendation and its year");
        var overrides = findings.YesOrNo(fields.Get("overrides")) ?? false;
        return service is null || name is null || who is null || because is null || source is null || tests.IsEmpty ? null : new(service, name, who, tests, because, source) { Overrides = overrides };
    }

    /// <summary>What done is enough, each good for so many months, or for ever.</summary>
    private ImmutableArray<PreventionTest> Tests(Fields fields)
    {
        if (fields.Get("done") is not { } node) return [];
        if (node is not MapNode { Entries.IsEmpty: false } map)
        {
            findings.Error(node, $"'done' names what is enough and for how many months, and here is {node.Kind}", "write done: { colonoscopy: 120, fit: 12 }, or ever in place of the months");
            return [];
        }

        return [.. map.Entries.Select(Test).OfType<PreventionTest>()];
    }

    private PreventionTest? Test(Entry entry)
    {
        if (findings.Id(entry.Key, "colonoscopy") is not { } done) return null;
        if (entry.Value is TextNode { Text: Ever }) return new(done, null);
        return findings.Whole(entry.Value, 1, 600, "120") is { } months ? new(done, months) : null;
    }
}
