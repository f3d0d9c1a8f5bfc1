using System.Text.RegularExpressions;
using Outreach.Core.Patients;

namespace Outreach.Core.Messages;

/// <summary>Which wording of a text one patient gets: easier, with their own goal, in words of their own.</summary>
public static partial class Wording
{
    /// <summary>A longer goal would make two messages of one.</summary>
    private const int LongestGoal = 60;

    private const int LongestOwnWord = 30;

    /// <summary>Whether a text may stand in a slot.</summary>
    public static bool IsOwnWord(string text) => text.Length is > 0 and <= LongestOwnWord && text.AsSpan().IndexOfAny('{', '}', '|') < 0;

    /// <summary>As this patient reads it; what is ours to fill in is left.</summary>
    public static Words For(Words words, Patient patient)
    {
        var chosen = words.Easy is { } easy && HowTheyRead.NeedsEasyWords(patient) is not null ? easy
            : words.Brief is { } brief && patient.Tone == Tone.Brief ? brief
            : words;
        if (chosen == words && words.WithGoal is { } with && Goal(patient) is { } goal) chosen = new Words(Put(with.En, goal), Put(with.Es, goal));
        return HasSlot(chosen.En) || HasSlot(chosen.Es) ? new Words(Slots(chosen.En, patient), Slots(chosen.Es, patient)) : chosen;

        static string Put(string text, string goal) => text.Replace($"{{{Placeholders.Goal}}}", goal, StringComparison.Ordinal);
    }

    /// <summary>The patient's own goal where it may stand in a message: short, not read by others, and naming none of their conditions and medicines (R12).</summary>
    public static string? Goal(Patient patient) =>
        patient is { SharedPhone: false, Mobile: not null } or { Mobile: null, Guardian: null }
        && patient.Profile.Goals.FirstOrDefault() is { Length: > 0 and <= LongestGoal } goal && !goal.Contains('{', StringComparison.Ordinal)
        && !patient.Profile.Conditions.Concat(patient.Profile.Medicines).Any(secret => goal.Contains(secret, StringComparison.OrdinalIgnoreCase))
            ? goal.TrimEnd('.', ' ')
            : null;

    /// <summary>What stands in a slot <c>{scale|the scale}</c>: the patient's own word for it, or the plan's.</summary>
    public static string Slots(string text, Patient? patient) => HasSlot(text)
        ? Slot().Replace(text, m => patient?.Profile.OwnWords.GetValueOrDefault(m.Groups["slot"].Value) ?? m.Groups["plan"].Value)
        : text;

    private static bool HasSlot(string text) => text.Contains('|', StringComparison.Ordinal);

    /// <summary>The names of the slots in a text.</summary>
    public static IEnumerable<string> SlotsOf(string text) => Slot().Matches(text).Select(m => m.Groups["slot"].Value);

    [GeneratedRegex(@"\{(?<slot>[a-z][a-z0-9-]*)\|(?<plan>[^{}|]+)\}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Slot();
}
