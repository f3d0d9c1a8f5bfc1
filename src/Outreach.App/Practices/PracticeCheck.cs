using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.CarePlans;
using Outreach.Core.CarePlans.Yaml;
using Outreach.Core.Documents;
using Outreach.Core.FollowUps;
using Outreach.Core.Practices;
using Outreach.Core.Practices.Yaml;
using Outreach.Core.Replies;

namespace Outreach.App.Practices;

/// <summary>What was found in a practice's files, and what they are where nothing is wrong.</summary>
/// <param name="Practice">Null, like the plans' use, where there is an error.</param>
/// <param name="Diagnostics">Errors and warnings, by file.</param>
public sealed record PracticeRead(Practice? Practice, ImmutableArray<CarePlan> Plans, ImmutableArray<Diagnostic> Diagnostics)
{
    public bool IsGood => Practice is not null && Errors.IsEmpty;

    public ImmutableArray<Diagnostic> Errors => [.. Diagnostics.Where(d => d.Severity == Severity.Error)];

    /// <param name="retired">Plans that are not offered any more and that somebody may still be in (R11).</param>
    public Context Context(IEnumerable<CarePlan>? retired = null) =>
        new(Practice!, new PlanLibrary(Plans, retired), DateTimeZoneProviders.Tzdb, ReplyReader.With(Practice!.Words), DeliveryRules.Default);
}

/// <summary>Reads practice.yaml and the plans together, as a compiler does, and what each alone cannot show.</summary>
public static class PracticeCheck
{
    public static PracticeRead Read(PracticeFiles files)
    {
        var found = ImmutableArray.CreateBuilder<Diagnostic>();
        var plans = ImmutableArray.CreateBuilder<CarePlan>();
        var fileOf = new Dictionary<PlanRef, string>();
        foreach (var (file, text) in files.Texts.Where(t => t.Key != PracticeFolder.PracticeFile))
        {
            var read = CarePlanReader.Read(text, file);
            found.AddRange(read.Diagnostics);
            if (read.Plan is not { } plan) continue;
            if (fileOf.TryAdd(plan.Ref, file)) plans.Add(plan);
            else found.Add(new Diagnostic(file, 1, 1, Severity.Error, $"{plan.Ref} is also in {fileOf[plan.Ref]}", "raise the version of the newer one"));
        }

        if (!files.Texts.TryGetValue(PracticeFolder.PracticeFile, out var yaml))
        {
            found.Add(new Diagnostic(PracticeFolder.PracticeFile, 1, 1, Severity.Error, "it is not there", "every practice has one; copy the shipped one and make it yours"));
            return new PracticeRead(null, plans.ToImmutable(), found.ToImmutable());
        }

        var practice = PracticeReader.Read(yaml, PracticeFolder.PracticeFile, plans);
        found.AddRange(practice.Diagnostics);
        if (practice.Practice is { } good) found.AddRange(plans.SelectMany(p => Together(good, p, fileOf[p.Ref])));
        return new PracticeRead(practice.Practice, plans.ToImmutable(), found.ToImmutable());
    }

    private static IEnumerable<Diagnostic> Together(Practice practice, CarePlan plan, string file)
    {
        var (aDay, aWeek) = (plan.Caps?.ADay ?? practice.Caps.ADay, plan.Caps?.AWeek ?? practice.Caps.AWeek);
        var (busiestDay, busiestWeek) = Busiest(plan, practice);
        if (busiestDay > aDay || busiestWeek > aWeek)
        {
            yield return new Diagnostic(file, 1, 1, Severity.Warning,
                $"{plan.Ref} has up to {busiestDay} check-ins a day and {busiestWeek} in 7 days, and the cap is {aDay} and {aWeek}: some will be left out",
                "ask less often, or write caps: { a_day: N, a_week: N } into the plan, which enrolling then approves");
        }
    }

    /// <summary>Check-ins of one time are one conversation; reminders and follow-ons are not counted.</summary>
    private static (int Day, int Week) Busiest(CarePlan plan, Practice practice)
    {
        var due = plan.CheckIns
            .SelectMany(c => c.Cadence.SelectMany(span => Cadence.Days(span, IsoDayOfWeek.Monday)).Where(d => d <= plan.Days).Select(d => (Day: d, At: c.At ?? practice.Choices.CheckInsAt)))
            .Distinct().ToList();
        return due.Count == 0 ? (0, 0) : (due.CountBy(d => d.Day).Max(d => d.Value), due.Max(first => due.Count(d => d.Day >= first.Day && d.Day < first.Day + 7)));
    }
}
