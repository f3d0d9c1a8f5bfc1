using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Outreach.Core.Patients;
using Outreach.Core.Replies.Text;

namespace Outreach.Core.Replies.Values;

/// <summary>One of the plan's own options, by its number, its text or its first word in either language.</summary>
internal static class Choice
{
    public static Bound? Read(string text, Numbers numbers, ImmutableArray<Words> options)
    {
        if (options.IsDefaultOrEmpty) return null;
        var last = numbers.Tokens.Count - 1;
        var said = Flat(text);
        for (var i = 0; i < options.Length; i++)
        {
            if (IsFlat(said, options[i].En) || IsFlat(said, options[i].Es)) return Of(i, 0, last);
        }

        if (Measurement.Pick(numbers, q => q.IsWhole && q.Value >= 1 && q.Value <= options.Length) is { } q) return Of((int)q.Value - 1, q.First, q.Last);

        var flat = options.Select(o => (En: Flat(o.En), Es: Flat(o.Es))).ToArray();
        if (Only(flat, option => Contains(said, option)) is { } whole) return Of(whole, 0, last);
        var opening = FirstWord(said);
        return opening.Length > 0 && Only(flat, option => FirstWord(option) == opening) is { } byWord ? Of(byWord, 0, 0) : null;
    }

    private static Bound Of(int index, int first, int last) =>
        new((index + 1).ToString(CultureInfo.InvariantCulture), null, first, last, Urgency.None, "choice");

    private static int? Only((string En, string Es)[] options, Func<string, bool> fits)
    {
        int? found = null;
        for (var i = 0; i < options.Length; i++)
        {
            if (!fits(options[i].En) && !fits(options[i].Es)) continue;
            if (found is not null) return null;
            found = i;
        }

        return found;
    }

    private static bool Contains(string said, string option) =>
        option.Length > 0 && $" {said} ".Contains($" {option} ", StringComparison.Ordinal);

    private static string FirstWord(string flat) => flat.Split(' ', 2)[0];

    /// <summary>Whether <see cref="Flat"/> of an option is what was said, without writing it.</summary>
    private static bool IsFlat(string said, string option)
    {
        var at = 0;
        var space = false;
        foreach (var c in option)
        {
            if (Letters.IsSilent(c) || Letters.IsApostrophe(c)) continue;
            var folded = Letters.Fold(c);
            var known = char.IsLetterOrDigit(folded);
            if (known && space && at > 0 && (at >= said.Length || said[at++] != ' ')) return false;
            if (known && (at >= said.Length || said[at++] != folded)) return false;
            space = !known;
        }

        return at == said.Length;
    }

    /// <summary>Letters and digits only, folded, single spaces.</summary>
    private static string Flat(string text)
    {
        var flat = new StringBuilder(text.Length);
        var space = false;
        foreach (var c in Letters.Fold(text))
        {
            var known = char.IsLetterOrDigit(c);
            if (known && space && flat.Length > 0) flat.Append(' ');
            if (known) flat.Append(c);
            space = !known;
        }

        return flat.ToString();
    }
}
