using System.Collections.Immutable;
using System.Reflection;

namespace Outreach.Core.Replies.Lexicons;

/// <summary>All lexicons, ready to look words up: exact, then letter runs, stems, Spanish sound, one-letter slips.</summary>
internal sealed class Lexicon
{
    private const int ShortestSlip = 5;
    private const int ShortestSound = 4;

    // So many pills at once are an overdose until a person says otherwise.
    private const int Handful = 8;

    private readonly Dictionary<string, WordEntry> words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WordEntry> stems = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WordEntry> sounds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WordEntry> slips = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WordEntry>.AlternateLookup<ReadOnlySpan<char>> byWord;
    private readonly Dictionary<string, WordEntry>.AlternateLookup<ReadOnlySpan<char>> byStem;
    private readonly Dictionary<string, WordEntry>.AlternateLookup<ReadOnlySpan<char>> bySound;
    private readonly Dictionary<string, WordEntry>.AlternateLookup<ReadOnlySpan<char>> bySlip;
    private readonly IReadOnlyDictionary<string, int> elements;
    private readonly int[] concepts;
    private readonly WordEntry number;
    private readonly WordEntry year;
    private readonly WordEntry many;
    private readonly WordEntry fever;
    private readonly WordEntry saturation;
    private readonly WordEntry rapid;
    private readonly int longestStem;
    private readonly int longestWatched;

