using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.Patients;

namespace Outreach.Core.CarePlans;

/// <summary>What a patient is due for, why, and by which recommendation. The because is for staff: no text to a patient ever says it (R12).</summary>
/// <param name="LastDone">Null where it was never done, as far as is known.</param>
public sealed record DueService(string Service, Words Name, string Because, string Source, LocalDate? LastDone);

/// <summary>Who is due for a service, and what done in time is enough.</summary>
/// <param name="Tests">Any one of them done in time is enough.</param>
public sealed record PreventionRule(string Service, Words Name, Condition Who, ImmutableArray<PreventionTest> Tests, string Because, string Source)
{
    /// <summary>Raised risk: what is enough for others is not for this patient.</summary>
    public bool Overrides { get; init; }
}

/// <param name="Done">As the profile's dates name it; of a series its last dose.</param>
/// <param name="Months">Good for so long; null for ever.</param>
public sealed record PreventionTest(string Done, int? Months);

/// <summary>Screening and immunisation: who is due, by the practice's table.</summary>
public static class Prevention
{
    public static ImmutableArray<PreventionRule> Shipped => PreventionTable.Shipped;

    public static IReadOnlyCollection<string> Services { get; } = [.. Shipped.Select(r => r.Service).Distinct(StringComparer.Ordinal)];

    public static ImmutableArray<DueService> Due(ImmutableArray<PreventionRule> table, Patient patient, LocalDate today)
    {
        var facts = new Facts(patient, today, [], null, ImmutableSortedDictionary<string, decimal>.Empty);
        var due = ImmutableArray.CreateBuilder<DueService>();
        foreach (var group in table.Where(r => facts.Holds(r.Who)).GroupBy(r => r.Service))
        {
            // The last that overrides asks the most.
            var rule = group.LastOrDefault(r => r.Overrides) ?? group.First();
            if (rule.Tests.Any(t => Covers(patient, t, today))) continue;
            var last = rule.Tests.Select(t => patient.Profile.LastDone.TryGetValue(t.Done, out var on) ? on : (LocalDate?)null).Max();
            due.Add(new DueService(rule.Service, rule.Name, rule.Because, rule.Source, last));
        }

        return due.DrainToImmutable();
    }

    private static bool Covers(Patient patient, PreventionTest test, LocalDate today) =>
        patient.Profile.LastDone.TryGetValue(test.Done, out var on) && (test.Months is not { } months || on.PlusMonths(months) > today);
}
