using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.Documents;

namespace Outreach.Core.CarePlans.Yaml;

/// <summary>When a check-in falls, in days from the anchor; no day may lie outside the plan.</summary>
internal sealed class CadenceReader(Findings findings, int? planDays)
{
    /// <summary>The longest a plan may run; what is lasting is enrolled again.</summary>
    public const int LongestPlan = 1100;

    private readonly int _last = planDays ?? LongestPlan;

    public ImmutableArray<CadenceSpan> Read(Fields checkIn)
    {
        var items = checkIn.List("cadence", "a list, such as [ { on_days: [1, 7] } ]");
        if (items.IsEmpty && checkIn.Get("cadence") is ListNode empty) findings.Error(empty, "a cadence without days", "list on_days:, every_days: or on_weekdays:, or remove cadence: where only a recheck asks it");
        var spans = items.Select(Span).OfType<CadenceSpan>().ToImmutableArray();
        FindDoubledDays(checkIn, spans);
        return spans;
    }

    private CadenceSpan? Span(Node node)
    {
        if (node is not MapNode map)
        {
            findings.Error(node, $"a cadence is a group of keys, and here is {node.Kind}", "write { on_days: [1, 7] }, { every_days: 2, from: 1 } or { on_weekdays: [mon], from: 1 }");
            return null;
        }
        if (map.Find("on_days") is not null) return OnDays(Fields.Of(map, PlanShapes.OnDays, findings)!);
        if (map.Find("every_days") is not null) return EveryDays(Fields.Of(map, PlanShapes.EveryDays, findings)!);
        if (map.Find("on_weekdays") is not null) return OnWeekdays(Fields.Of(map, PlanShapes.OnWeekdays, findings)!);
        var near = map.Entries.Select(e => Nearest.To(e.Key.Text, ["on_days", "every_days", "on_weekdays"])).FirstOrDefault(n => n is not null);
        findings.Error(node, "no known kind of cadence", near is null ? "begin it with on_days:, every_days: or on_weekdays:" : $"did you mean {near}? write {near}:");
        return null;
    }

    private CadenceSpan.OnDays? OnDays(Fields fields)
    {
        var nodes = fields.OneOrMore("on_days");
        if (nodes.IsEmpty) findings.Error(fields.PlaceOf("on_days"), "no days", "write on_days: [1, 3, 7]");
        var days = new List<int>();
        foreach (var node in nodes)
        {
            if (Day(node) is not { } day) continue;
            if (days.Contains(day)) findings.Error(node, $"day {day} twice", "keep one");
            else days.Add(day);
        }
        return days.Count == 0 ? null : new([.. days.Order()]);
    }

    private CadenceSpan.EveryDays? EveryDays(Fields fields)
    {
        var every = findings.Whole(fields.Get("every_days"), 1, LongestPlan, "2");
        return FromUntil(fields) is var (from, until) && every is { } days ? new(days, from, until) : null;
    }

    private CadenceSpan.OnWeekdays? OnWeekdays(Fields fields)
    {
        var nodes = fields.OneOrMore("on_weekdays");
        if (nodes.IsEmpty) findings.Error(fields.PlaceOf("on_weekdays"), "no weekdays", "write on_weekdays: [mon, thu]");
        var days = nodes.Select(n => findings.Weekday(n)).OfType<IsoDayOfWeek>().Distinct().Order().ToImmutableArray();
        return FromUntil(fields) is var (from, until) && !days.IsEmpty ? new(days, from, until) : null;
    }

    private (int From, int Until)? FromUntil(Fields fields)
    {
        var from = Day(fields.Get("from"));
        var until = fields.Has("until") ? Day(fields.Get("until")) : _last;
        if (from is not { } first || until is not { } last) return null;
        if (first <= last) return (first, last);
        findings.Error(fields.PlaceOf("until"), $"it ends on day {last}, before it begins on day {first}", $"write until: {first} or later");
        return null;
    }

    private int? Day(Node? node)
    {
        if (findings.Whole(node, 0, LongestPlan, "1") is not { } day) return null;
        if (day <= _last) return day;
        findings.Error(node!, $"day {day} lies outside the plan, which ends on day {_last}", $"write a day up to {_last}, or raise days:");
        return null;
    }

    private void FindDoubledDays(Fields checkIn, ImmutableArray<CadenceSpan> spans)
    {
        var doubled = spans
            .SelectMany(s => Cadence.Days(s, IsoDayOfWeek.Monday))
            .GroupBy(d => d).Where(g => g.Count() > 1).Select(g => g.Key).Order().ToList();
        if (doubled.Count > 0)
            findings.Warning(checkIn.PlaceOf("cadence"), $"day {doubled[0]} lies in two spans of this cadence", "let one span end before the next begins");
    }
}
