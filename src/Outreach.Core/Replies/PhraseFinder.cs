using Outreach.Core.Replies.Lexicons;
using Outreach.Core.Replies.Text;

namespace Outreach.Core.Replies;

/// <summary>Finds every pattern of the lexicons in a reply. Gaps are bounded, so the work is linear in the text.</summary>
internal sealed class PhraseFinder(Lexicon lexicon)
{
    // Longer than any pattern with its gaps.
    private const int Longest = 40;

    private readonly int gapStop = lexicon.Class("@gap-stop");
    private readonly int bodyPart = lexicon.Class("@body-part");
    private readonly int joins = lexicon.Class("@joins");

    public List<Phrase> FindAll(List<Token> tokens)
    {
        List<Phrase> found = [];
        for (var i = 0; i < tokens.Count; i++)
            foreach (var pattern in tokens[i].Word.Begins)
            {
                if (!CanStart(pattern.Start, tokens, i)) continue;
                var named = 1UL;
                var last = Match(pattern, 1, i, i, tokens, ref named);
                if (last >= 0) Add(found, new Phrase(pattern.Rule, i, last, named));
            }

        return found;
    }

    /// <summary>Of one rule's phrases that overlap only the longest says anything new.</summary>
    private static void Add(List<Phrase> found, Phrase phrase)
    {
        for (var i = found.Count - 1; i >= 0 && found[i].First + Longest > phrase.First; i--)
        {
            if (!ReferenceEquals(found[i].Rule, phrase.Rule) || !found[i].Overlaps(phrase)) continue;
            if (found[i].Length < phrase.Length) found[i] = phrase;
            return;
        }

        found.Add(phrase);
    }

    private static bool CanStart(Anchor anchor, List<Token> tokens, int i) =>
        anchor == Anchor.None || i == 0 || (anchor == Anchor.Clause && tokens[i].Before != Pause.None);

    private static bool CanEnd(Anchor anchor, List<Token> tokens, int i) =>
        anchor == Anchor.None || i == tokens.Count - 1 || (anchor == Anchor.Clause && tokens[i + 1].Before != Pause.None);

    private int Match(Pattern pattern, int element, int first, int last, List<Token> tokens, ref ulong named)
    {
        if (element == pattern.Elements.Length) return CanEnd(pattern.End, tokens, last) ? last : -1;
        var gap = pattern.Gaps[element];
        for (var next = last + 1; next <= last + 1 + gap && next < tokens.Count; next++)
        {
            if (tokens[next].Before == Pause.Hard || (gap == 0 && tokens[next].Before != Pause.None)) return -1;
            if (tokens[next].Is(pattern.Elements[element]))
            {
                var before = named;
                if (next - first < 64) named |= 1UL << (next - first);
                var end = Match(pattern, element + 1, first, next, tokens, ref named);
                if (end >= 0) return end;
                named = before;
            }

            if (!CanStandBetween(tokens, last, next)) return -1;
        }

        return -1;
    }

    /// <summary>"Chest is fine but my head hurts", "pain in my knee, chest cold": another clause or another part of the body ends a gap.</summary>
    private bool CanStandBetween(List<Token> tokens, int last, int next)
    {
        var token = tokens[next];
        if (token.Is(gapStop)) return false;
        if (!token.Is(bodyPart)) return true;
        return (next + 1 < tokens.Count && tokens[next + 1].Is(joins)) || (next - 1 > last && tokens[next - 1].Is(joins)) || tokens[last].Is(bodyPart);
    }
}
