using System.Collections.Frozen;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.Core.CarePlans.Yaml;

/// <summary>The words a plan's author writes for what the model calls by type.</summary>
internal static class PlanNames
{
    public static readonly FrozenDictionary<string, Ask> Kinds = Named(
        ("blood-pressure", Ask.BloodPressure), ("weight", Ask.Weight), ("glucose", Ask.Glucose), ("temperature", Ask.Temperature),
        ("yes-no", Ask.YesNo), ("scale-0-10", Ask.Scale0To10), ("scale-0-3", Ask.Scale0To3), ("days-missed", Ask.DaysMissed),
        ("better-same-worse", Ask.BetterSameWorse), ("free", Ask.Free), ("number", Ask.Number), ("choice", Ask.Choice));

    public static readonly FrozenDictionary<string, Urgency> Urgencies = Named(
        ("emergency", Urgency.Emergency), ("urgent", Urgency.Urgent), ("routine", Urgency.Routine));

    public static readonly FrozenDictionary<string, Component> Parts = Named(
        ("systolic", Component.Systolic), ("diastolic", Component.Diastolic));

    public static readonly FrozenDictionary<string, Sex> Sexes = Named(
        ("female", Sex.Female), ("male", Sex.Male), ("other", Sex.Other), ("unknown", Sex.Unknown));

    public static readonly FrozenDictionary<string, ProfileList> ProfileLists = Named(
        ("conditions", ProfileList.Conditions), ("medicines", ProfileList.Medicines), ("allergies", ProfileList.Allergies),
        ("family_history", ProfileList.FamilyHistory), ("genetic_findings", ProfileList.GeneticFindings), ("lifestyle", ProfileList.Lifestyle),
        ("social", ProfileList.Social), ("goals", ProfileList.Goals));

    private static FrozenDictionary<string, T> Named<T>(params ReadOnlySpan<(string Name, T Value)> names)
    {
        var byName = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var (name, value) in names) byName.Add(name, value);
        return byName.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
