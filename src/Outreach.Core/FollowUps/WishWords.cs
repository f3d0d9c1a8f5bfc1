using System.Globalization;
using System.Text;
using Outreach.Core.Replies.Text;

namespace Outreach.Core.FollowUps;

internal enum Wish
{
    Plan,
    Goal,
    Pause,
    Resume,
    Less,
    More,
    Email,
    Text,
    Spanish,
    English,
}

/// <summary>The words a patient can text at any time. Only a text that is nothing else is one: "my plan is to rest" is not PLAN.</summary>
internal static class WishWords
{
    private const int LongestGoal = 160;

    private static readonly Dictionary<string, Wish> s_words = new(StringComparer.Ordinal)
    {
        ["plan"] = Wish.Plan, ["my plan"] = Wish.Plan, ["mi plan"] = Wish.Plan, ["whats next"] = Wish.Plan, ["que sigue"] = Wish.Plan,
        ["goal"] = Wish.Goal, ["my goal"] = Wish.Goal, ["meta"] = Wish.Goal, ["mi meta"] = Wish.Goal,
        ["pause"] = Wish.Pause, ["pausa"] = Wish.Pause, ["pausar"] = Wish.Pause,
        ["resume"] = Wish.Resume, ["im back"] = Wish.Resume, ["reanudar"] = Wish.Resume, ["ya volvi"] = Wish.Resume, ["ya regrese"] = Wish.Resume,
        ["less"] = Wish.Less, ["less often"] = Wish.Less, ["fewer"] = Wish.Less, ["menos"] = Wish.Less, ["menos seguido"] = Wish.Less,
        ["more"] = Wish.More, ["more often"] = Wish.More, ["mas"] = Wish.More, ["mas seguido"] = Wish.More,
        ["email"] = Wish.Email, ["e mail"] = Wish.Email, ["by email"] = Wish.Email, ["correo"] = Wish.Email, ["por correo"] = Wish.Email,
        ["text"] = Wish.Text, ["sms"] = Wish.Text, ["by text"] = Wish.Text, ["texto"] = Wish.Text, ["por texto"] = Wish.Text,
        ["espanol"] = Wish.Spanish, ["en espanol"] = Wish.Spanish, ["spanish"] = Wish.Spanish, ["in spanish"] = Wish.Spanish,
        ["english"] = Wish.English, ["in english"] = Wish.English, ["ingles"] = Wish.English, ["en ingles"] = Wish.English,
    };

    private static readonly string[] s_goals = ["my goal is ", "my goal ", "goal ", "mi meta es ", "mi meta ", "meta "];

    private static readonly string[] s_pauses = ["pause for ", "pause ", "pausa por ", "pausa de ", "pausa ", "pausar ", "back in ", "i am back in ", "im back in ", "away for ", "vuelvo en ", "regreso en "];

    private static readonly Dictionary<string, int> s_counts = new(StringComparer.Ordinal)
    {
        ["a"] = 1, ["one"] = 1, ["two"] = 2, ["three"] = 3, ["four"] = 4, ["un"] = 1, ["una"] = 1, ["dos"] = 2, ["tres"] = 3, ["cuatro"] = 4,
    };

    private static readonly Dictionary<string, int> s_units = new(StringComparer.Ordinal)
    {
        ["day"] = 1, ["days"] = 1, ["dia"] = 1, ["dias"] = 1, ["week"] = 7, ["weeks"] = 7, ["semana"] = 7, ["semanas"] = 7, ["month"] = 30, ["mes"] = 30,
    };

    /// <summary>What is wished; for a goal its words, for a pause its length in days, where they were said.</summary>
    public readonly record struct Said(Wish Wish, string? Goal, int? Days);

    public static Said? Of(string text)
    {
        var folded = Fold(text);
        if (s_words.TryGetValue(folded, out var wish)) return new Said(wish, null, null);
        if (s_goals.FirstOrDefault(g => folded.StartsWith(g, StringComparison.Ordinal)) is { } goal && Own(text, goal) is { Length: > 0 and <= LongestGoal } own) return new Said(Wish.Goal, own, null);
        if (s_pauses.FirstOrDefault(p => folded.StartsWith(p, StringComparison.Ordinal)) is { } pause && Days(folded[pause.Length..]) is { } days) return new Said(Wish.Pause, null, days);
        return null;
    }

    private static int? Days(string length) => length.Split(' ') is [var count, var unit] && s_units.TryGetValue(unit, out var days)
        && (s_counts.TryGetValue(count, out var n) || int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out n)) && n * days is > 0 and <= 90
            ? n * days
            : null;

    /// <summary>The patient's own spelling after the opening words.</summary>
    private static string Own(string text, string opening)
    {
        var words = opening.Count(c => c == ' ');
        var rest = text.Trim().AsSpan();
        for (; words > 0 && rest.IndexOfAny(' ', ':') is >= 0 and var end; words--) rest = rest[end..].TrimStart(" :");
        return rest.Trim().ToString();
    }

    /// <summary>Lower case, without accents and marks.</summary>
    private static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in Letters.Fold(text))
        {
            if (char.IsLetterOrDigit(c)) folded.Append(c);
            else if ((char.IsWhiteSpace(c) || c is ':' or '-') && folded.Length > 0 && folded[^1] != ' ') folded.Append(' ');
        }

        return folded.ToString().TrimEnd();
    }
}
