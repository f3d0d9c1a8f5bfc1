using System.Collections.Immutable;
using System.Numerics;
using Outreach.Core.Replies.Lexicons;
using Outreach.Core.Replies.Text;

namespace Outreach.Core.Replies.Learned;

/// <summary>
/// What the learned model counts of a reply: its words, pairs of words that stand next to each other or with one between, runs of
/// four letters, the concepts of concepts.lexicon.txt and pairs of concepts, what was asked ("?free") and what the rules found
/// ("!chest-pain/Past"), heard or bound ("!question"). Each is one 64-bit number (FNV-1a of its name), so that
/// counting allocates nothing; a name can be hashed again to see which it was.
/// </summary>
internal sealed class LearnedFeatures(Lexicon lexicon)
{
    private const int Run = 4;
    private const int LongestText = 200;
    private const int LongestWord = 24;
    private const ulong Basis = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    public ImmutableArray<string> ConceptNames => lexicon.ConceptNames;

    /// <summary>Names each feature to <paramref name="each"/>; the same feature may come several times.</summary>
    public static void Count<TState>(Heard heard, ref TState state, FeatureSink<TState> each)
        where TState : allows ref struct
    {
        var (text, tokens, silent) = (heard.Text, heard.Tokens, heard.Silent);
        Span<char> buffer = stackalloc char[LongestWord + 2];
        ulong before = 0, first = 0, seen = 0;
        for (var i = 0; i < tokens.Count && i < LongestText; i++)
        {
            var token = tokens[i];
            if (token.Before == Pause.Hard || silent[i]) (before, first) = (0, 0);
            if (silent[i]) continue;
            var length = Fold(text, token, buffer[1..]);
            if (length == 0) continue;
            var hash = HashOf(buffer.Slice(1, length), 'w');
            each(ref state, hash, i);
            if (before != 0) each(ref state, Pair(before, hash), i);
            if (first != 0) each(ref state, Apart(first, hash), i);
            (first, before) = (before, hash);
            buffer[0] = '<';
            buffer[length + 1] = '>';
            for (var at = 0; at + Run <= length + 2; at++) each(ref state, HashOf(buffer.Slice(at, Run), '='), i);
            seen |= token.Word.Concepts;
        }

        for (var rest = seen; rest != 0; rest &= rest - 1)
        {
            var a = BitOperations.TrailingZeroCount(rest);
            each(ref state, Concept(a, a), -1);
            for (var others = rest & (rest - 1); others != 0; others &= others - 1) each(ref state, Concept(a, BitOperations.TrailingZeroCount(others)), -1);
        }

        each(ref state, HashOf(ReadingNames.Of(heard.Ask), '?'), -1);
        foreach (var finding in heard.Found) each(ref state, Scoped(HashOf(finding.Rule, '!'), finding.Scope), -1);
        foreach (var phrase in heard.Asked.Phrases) each(ref state, HashOf(phrase.Rule.Name, '!'), -1);
        if (heard.Bound is { } bound) each(ref state, HashOf(bound.Rule, '!'), -1);
    }

    /// <summary>The readable names of the features of one text, for the trainer.</summary>
    public Dictionary<ulong, string> Named(Heard heard)
    {
        var (text, tokens, silent) = (heard.Text, heard.Tokens, heard.Silent);
        var names = new Dictionary<ulong, string>();
        var buffer = new char[LongestWord];
        var words = tokens.Take(LongestText).Select(t => new string(buffer, 0, Fold(text, t, buffer))).ToList();
        string before = "", first = "";
        for (var i = 0; i < words.Count; i++)
        {
            if (tokens[i].Before == Pause.Hard || silent[i]) (before, first) = ("", "");
            if (silent[i] || words[i].Length == 0) continue;
            Name(words[i]);
            if (before.Length > 0) Name($"{before}_{words[i]}");
            if (first.Length > 0) Name($"{first}__{words[i]}");
            (first, before) = (before, words[i]);
            var marked = $"<{words[i]}>";
            for (var at = 0; at + Run <= marked.Length; at++) Name("=" + marked.Substring(at, Run));
        }

        var seen = tokens.Take(LongestText).Where((t, i) => !silent[i] && words[i].Length > 0).Aggregate(0UL, (all, t) => all | t.Word.Concepts);
        var concepts = ConceptNames.Where((_, i) => (seen >> i & 1) != 0).ToList();
        for (var a = 0; a < concepts.Count; a++)
        {
            Name(concepts[a]);
            for (var b = a + 1; b < concepts.Count; b++) Name($"{concepts[a]}+{concepts[b]}");
        }

        Name($"?{ReadingNames.Of(heard.Ask)}");
        foreach (var finding in heard.Found) Name($"!{finding.Rule}/{finding.Scope}");
        foreach (var phrase in heard.Asked.Phrases) Name($"!{phrase.Rule.Name}");
        if (heard.Bound is { } bound) Name($"!{bound.Rule}");
        return names;

        void Name(string name) => names.TryAdd(HashOfName(name), name);
    }

    /// <summary>The hash of a feature's readable name.</summary>
    public ulong HashOfName(string name)
    {
        if (name[0] == '@')
        {
            var parts = name.Split('+');
            var first = ConceptNames.IndexOf(parts[0]);
            return Concept(first, parts.Length == 2 ? ConceptNames.IndexOf(parts[1]) : first);
        }

        if (name[0] == '=' && name.Length == Run + 1) return HashOf(name.AsSpan(1), '=');
        if (name[0] == '?' && name.Length > 1) return HashOf(name.AsSpan(1), '?');
        if (name[0] == '!' && name.Length > 1)
        {
            var scope = name.IndexOf('/', StringComparison.Ordinal);
            return scope < 0 ? HashOf(name.AsSpan(1), '!') : Scoped(HashOf(name.AsSpan(1, scope - 1), '!'), Enum.Parse<Scope>(name.AsSpan(scope + 1)));
        }

        return name.IndexOf('_', StringComparison.Ordinal) switch
        {
            < 1 => HashOf(name, 'w'),
            var at when name[at + 1] == '_' => Apart(HashOf(name.AsSpan(0, at), 'w'), HashOf(name.AsSpan(at + 2), 'w')),
            var at => Pair(HashOf(name.AsSpan(0, at), 'w'), HashOf(name.AsSpan(at + 1), 'w')),
        };
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

    private static ulong Pair(ulong before, ulong hash) => unchecked((BitOperations.RotateLeft(before, 7) ^ hash) * Prime);

    private static ulong Apart(ulong first, ulong hash) => unchecked((BitOperations.RotateLeft(first, 23) ^ hash) * Prime);

    private static ulong Scoped(ulong rule, Scope scope) => unchecked((rule ^ (1UL + (ulong)scope)) * Prime);

    private static ulong Concept(int a, int b) => unchecked((((Basis ^ '@') * Prime ^ (ulong)a) * Prime ^ (ulong)b) * Prime);
}

/// <param name="token">The token it was seen at, or -1 for a concept of the whole text.</param>
internal delegate void FeatureSink<TState>(ref TState state, ulong hash, int token)
    where TState : allows ref struct;
