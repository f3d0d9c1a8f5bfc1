using System.Globalization;
using Outreach.Core.Replies.Lexicons;
using Outreach.Core.Replies.Values;

namespace Outreach.Core.Replies;

/// <summary>
/// What a reading says by its number alone, as facts that combinations.lexicon.txt may join to a symptom.
/// 2025 AHA/ACC hypertension (180/120; below 90), ACOG (160/110 in pregnancy and after birth), ADA Standards of Care
/// (70 mg/dL, 54 for level 2, 250 with ketones), fever 100.4 F / 38 C.
/// </summary>
internal static class ReadingFacts
{
    private static readonly Rule CrisisPressure = new("reading-crisis-pressure", RuleKind.Fact);
    private static readonly Rule PregnancyPressure = new("reading-pregnancy-pressure", RuleKind.Fact);
    private static readonly Rule LowPressure = new("reading-low-pressure", RuleKind.Fact);
    private static readonly Rule LowSugar = new("reading-low-sugar", RuleKind.Fact);
    private static readonly Rule SevereLowSugar = new("reading-severe-low-sugar", RuleKind.Fact);
    private static readonly Rule HighSugar = new("reading-high-sugar", RuleKind.Fact);
    private static readonly Rule Fever = new("reading-fever", RuleKind.Fact);

    public static Finding[] Of(Bound? bound, Ask ask) => bound is not { Value: { } value } answer ? [] : [.. Rules(value, answer.Unit, ask)
        .Select(rule => new Finding(new Phrase(rule, answer.First, answer.Last, 0), Topic.Reading, Scope.Affirmed, Urgency.None, rule.Name, IsIndirect: false))];

    private static IEnumerable<Rule> Rules(string value, string? unit, Ask ask)
    {
        if (ask == Ask.BloodPressure)
        {
            var slash = value.IndexOf('/', StringComparison.Ordinal);
            var systolic = Number(value[..slash]);
            var diastolic = Number(value[(slash + 1)..]);
            if (systolic >= 180 || diastolic >= 120) yield return CrisisPressure;
            if (systolic >= 160 || diastolic >= 110) yield return PregnancyPressure;
            if (systolic < 90) yield return LowPressure;
        }
        else if (ask == Ask.Glucose)
        {
            var milligrams = unit == "mmol/L" ? Number(value) * 18.016m : Number(value);
            if (milligrams < 70) yield return LowSugar;
            if (milligrams < 54) yield return SevereLowSugar;
            if (milligrams > 250) yield return HighSugar;
        }
        else if (ask == Ask.Temperature && Number(value) >= (unit == "C" ? 38m : 100.4m))
        {
            yield return Fever;
        }
    }

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
