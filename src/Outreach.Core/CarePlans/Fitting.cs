using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.Patients;
using Outreach.Core.Practices;

namespace Outreach.Core.CarePlans;

/// <summary>A plan fitted to one patient: what holds for them and why (R15).</summary>
public sealed record Fitted(
    ImmutableSortedDictionary<string, decimal> Thresholds,
    ImmutableArray<string> LeftOut,
    LocalTime? At,
    ImmutableArray<string> Because);

public static class Fitting
{
    /// <summary>The plan's numbers, then the practice's, then the fit rules', then the patient's own; the later wins.</summary>
    public static Fitted Fit(CarePlan plan, Patient patient, Practice practice, LocalDate today)
    {
        var thresholds = plan.Thresholds.ToImmutableSortedDictionary(t => t.Key, t => t.Value.Value, StringComparer.Ordinal).ToBuilder();
        var because = ImmutableArray.CreateBuilder<string>();
        foreach (var name in plan.Thresholds.Keys)
        {
            if (practice.Thresholds.TryGetValue($"{plan.Ref.Id}.{name}", out var practices)) Set(name, practices, "the practice's own number");
        }

        var leftOut = ImmutableArray.CreateBuilder<string>();
        LocalTime? at = null;
        foreach (var checkIn in plan.CheckIns.Where(c => c.OnlyWhen is not null && !ProfileFacts().Holds(c.OnlyWhen)))
        {
            leftOut.Add(checkIn.Id);
            because.Add($"{checkIn.Id} left out: does not apply to this patient");
        }

        foreach (var rule in plan.Fit.Where(r => ProfileFacts().Holds(r.When)))
        {
            foreach (var (name, value) in rule.SetThresholds) Set(name, value, rule.Because);
            foreach (var checkIn in rule.LeaveOutCheckIns)
            {
                leftOut.Add(checkIn);
                because.Add($"{checkIn} left out: {rule.Because}");
            }

            if (rule.At is { } time)
            {
                at = time;
                because.Add($"asked at {time:HH':'mm}: {rule.Because}");
            }
        }

        foreach (var name in plan.Thresholds.Keys)
        {
            if (patient.Thresholds.TryGetValue($"{plan.Ref.Id}.{name}", out var own) || patient.Thresholds.TryGetValue(name, out own)) Set(name, own, "set for this patient");
        }

        if (HowTheyRead.NeedsEasyWords(patient) is { } fact && plan.Said.Any(w => w.Easy is not null)) because.Add($"texts in easier words: the profile lists {fact}");

        return new Fitted(thresholds.ToImmutable(), leftOut.ToImmutable(), at, because.ToImmutable());

        void Set(string name, decimal value, string reason)
        {
            if (thresholds[name] == value) return;
            thresholds[name] = value;
            because.Add($"{name} is {value}: {reason}");
        }

        Facts ProfileFacts() => new(patient, today, [], null, thresholds.ToImmutable()) { Table = practice.Prevention };
    }
}