    private Lexicon(LexiconText text)
    {
        elements = text.Elements;
        ConceptNames = [.. elements.Keys.Where(k => k.StartsWith("@c-", StringComparison.Ordinal) && !k.Contains('|', StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        if (ConceptNames.Length > 64) throw new FormatException("At most 64 concepts: they are counted in one word of bits.");
        concepts = [.. ConceptNames.Select(n => elements[n])];
        Combinations = [.. text.Combinations];
        Groups = [.. text.Patterns.Select(p => p.Rule).Where(r => r.Kind is RuleKind.Finding or RuleKind.Intent or RuleKind.Fact or RuleKind.Idiom).Select(r => r.Name)];
        var begins = text.Patterns.ToLookup(p => p.Elements[0]);
        foreach (var (word, ids) in text.Words) words[word] = Entry(word, ids);
        foreach (var (stem, _) in text.Stems) stems[stem] = Entry(stem, []);
        foreach (var (from, to) in text.Aliases) words[from] = words.TryGetValue(to, out var entry) ? entry : Entry(to, []);

        longestStem = stems.Keys.Select(s => s.Length).DefaultIfEmpty().Max();
        longestWatched = text.Watched.Select(w => w.Length).DefaultIfEmpty().Max();
        foreach (var word in text.Watched)
            foreach (var shorter in Slips.WithoutOneLetter(word)) slips.TryAdd(shorter, words.GetValueOrDefault(word) ?? Entry(word, []));
        // A word that only says what a text is about gives way to one that a pattern begins with.
        foreach (var word in words.Keys.Where(w => w.Length >= ShortestSound).OrderBy(w => words[w].Begins.Length == 0).ThenBy(w => w, StringComparer.Ordinal))
            sounds.TryAdd(SpanishSound.Of(word), words[word]);

        byWord = words.GetAlternateLookup<ReadOnlySpan<char>>();
        byStem = stems.GetAlternateLookup<ReadOnlySpan<char>>();
        bySound = sounds.GetAlternateLookup<ReadOnlySpan<char>>();
        bySlip = slips.GetAlternateLookup<ReadOnlySpan<char>>();
        number = words.GetValueOrDefault("#") ?? WordEntry.Unknown;
        year = words.GetValueOrDefault("#year") ?? WordEntry.Unknown;
        many = words.GetValueOrDefault("#many") ?? WordEntry.Unknown;
        fever = words.GetValueOrDefault("#fever") ?? WordEntry.Unknown;
        saturation = words.GetValueOrDefault("#sat") ?? WordEntry.Unknown;
        rapid = words.GetValueOrDefault("#rapid") ?? WordEntry.Unknown;

        WordEntry Entry(string word, IEnumerable<int> exact)
        {
            var ids = new SortedSet<int>(exact);
            for (var length = 1; length <= word.Length; length++)
                if (text.Stems.TryGetValue(word[..length], out var more)) ids.UnionWith(more);
            var bits = new ulong[(text.Elements.Count + 63) / 64];
            foreach (var id in ids) bits[id >> 6] |= 1UL << (id & 63);
            return new WordEntry(bits, [.. ids.SelectMany(id => begins[id])], text.Amounts.TryGetValue(word, out var amount) ? amount : null, ConceptsOf(bits));
        }
    }

    private ulong ConceptsOf(ulong[] bits)
    {
        var seen = 0UL;
        for (var i = 0; i < concepts.Length; i++)
            if ((bits[concepts[i] >> 6] >> (concepts[i] & 63) & 1) != 0) seen |= 1UL << i;
        return seen;
    }

    public static Lexicon Default { get; } = From(Shipped());

    public Combination[] Combinations { get; }

    /// <summary>The classes "@c-…": what words are about, for the learned model; at most 64.</summary>
    public ImmutableArray<string> ConceptNames { get; }

    /// <summary>The names of the findings and requests, which a practice may add phrases to.</summary>
    public ImmutableSortedSet<string> Groups { get; }

    /// <summary>
    /// Numbers in digits are "#" to the patterns; years are "#year", fevers "#fever", a dangerous count of pills "#many",
    /// an oxygen saturation below 88 % (GOLD) "#sat", a heart rate above 140 "#rapid".
    /// </summary>
    public WordEntry NumberEntry(decimal value) => value switch
    {
        >= 1950 and < 2100 when value == decimal.Truncate(value) => year,
        >= 50 and < 88 => saturation,
        > 140 and <= 250 => rapid,
        >= Handful and < 100 when value == decimal.Truncate(value) && value is < 38 or >= 42 => many,
        >= 100.4m and <= 108 or >= 38 and < 42 when value != 100 => fever,
        _ => number,
    };

    /// <summary>The id of a class, to ask of words whether they belong to it.</summary>
    public int Class(string name) => elements[name];

    public WordEntry Find(ReadOnlySpan<char> word, bool spanishSounds)
    {
        if (byWord.TryGetValue(word, out var entry)) return entry;
        Span<char> shorter = stackalloc char[word.Length];
        foreach (var keep in (ReadOnlySpan<int>)[2, 1])
        {
            var length = Slips.ShortenRuns(word, keep, shorter);
            if (length < word.Length && byWord.TryGetValue(shorter[..length], out entry)) return entry;
        }

        for (var length = Math.Min(word.Length, longestStem); length >= 3; length--)
            if (byStem.TryGetValue(word[..length], out entry)) return entry;

        if (spanishSounds && word.Length >= ShortestSound)
        {
            Span<char> sound = stackalloc char[word.Length];
            if (bySound.TryGetValue(sound[..SpanishSound.Of(word, sound)], out entry)) return entry;
        }

        return word.Length >= ShortestSlip && word.Length <= longestWatched + 1 ? FindSlip(word) : WordEntry.Unknown;
    }

    /// <summary>A letter too many, too few, wrong or swapped: both lose one letter and then agree.</summary>
    private WordEntry FindSlip(ReadOnlySpan<char> word)
    {
        if (bySlip.TryGetValue(word, out var entry)) return entry;
        Span<char> shorter = stackalloc char[word.Length - 1];

        // The first letter is the one people rarely miss; asking for it keeps "hangover" from being a slip of "overdose".
        for (var dropped = 1; dropped < word.Length; dropped++)
        {
            word[..dropped].CopyTo(shorter);
            word[(dropped + 1)..].CopyTo(shorter[dropped..]);
            if (bySlip.TryGetValue(shorter, out entry)) return entry;
        }

        return WordEntry.Unknown;
    }

    /// <summary>Reads lexicon files, each with the name its errors are told under.</summary>
    /// <exception cref="FormatException">A file breaks the format of <see cref="LexiconText"/>.</exception>
    public static Lexicon From(IEnumerable<(string Name, string Text)> files) => From(files, ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty);

    /// <summary>The same with a practice's own phrases, by the name of the rule each belongs to.</summary>
    public static Lexicon From(IEnumerable<(string Name, string Text)> files, ImmutableSortedDictionary<string, ImmutableArray<string>> words)
    {
        var text = new LexiconText();
        foreach (var (name, lines) in files) text.Add(name, lines);
        foreach (var (rule, phrases) in words)
            foreach (var phrase in phrases) text.AddPhrase(rule, phrase);
        text.Complete();
        return new Lexicon(text);
    }

    /// <summary>The lexicon files of this assembly.</summary>
    public static IEnumerable<(string Name, string Text)> Shipped()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.EndsWith(".lexicon.txt", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return (name, reader.ReadToEnd());
        }
    }
}
