using System.Collections.Immutable;
using System.Numerics;
using Outreach.Core.Replies.Lexicons;
using Outreach.Core.Replies.Text;

namespace Outreach.Core.Replies.Learned;

/// <summary>
/// What the learned models count of a reply. In its place: its words, pairs of words that stand next to each other or with one between,
/// runs of four letters, the concepts of concepts.lexicon.txt and pairs of concepts, how long the reply is, what was asked ("?free") and what the rules found
/// ("!chest-pain/Past"), heard or bound ("!question"). Anywhere together: two words by their first letters ("arm&sweat"), such a word
/// and a concept, such a word and what the rules found. Each is one 32-bit number (FNV-1a of its name, mixed), so that counting
/// allocates nothing.
/// </summary>
internal sealed class LearnedFeatures(Lexicon lexicon)
{
    private const int Run = 4;
    private const int Beginning = 5;
    private const int LongestText = 200;
    private const int LongestWord = 24;
    private const int MostTold = 24;
    private const int MostRules = 16;
    private const ulong Basis = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>Names each feature to <paramref name="each"/>; the same feature may come several times.</summary>
    /// <param name="together">Also what stands anywhere together.</param>
    public static void Count<TState>(Heard heard, bool together, ref TState state, FeatureSink<TState> each)
        where TState : allows ref struct
    {
        var (text, tokens, silent) = (heard.Text, heard.Tokens, heard.Silent);
        Span<char> buffer = stackalloc char[LongestWord + 2];
        Span<ulong> told = stackalloc ulong[MostTold];
        Span<ulong> rules = stackalloc ulong[MostRules];
        ulong before = 0, first = 0, seen = 0;
        int tellings = 0, found = 0;
        for (var i = 0; i < tokens.Count && i < LongestText; i++)
        {
            var token = tokens[i];
            if (token.Before == Pause.Hard || silent[i]) (before, first) = (0, 0);
            if (silent[i]) continue;
            var length = Fold(text, token, buffer[1..]);
            if (length == 0) continue;
            var hash = HashOf(buffer.Slice(1, length), 'w');
            each(ref state, Key(hash), FeatureKind.Word, i);
            if (before != 0) each(ref state, Key(Pair(before, hash)), FeatureKind.Pair, i);
            if (first != 0) each(ref state, Key(Apart(first, hash)), FeatureKind.Pair, i);
            (first, before) = (before, hash);
            buffer[0] = '<';
            buffer[length + 1] = '>';
            for (var at = 0; at + Run <= length + 2; at++) each(ref state, Key(HashOf(buffer.Slice(at, Run), '=')), FeatureKind.Run, i);
            seen |= token.Word.Concepts;
            if (together && Tells(token, length)) Keep(told, ref tellings, HashOf(buffer.Slice(1, Math.Min(length, Beginning)), '&'));
        }

        for (var rest = seen; rest != 0; rest &= rest - 1)
        {
            var a = BitOperations.TrailingZeroCount(rest);
            each(ref state, Key(Concept(a, a)), FeatureKind.Whole, -1);
            for (var others = rest & (rest - 1); others != 0; others &= others - 1) each(ref state, Key(Concept(a, BitOperations.TrailingZeroCount(others))), FeatureKind.Whole, -1);
        }

        each(ref state, Key(Length(tokens.Count)), FeatureKind.Whole, -1);
        each(ref state, Key(HashOf(ReadingNames.Of(heard.Ask), '?')), FeatureKind.Whole, -1);
        foreach (var finding in heard.Found) Keep(rules, ref found, Scoped(HashOf(finding.Rule, '!'), finding.Scope));
        foreach (var phrase in heard.Asked.Phrases) Keep(rules, ref found, HashOf(phrase.Rule.Name, '!'));
        if (heard.Bound is { } bound) Keep(rules, ref found, HashOf(bound.Rule, '!'));
        foreach (var rule in rules[..found]) each(ref state, Key(rule), FeatureKind.Whole, -1);
        for (var a = 0; a < tellings; a++)
        {
            for (var b = a + 1; b < tellings; b++) each(ref state, Key(Both(told[a], told[b])), FeatureKind.Together, -1);
            for (var rest = seen; rest != 0; rest &= rest - 1)
            {
                var concept = BitOperations.TrailingZeroCount(rest);
                each(ref state, Key(Beside(Concept(concept, concept), told[a])), FeatureKind.Together, -1);
            }

            foreach (var rule in rules[..found]) each(ref state, Key(Beside(rule, told[a])), FeatureKind.Together, -1);
        }
    }

