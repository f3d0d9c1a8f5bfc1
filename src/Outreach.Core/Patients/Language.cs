namespace Outreach.Core.Patients;

public enum Language
{
    English,
    Spanish,
}

/// <summary>What we say, in both languages side by side.</summary>
public sealed record Words(string En, string Es)
{
    public static readonly Words None = new("", "");

    /// <summary>Shorter and easier, for who finds reading hard; null where there is no such wording.</summary>
    public Words? Easy { get; init; }

    /// <summary>Straight to the point, for who prefers that.</summary>
    public Words? Brief { get; init; }

    /// <summary>With the patient's own goal in it, for who has one.</summary>
    public Words? WithGoal { get; init; }

    public string In(Language language) => language == Language.Spanish ? Es : En;

    public static Words Same(string text) => new(text, text);
}
