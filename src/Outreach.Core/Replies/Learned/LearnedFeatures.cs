using System.Collections.Immutable;
using Outreach.Core.Replies.Lexicons;
using Outreach.Core.Replies.Text;

namespace Outreach.Core.Replies.Learned;

/// <summary>
/// What the learned model counts of a reply: its words, pairs of neighbouring words, runs of five letters within words, the
/// concepts of concepts.lexicon.txt and pairs of concepts. Each is one 64-bit number (FNV-1a of its name), so that counting
/// allocates nothing; a name can be hashed again to see which it was.
/// </summary>
internal sealed class LearnedFeatures
{
    private const int Run = 5;
    private const int LongestText = 200;
    private const ulong Basis = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    private readonly int[] concepts;

    public LearnedFeatures(Lexicon lexicon)
    {
        ConceptNames = [.. lexicon.ClassNames.Where(n => n.StartsWith("@c-", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        if (ConceptNames.Length > 64) throw new FormatException("At most 64 concepts: they are counted in one word of bits.");
        concepts = [.. ConceptNames.Select(lexicon.Class)];
    }

    public ImmutableArray<string> ConceptNames { get; }

    /// <summary>Names each feature to <paramref name="each"/>; the same feature may come several times.</summary>
    /// <param name="silent">Tokens another rule has settled (a denied symptom, an idiom): they say nothing here.</param>
    public void Count<TState>(string text, List<Token> tokens, ReadOnlySpan<bool> silent, ref TState state, FeatureSink<TState> each)
        where TState : allows ref struct
    {
        Span<char> word = stackalloc char[24];
        ulong before = 0;
        var seen = 0UL;
        for (var i = 0; i < tokens.Count && i < LongestText; i++)
        {
            var token = tokens[i];
            if (silent[i])
            {
                before = 0;
                continue;
            }

            var length = token.IsNumber ? Mark(word) : Fold(text, token, word);
            if (length == 0) continue;
            var hash = HashOf(word[..length], 'w');
            each(ref state, hash, i);
            if (before != 0 && token.Before == Pause.None) each(ref state, Mix(before, hash), i);
            before = hash;
            for (var at = 0; length > Run && at + Run <= length; at++) each(ref state, HashOf(word.Slice(at, Run), at == 0 ? '<' : '-'), i);
            seen |= ConceptsOf(token);
        }

        for (var a = 0; a < concepts.Length; a++)
        {
            if ((seen >> a & 1) == 0) continue;
            each(ref state, ConceptHash(a, a), -1);
            for (var b = a + 1; b < concepts.Length; b++)
                if ((seen >> b & 1) != 0) each(ref state, ConceptHash(a, b), -1);
        }
    }

    /// <summary>The readable names of the features, for the file of weights and for the trainer.</summary>
    public IEnumerable<(ulong Hash, string Name)> Named(string text, List<Token> tokens, bool[] silent)
    {
        var state = new List<(ulong, int)>();
        Count(text, tokens, silent, ref state, static (ref List<(ulong, int)> all, ulong hash, int at) => all.Add((hash, at)));
        var names = new Dictionary<ulong, string>();
        var buffer = new char[24];
        var before = "";
        for (var i = 0; i < tokens.Count && i < LongestText; i++)
        {
            if (silent[i])
            {
                before = "";
                continue;
            }

            var length = tokens[i].IsNumber ? Mark(buffer) : Fold(text, tokens[i], buffer);
            if (length == 0) continue;
            var word = new string(buffer, 0, length);
            names.TryAdd(HashOf(word, 'w'), word);
            if (before.Length > 0) names.TryAdd(Mix(HashOf(before, 'w'), HashOf(word, 'w')), before + "_" + word);
            before = word;
            for (var at = 0; length > Run && at + Run <= length; at++)
                names.TryAdd(HashOf(word.AsSpan(at, Run), at == 0 ? '<' : '-'), (at == 0 ? "<" : "-") + word.Substring(at, Run));
        }

        for (var a = 0; a < concepts.Length; a++)
            for (var b = a; b < concepts.Length; b++)
                names.TryAdd(ConceptHash(a, b), a == b ? ConceptNames[a] : ConceptNames[a] + "+" + ConceptNames[b]);
        return state.Select(s => s.Item1).Distinct().Select(hash => (hash, names[hash]));
    }

    /// <summary>The hash of a feature's readable name.</summary>
    public ulong HashOfName(string name)
    {
        if (name[0] == '@')
        {
            var parts = name.Split('+');
            var first = ConceptNames.IndexOf(parts[0]);
            return ConceptHash(first, parts.Length == 2 ? ConceptNames.IndexOf(parts[1]) : first);
        }

        if (name[0] is '<' or '-' && name.Length == Run + 1) return HashOf(name.AsSpan(1), name[0]);
        var at = name.IndexOf('_', StringComparison.Ordinal);
        return at < 0 ? HashOf(name, 'w') : Mix(HashOf(name.AsSpan(0, at), 'w'), HashOf(name.AsSpan(at + 1), 'w'));
    }

    private static int Mark(Span<char> word)
    {
        word[0] = '#';
        return 1;
    }

    private static int Fold(string text, Token token, Span<char> word)
    {
        var length = 0;
        for (var i = token.Start; i < token.End && i < text.Length && length < word.Length; i++)
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

    private static ulong Mix(ulong before, ulong hash) => unchecked(((before << 7 | before >> 57) ^ hash) * Prime);

    private static ulong ConceptHash(int a, int b) => unchecked((((Basis ^ '@') * Prime ^ (ulong)a) * Prime ^ (ulong)b) * Prime);

    private ulong ConceptsOf(Token token)
    {
        var seen = 0UL;
        for (var i = 0; i < concepts.Length; i++)
            if (token.Is(concepts[i])) seen |= 1UL << i;
        return seen;
    }
}

/// <param name="token">The token it was seen at, or -1 for a concept of the whole text.</param>
internal delegate void FeatureSink<TState>(ref TState state, ulong hash, int token)
    where TState : allows ref struct;
