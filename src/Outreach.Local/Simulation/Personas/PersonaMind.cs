using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Outreach.Local.Simulation.Personas;

/// <summary>Decides, without any state of its own, what a persona does with a text.</summary>
internal static partial class PersonaMind
{
    /// <summary>The turn taken and how often each rule has been used after it, by the rule's place.</summary>
    public static (PersonaTurn Turn, ImmutableSortedDictionary<int, int> Used) Hear(Persona persona, string text, ImmutableSortedDictionary<int, int> used)
    {
        var heard = Plain(text);
        var asks = Asks(heard);
        for (var place = 0; place < persona.Rules.Length; place++)
        {
            var rule = persona.Rules[place];
            if (rule.OnlyQuestions && !asks) continue;
            if (!rule.Words.IsEmpty && !rule.Words.Any(w => heard.Contains(Plain(w), StringComparison.Ordinal))) continue;
            var times = used.GetValueOrDefault(place);
            if (times >= rule.Turns.Length && !rule.Again) continue;
            return (rule.Turns[Math.Min(times, rule.Turns.Length - 1)], used.SetItem(place, times + 1));
        }

        return (PersonaTurn.Silence, used);
    }

    /// <summary>Whether a text wants an answer, once what every first text says of STOP and HELP is left out.</summary>
    private static bool Asks(string plain)
    {
        var rest = StopAndHelp().Replace(plain, " ");
        return rest.Contains('?') || Request().IsMatch(rest);
    }

    /// <summary>Lower case, without accents, spaces run together.</summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark) continue;
            plain.Append(char.IsWhiteSpace(c) ? ' ' : char.ToLowerInvariant(c));
        }

        return plain.ToString();
    }

    [GeneratedRegex(@"\b(?:reply|text|send|responda|envie|escriba|conteste)\s+\W?(?:stop|help|start|yes to start|alto|ayuda|parar|para)\b[^.!?]*", RegexOptions.NonBacktracking)]
    private static partial Regex StopAndHelp();

    [GeneratedRegex(@"\b(?:reply|answer with|please send|send both|send us|responda|conteste|envie|example|ejemplo)\b", RegexOptions.NonBacktracking)]
    private static partial Regex Request();
}
