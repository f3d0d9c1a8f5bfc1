using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.Documents;

namespace Outreach.Core.CarePlans.Yaml;

/// <summary>How many messages the cadence asks for, against the caps: a plan that needs more must say so (R8).</summary>
internal static class PlanLoad
{
    /// <summary>The practice's caps where it sets no others.</summary>
    public static readonly PlanCaps Usual = new(ADay: 2, AWeek: 7);

    public static void Check(Findings findings, ImmutableArray<ReadCheckIn> checkIns, PlanCaps cap, Node at)
    {
        var (aDay, aWeek) = Most(checkIns);
        if (aDay <= cap.ADay && aWeek <= cap.AWeek) return;
        findings.Warning(at, $"the check-ins make up to {aDay} messages a day and {aWeek} a week, and the cap is {cap.ADay} and {cap.AWeek}",
            $"write caps: {{ a_day: {Math.Max(aDay, cap.ADay)}, a_week: {Math.Max(aWeek, cap.AWeek)} }}, or ask less often");
    }

    /// <summary>Check-ins of one day and hour are one conversation and count once.</summary>
    private static (int ADay, int AWeek) Most(ImmutableArray<ReadCheckIn> checkIns)
    {
        int aDay = 0, aWeek = 0;
        for (var anchor = IsoDayOfWeek.Monday; anchor <= IsoDayOfWeek.Sunday; anchor++)
        {
            var weekday = anchor;
            var perDay = checkIns
                .SelectMany(c => c.Plan.Cadence.SelectMany(s => Cadence.Days(s, weekday)).Select(day => (day, c.Plan.At)))
                .Distinct()
                .CountBy(m => m.day)
                .ToDictionary();
            foreach (var (day, count) in perDay)
            {
                aDay = Math.Max(aDay, count);
                aWeek = Math.Max(aWeek, Enumerable.Range(day, 7).Sum(d => perDay.GetValueOrDefault(d)));
            }
        }
        return (aDay, aWeek);
    }
}
