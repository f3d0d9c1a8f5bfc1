using System.Globalization;

namespace Outreach.App.Costs;

/// <summary>How patients behave, as far as a bill depends on it.</summary>
public sealed record Habits
{
    /// <summary>Share of check-ins that are answered. Florence AIM: 71 to 80 % active in the first month (BMJ Open 2015;5:e007270).</summary>
    public decimal Answered { get; init; } = 0.75m;

    /// <summary>Needs a patient expresses in 30 days. 44.0 % of 405 patients expressed at least one in a 30-day texting programme (PMC11613675).</summary>
    public decimal NeedsIn30Days { get; init; } = 0.44m;

    /// <summary>Share of patients who are written to in Spanish; no source, a guess.</summary>
    public decimal Spanish { get; init; } = 0.2m;

    public IReadOnlyList<string> Assumptions =>
    [
        Say($"{Answered:P0} of check-ins are answered (Florence AIM: 71 to 80 % of patients active in the first month, BMJ Open 2015;5:e007270), the others are reminded, and silence is raised as the plan says"),
        Say($"{NeedsIn30Days:0.00} needs a patient in 30 days (44.0 % of 405 patients expressed one, PMC11613675); each becomes an escalation that a provider acknowledges, calls about and resolves"),
        Say($"{Spanish:P0} of patients are written to in Spanish (a guess), everybody by SMS; nobody opts out"),
    ];

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
