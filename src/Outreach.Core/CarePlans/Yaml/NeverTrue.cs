using System.Collections.Immutable;

namespace Outreach.Core.CarePlans.Yaml;

/// <summary>Questions that are never asked, check-ins and fits that apply to nobody, and concerns no answer can bring up.</summary>
internal sealed class NeverTrue(PlanReading reading, CarePlan plan)
{
    private const string Ask = "bring the conditions into line, or remove it";

    public void Check()
    {
        foreach (var fit in plan.Fit) Find(fit.When, null, [], $"this can be true of no patient, so '{fit.Id}' never fits the plan");
        foreach (var checkIn in plan.CheckIns)
        {
            if (checkIn.OnlyWhen is { } applies && Find(applies, null, [], $"this can be true of no patient, so '{checkIn.Id}' is never asked")) continue;
            foreach (var question in checkIn.Questions.Where(q => q.OnlyWhen is not null))
                Find(question.OnlyWhen!, checkIn, [checkIn.OnlyWhen], $"this can never be true here, so '{question.Id}' is never asked");
        }
    }

    /// <summary>Only of concerns whose questions one check-in asks together.</summary>
    public void Check(ConcernRule concern, ImmutableArray<CheckInPlan> asking)
    {
        if (asking.IsEmpty || asking.Any(c => new Possible(c, plan.Thresholds).Together(concern.When, c.OnlyWhen))) return;
        reading.Findings.Error(reading.PlaceOf(concern.When), $"no answer can make this true, so '{concern.Id}' is never raised", "check the limits against what can be answered, and when the questions are asked");
    }

    private bool Find(Condition condition, CheckInPlan? checkIn, ImmutableArray<Condition?> with, string what)
    {
        if (new Possible(checkIn, plan.Thresholds).Together(with.Add(condition))) return false;
        reading.Findings.Error(reading.PlaceOf(condition), what, Ask);
        return true;
    }
}
