using System.Collections.Immutable;
using System.Globalization;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.Core.CarePlans.Yaml;

/// <summary>What can be said of the answers to each kind of question.</summary>
internal static class AskKinds
{
    public static bool IsNumber(Ask kind) => kind is Ask.BloodPressure or Ask.Weight or Ask.Glucose or Ask.Temperature or Ask.Scale0To10 or Ask.Scale0To3 or Ask.DaysMissed or Ask.Number;

    public static bool IsMeasured(Ask kind) => kind is Ask.BloodPressure or Ask.Weight or Ask.Glucose or Ask.Temperature;

    /// <summary>The unit thresholds must be in, where the kind has one.</summary>
    public static string? Unit(Ask kind) => kind switch
    {
        Ask.BloodPressure => "mmHg",
        Ask.Weight => "lb",
        Ask.Glucose => "mg/dL",
        Ask.Temperature => "F",
        Ask.DaysMissed => "days",
        _ => null,
    };

    /// <summary>All values an answer can have; empty where they cannot be listed.</summary>
    public static ImmutableArray<string> Values(Ask kind, int options) => kind switch
    {
        Ask.YesNo => ["yes", "no"],
        Ask.BetterSameWorse => ["better", "same", "worse"],
        Ask.Scale0To10 => Numbers(0, 10),
        Ask.Scale0To3 => Numbers(0, 3),
        Ask.DaysMissed => Numbers(0, 7),
        Ask.Choice => Numbers(1, options),
        _ => [],
    };

    /// <summary>Null where the plan must give an example of its own.</summary>
    public static Words? Example(Ask kind) => kind switch
    {
        Ask.BloodPressure => Words.Same("128/82"),
        Ask.Weight => Words.Same("182.5"),
        Ask.Glucose => Words.Same("110"),
        Ask.Temperature => Words.Same("98.6"),
        Ask.YesNo => new("YES or NO", "SI o NO"),
        Ask.Scale0To10 => Words.Same("4"),
        Ask.Scale0To3 => Words.Same("1"),
        Ask.DaysMissed => Words.Same("0"),
        Ask.BetterSameWorse => new("BETTER, SAME or WORSE", "MEJOR, IGUAL o PEOR"),
        Ask.Choice => Words.Same("1"),
        Ask.Free => new("a few words of your own", "unas palabras suyas"),
        _ => null,
    };

    private static ImmutableArray<string> Numbers(int from, int to) =>
        [.. Enumerable.Range(from, Math.Max(0, to - from + 1)).Select(n => n.ToString(CultureInfo.InvariantCulture))];
}
