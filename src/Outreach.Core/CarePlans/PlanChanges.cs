using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using Outreach.Core.Patients;

namespace Outreach.Core.CarePlans;

/// <summary>What one version of a plan says otherwise than another, thing by thing.</summary>
public static class PlanChanges
{
    /// <summary>"~" for what reads otherwise, "-" for what goes, "+" for what comes.</summary>
    public static IEnumerable<string> Of(CarePlan old, CarePlan @new)
    {
        var (before, after) = (Said(old), Said(@new));
        foreach (var (what, said) in before)
        {
            if (after.FirstOrDefault(a => a.What == what) is not { What: not null } now) yield return $"- {what}: {said}";
            else if (now.Text != said) yield return $"~ {what}: {said} → {now.Text}";
        }

        foreach (var (what, said) in after.Where(a => before.All(b => b.What != a.What))) yield return $"+ {what}: {said}";
    }

    /// <summary>All a plan says, each thing once, under a name of its own.</summary>
    private static List<(string What, string Text)> Said(CarePlan plan)
    {
        var numbers = plan.Thresholds.ToImmutableSortedDictionary(t => t.Key, t => t.Value.Value, StringComparer.Ordinal);
        List<(string, string)> said =
        [
            ("days", Text(plan.Days)), ("sensitive", plan.Sensitive ? "yes" : "no"), ("rest days", plan.RestDays.IsEmpty ? "none" : string.Join(", ", plan.RestDays)),
            ("caps", plan.Caps is { } caps ? $"{caps.ADay} a day, {caps.AWeek} a week" : "the practice's"),
            ("silence", $"reminded after {plan.Silence.RemindAfter.TotalHours} h, the other way after {plan.Silence.OtherChannelAfter.TotalHours} h, {Word(plan.Silence.Urgency)} after {plan.Silence.RaiseAfterMissed} missed"),
        ];
        Both("title", plan.Title);
        Both("frequency", plan.Frequency);
        foreach (var (name, t) in plan.Thresholds) said.Add(($"threshold {name}", $"{t.Value.ToString(CultureInfo.InvariantCulture)} {t.Unit} ({t.Source})"));
        foreach (var c in plan.CheckIns) CheckIn(c);
        foreach (var c in plan.Concerns)
        {
            said.Add(($"concern {c.Id}", $"{Word(c.Urgency)}, {c.Because}, when {ConditionWords.Of(c.When, numbers, plan)}{(c.Source is { } s ? $" ({s})" : "")}{(c.Call ? ", asks for a call" : "")}{(c.Recheck is { } r ? $", asked again by {r.CheckIn}" : "")}"));
            if (c.Tell is { } tell) Both($"concern {c.Id} tells", tell);
        }

        foreach (var f in plan.Fit)
        {
            string[] then = [.. f.SetThresholds.Select(t => $"{t.Key} is {t.Value.ToString(CultureInfo.InvariantCulture)}"), .. f.LeaveOutCheckIns.Select(c => $"without {c}"), .. f.At is { } at ? [$"asked at {Clock(at)}"] : Array.Empty<string>()];
            said.Add(($"fit {f.Id}", $"{string.Join(", ", then)}, when {ConditionWords.Of(f.When, numbers, plan)}: {f.Because}"));
        }

        foreach (var p in plan.Pace) said.Add(($"pace {p.Id}", $"{string.Join(", ", p.CheckIns)} every {p.AskEvery} times, when {ConditionWords.Of(p.When, numbers, plan)}: {p.Because}"));
        return said;

        void CheckIn(CheckInPlan c)
        {
            said.Add(($"check-in {c.Id}", $"{CadenceWords.Of(c.Cadence)}{(c.At is { } at ? $", at {Clock(at)}" : "")}, expires after {c.Expires.TotalHours} h{When(", only when", c.OnlyWhen)}{When(", until", c.DoneWhen)}: {c.Because}"));
            if (c.Opening is { } opening) Both($"{c.Id} opens", opening);
            foreach (var q in c.Questions)
            {
                said.Add(($"{c.Id} asks {q.Id}", $"{q.Kind}{(q.Sensitive ? ", sensitive" : "")}{When(", only when", q.OnlyWhen)}"));
                Both($"{c.Id} asks {q.Id}", q.Text);
                if (!q.Options.IsEmpty) Both($"{c.Id}, {q.Id} answers", new Words(string.Join(", ", q.Options.Select(o => o.En)), string.Join(", ", q.Options.Select(o => o.Es))));
            }

            Both($"{c.Id} thanks", c.Thanks);
        }

        string When(string before, Condition? condition) => condition is null ? "" : $"{before} {ConditionWords.Of(condition, numbers, plan)}";

        void Both(string what, Words words)
        {
            said.Add(($"{what}, in English", words.En));
            said.Add(($"{what}, in Spanish", words.Es));
            if (words.Easy is { } easy) Both($"{what}, in easier words", easy);
            if (words.Brief is { } brief) Both($"{what}, briefly", brief);
            if (words.WithGoal is { } goal) Both($"{what}, with a goal", goal);
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static string Clock(LocalTime time) => time.ToString("HH':'mm", CultureInfo.InvariantCulture);
}
