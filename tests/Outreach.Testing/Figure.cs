using System.Text.Json;

namespace Outreach.Testing;

/// <summary>One measured figure of docs/benchmarks.md.</summary>
/// <param name="Part">The heading it stands under: one of <see cref="FigureParts"/>.</param>
/// <param name="Value">With its unit; or why it could not be taken.</param>
/// <param name="Target">With its unit; empty where there is none.</param>
/// <param name="Ratio">Target to value, so that 1 or more is reached; or how many times the other way of doing it. Empty where there is none.</param>
/// <param name="How">Method and conditions, in a sentence.</param>
public sealed record Figure(string Part, string What, string Value, string Target, string Ratio, string How)
{
    /// <summary>Names the file that tests append their figures to, a JSON object a line; they say them in their own output in any case.</summary>
    public const string FileVariable = "OUTREACH_FIGURES";

    /// <summary>Of the machine in the minute before; a time by the clock holds where it is about nothing.</summary>
    public string Load { get; init; } = "";

    public static Figure Missing(string part, string what, string target, string why) => new(part, what, "not taken: " + why, target, "", "");

    /// <summary>For tests: the page asks them for their figures.</summary>
    public void Hand()
    {
        if (Environment.GetEnvironmentVariable(FileVariable) is { Length: > 0 } file) File.AppendAllText(file, JsonSerializer.Serialize(this) + "\n");
    }

    public static IReadOnlyList<Figure> Handed(string file) =>
        File.Exists(file) ? [.. File.ReadLines(file).Where(l => l.Length > 0).Select(l => JsonSerializer.Deserialize<Figure>(l)!)] : [];
}

/// <summary>The page's headings, in their order.</summary>
public static class FigureParts
{
    public const string Engine = "The engine";
    public const string Ledger = "The ledger";
    public const string Starting = "Starting";
    public const string Reading = "Reading replies";
    public const string Simulating = "Simulating";
    public const string Load = "Under load";
    public const string Azure = "On Azure, counted";
    public const string Others = "Beside what else one would run";

    public static IReadOnlyList<string> All { get; } = [Engine, Ledger, Starting, Reading, Simulating, Load, Azure, Others];
}
