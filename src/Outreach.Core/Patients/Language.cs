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

    public string In(Language language) => language == Language.Spanish ? Es : En;

    public static Words Same(string text) => new(text, text);
}
