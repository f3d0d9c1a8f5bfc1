namespace Outreach.Core.CarePlans.Yaml;

/// <summary>Where a condition stands says what it can look at.</summary>
internal enum ConditionUse
{
    /// <summary>Answers and trends of the whole plan, and the patient.</summary>
    Concern,

    /// <summary>Answers given so far in the same check-in, and the patient.</summary>
    Question,

    /// <summary>Facts of the patient alone.</summary>
    Patient,

    /// <summary>Trends of the whole plan, missed check-ins, and the patient.</summary>
    Pace,
}

internal static class Names
{
    public static string Of(ConditionUse use) => use switch
    {
        ConditionUse.Question => "whether a question is asked",
        ConditionUse.Pace => "how often a check-in is made",
        ConditionUse.Patient => "how a plan fits its patient",
        _ => "a concern",
    };
}
