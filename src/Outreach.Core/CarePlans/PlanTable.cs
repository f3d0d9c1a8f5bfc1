using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Outreach.Core.CarePlans;

/// <summary>Plans as a page for people: what is asked when, and which numbers bring a person in, each with its source. Markdown.</summary>
public static class PlanTable
{
    public static string Markdown(IEnumerable<CarePlan> plans)
    {
        var page = new StringBuilder("# The care plans\n\nMade from `careplans/*.yaml`; a test keeps the two alike. A practice changes a number in `practice.yaml`, a plan in its own file.\n");
        foreach (var plan in plans.OrderBy(p => p.Ref.Id, StringComparer.Ordinal)) Write(page, plan);
        page.Append("\n## Instruments\n\n| Instrument | LOINC | Scoring | Source | Words |\n|---|---|---|---|---|\n");
        foreach (var i in Instruments.All)
        {
            var words = i.Items.Concat(i.Answers).Concat(i.Items.SelectMany(one => one.Answers)).Append(i.Stem).ToList();
            var missing = words.Exists(w => w.En is null) ? "; the words are left for the practice" : words.Exists(w => w.Es is null) ? "; the Spanish is left for the practice" : "";
            var scoring = i.HasNoScore ? "scored by its parts" : i.Table is { } table ? $"sum {table.Keys.First()} to {table.Keys.Last()} by table to T {table.Values.First().ToString(CultureInfo.InvariantCulture)} to {table.Values.Last().ToString(CultureInfo.InvariantCulture)}" : string.Join(", ", i.Bands.Select(b => $"{b.From.ToString(CultureInfo.InvariantCulture)} {b.Name}"));
            page.Append(CultureInfo.InvariantCulture, $"| {i.Title} (`{i.Id}`) | {i.Panel ?? "–"} | {scoring} | {i.Source} | {i.Terms}{missing} |\n");
        }

        page.Append("\n## Prevention\n\nAs shipped; a practice puts its own in their place under `prevention:` in practice.yaml. Staff read the why; no text to a patient says it.\n\n| Service | Who | Enough, in months | Source |\n|---|---|---|---|\n");
        foreach (var rule in Prevention.Shipped)
            page.Append(CultureInfo.InvariantCulture, $"| {rule.Name.En} (`{rule.Service}`) | {rule.Because} | {string.Join(", ", rule.Tests.Select(t => $"{t.Done} {t.Months?.ToString(CultureInfo.InvariantCulture) ?? "ever"}"))} | {rule.Source} |\n");

        return page.ToString();
    }

    private static void Write(StringBuilder page, CarePlan plan)
    {
        var thresholds = plan.Thresholds.ToImmutableSortedDictionary(t => t.Key, t => t.Value.Value, StringComparer.Ordinal);
        page.Append(CultureInfo.InvariantCulture, $"\n## {plan.Title.En} (`{plan.Ref}`)\n\n{plan.Days} days; day 0 is {plan.Anchor.En}; {plan.Frequency.En}. Silence: {plan.Silence.Urgency.ToString().ToLowerInvariant()} after {plan.Silence.RaiseAfterMissed} missed.{(plan.Sensitive ? " Sensitive: by link, never to a shared number." : "")}{(plan.RestDays.IsEmpty ? "" : $" Never on {string.Join(", ", plan.RestDays)}.")}\n");
        page.Append("\n| Check-in | When | Asks | Why |\n|---|---|---|---|\n");
        foreach (var c in plan.CheckIns)
            page.Append(CultureInfo.InvariantCulture, $"| {c.Id} | {CadenceWords.Of(c.Cadence)}{(c.OnlyWhen is { } only ? $"; only {ConditionWords.Of(only, thresholds, plan)}" : "")}{(c.DoneWhen is { } done ? $"; until {ConditionWords.Of(done, thresholds, plan)}" : "")} | {string.Join(", ", c.Questions.Select(q => q.Id))} | {c.Because} |\n");
        page.Append("\n| Concern | Urgency | When | Source |\n|---|---|---|---|\n");
        foreach (var c in plan.Concerns)
            page.Append(CultureInfo.InvariantCulture, $"| {c.Because} | {c.Urgency.ToString().ToLowerInvariant()} | {ConditionWords.Of(c.When, thresholds, plan)} | {c.Source ?? string.Join("; ", Sources(plan, c.When))} |\n");
        if (plan.Fit.IsEmpty && plan.Pace.IsEmpty) return;
        page.Append("\n| Made to fit | Then | Because |\n|---|---|---|\n");
        foreach (var f in plan.Fit)
        {
            string[] then = [.. f.SetThresholds.Select(t => $"{t.Key} {t.Value.ToString(CultureInfo.InvariantCulture)}"), .. f.LeaveOutCheckIns.Select(c => $"without {c}"), .. f.At is { } at ? [$"asked at {at.ToString("HH':'mm", CultureInfo.InvariantCulture)}"] : Array.Empty<string>()];
            page.Append(CultureInfo.InvariantCulture, $"| {ConditionWords.Of(f.When, thresholds, plan)} | {string.Join(", ", then)} | {f.Because} |\n");
        }

        foreach (var p in plan.Pace)
            page.Append(CultureInfo.InvariantCulture, $"| {ConditionWords.Of(p.When, thresholds, plan)} | {string.Join(", ", p.CheckIns)} every {p.AskEvery} times | {p.Because} |\n");
    }

    private static IEnumerable<string> Sources(CarePlan plan, Condition condition) =>
        Named(condition).Distinct(StringComparer.Ordinal).Where(plan.Thresholds.ContainsKey).Select(n => plan.Thresholds[n].Source).Distinct(StringComparer.Ordinal).DefaultIfEmpty("practice protocol");

    private static IEnumerable<string> Named(Condition condition) => condition switch
    {
        Condition.All all => all.Of.SelectMany(Named),
        Condition.Any any => any.Of.SelectMany(Named),
        Condition.Not not => Named(not.Of),
        Condition.Level level => Named(level.Range),
        Condition.Average average => Named(average.Range),
        Condition.CountOf { Range: { } range } => Named(range),
        Condition.InRange share => [.. Named(share.Within), .. Named(share.Percent)],
        Condition.Adherence adherence => Named(adherence.Percent),
        Condition.Score score => Named(score.Range),
        Condition.Change { AtLeast: Limit.Named named } => [named.Threshold],
        _ => [],
    };

    private static IEnumerable<string> Named(Range range) =>
        new[] { range.AtLeast, range.Above, range.AtMost, range.Below }.OfType<Limit.Named>().Select(n => n.Threshold);
}