    /// <summary>The readable names of the features of one text by their keys, for the trainer.</summary>
    public Dictionary<uint, string> Named(Heard heard)
    {
        var (text, tokens, silent) = (heard.Text, heard.Tokens, heard.Silent);
        var names = new Dictionary<uint, string>();
        var buffer = new char[LongestWord];
        var words = tokens.Take(LongestText).Select(t => new string(buffer, 0, Fold(text, t, buffer))).ToList();
        List<string> told = [];
        string before = "", first = "";
        for (var i = 0; i < words.Count; i++)
        {
            if (tokens[i].Before == Pause.Hard || silent[i]) (before, first) = ("", "");
            if (silent[i] || words[i].Length == 0) continue;
            Name(HashOf(words[i], 'w'), words[i]);
            if (before.Length > 0) Name(Pair(HashOf(before, 'w'), HashOf(words[i], 'w')), $"{before}_{words[i]}");
            if (first.Length > 0) Name(Apart(HashOf(first, 'w'), HashOf(words[i], 'w')), $"{first}__{words[i]}");
            (first, before) = (before, words[i]);
            var marked = $"<{words[i]}>";
            for (var at = 0; at + Run <= marked.Length; at++) Name(HashOf(marked.AsSpan(at, Run), '='), "=" + marked.Substring(at, Run));
            var beginning = words[i][..Math.Min(words[i].Length, Beginning)];
            if (Tells(tokens[i], words[i].Length) && told.Count < MostTold && !told.Contains(beginning)) told.Add(beginning);
        }

        var seen = tokens.Take(LongestText).Where((t, i) => !silent[i] && words[i].Length > 0).Aggregate(0UL, (all, t) => all | t.Word.Concepts);
        List<(ulong Hash, string Name)> concepts = [.. lexicon.ConceptNames.Select((name, i) => (Concept(i, i), name)).Where((_, i) => (seen >> i & 1) != 0)];
        foreach (var (hash, name) in concepts) Name(hash, name);
        for (var a = 0; a < lexicon.ConceptNames.Length; a++)
            for (var b = a + 1; b < lexicon.ConceptNames.Length; b++)
                if ((seen >> a & seen >> b & 1) != 0) Name(Concept(a, b), $"{lexicon.ConceptNames[a]}+{lexicon.ConceptNames[b]}");

        Name(Length(tokens.Count), $"%{LengthOf(tokens.Count)}");
        Name(HashOf(ReadingNames.Of(heard.Ask), '?'), $"?{ReadingNames.Of(heard.Ask)}");
        List<(ulong Hash, string Name)> rules = [.. heard.Found.Select(f => (Scoped(HashOf(f.Rule, '!'), f.Scope), $"!{f.Rule}/{f.Scope}")), .. heard.Asked.Phrases.Select(p => (HashOf(p.Rule.Name, '!'), $"!{p.Rule.Name}"))];
        if (heard.Bound is { } bound) rules.Add((HashOf(bound.Rule, '!'), $"!{bound.Rule}"));
        rules = [.. rules.Distinct().Take(MostRules)];
        foreach (var (hash, name) in rules) Name(hash, name);
        for (var a = 0; a < told.Count; a++)
        {
            var mine = HashOf(told[a], '&');
            for (var b = a + 1; b < told.Count; b++) Name(Both(mine, HashOf(told[b], '&')), $"{told[a]}&{told[b]}");
            foreach (var (hash, name) in concepts.Concat(rules)) Name(Beside(hash, mine), $"{name}&{told[a]}");
        }

        return names;

        void Name(ulong hash, string name) => names.TryAdd(Key(hash), name);
    }

    /// <summary>Long enough to say something by itself, or three letters that a concept knows ("arm", "gun").</summary>
    private static bool Tells(Token token, int length) => length > 3 || (length == 3 && token.Word.Concepts != 0);

    private static void Keep(Span<ulong> kept, ref int count, ulong hash)
    {
        if (count < kept.Length && !kept[..count].Contains(hash)) kept[count++] = hash;
    }

    /// <summary>A number is "#"; a word without its accents, apostrophes and marks.</summary>
    private static int Fold(string text, Token token, Span<char> word)
    {
        if (token.IsNumber)
        {
            word[0] = '#';
            return 1;
        }

        var length = 0;
        for (var i = token.Start; i < token.End && i < text.Length && length < LongestWord; i++)
        {
            var c = text[i];
            if (Letters.IsSilent(c) || Letters.IsApostrophe(c) || c is '_' or '\t' or '\n' or '\r') continue;
            word[length++] = Letters.Fold(c);
        }

        return length;
    }

    private static ulong HashOf(ReadOnlySpan<char> word, char kind)
    {
        unchecked
        {
            var hash = (Basis ^ kind) * Prime;
            foreach (var c in word) hash = (hash ^ c) * Prime;
            return hash;
        }
    }

    private static uint Key(ulong hash)
    {
        unchecked
        {
            hash = (hash ^ hash >> 29) * 0xBF58476D1CE4E5B9;
            return (uint)(hash >> 32);
        }
    }

    private static ulong Pair(ulong before, ulong hash) => unchecked((BitOperations.RotateLeft(before, 7) ^ hash) * Prime);

    private static ulong Apart(ulong first, ulong hash) => unchecked((BitOperations.RotateLeft(first, 23) ^ hash) * Prime);

    private static int LengthOf(int tokens) => Math.Min(tokens / 3, 8);

    private static ulong Length(int tokens) => unchecked(((Basis ^ '%') * Prime ^ (ulong)LengthOf(tokens)) * Prime);

    private static ulong Both(ulong a, ulong b) => unchecked(((a ^ b) * Prime ^ BitOperations.RotateLeft(a + b, 31)) * Prime);

    private static ulong Beside(ulong what, ulong word) => unchecked((BitOperations.RotateLeft(what, 41) ^ word) * Prime);

    private static ulong Scoped(ulong rule, Scope scope) => unchecked((rule ^ (1UL + (ulong)scope)) * Prime);

    private static ulong Concept(int a, int b) => unchecked((((Basis ^ '@') * Prime ^ (ulong)a) * Prime ^ (ulong)b) * Prime);
}

/// <param name="token">The token it was seen at, or -1 for a concept of the whole text.</param>
internal delegate void FeatureSink<TState>(ref TState state, uint key, FeatureKind kind, int token)
    where TState : allows ref struct;

internal enum FeatureKind : byte
{
    Word,
    /// <summary>Two words next to each other, or with one between.</summary>
    Pair,
    /// <summary>Four letters of a word.</summary>
    Run,
    /// <summary>Of the whole reply: a concept, what was asked, what a rule found.</summary>
    Whole,
    /// <summary>Two things that stand anywhere in the reply.</summary>
    Together,
}
