using Outreach.Core.Replies.Text;

namespace Outreach.Core.Replies.Lexicons;

/// <summary>
/// Reads the lexicon files. A line is one of:
/// <code>
/// # comment
/// @name = word stem* @other          a class of words, usable in patterns of every file
/// alias xq = porque                  another spelling of one word
/// number forty = 40                  a number word
/// watch word …                       danger words whose one-letter slips are accepted
/// plain word …                       words never taken for a slip of another
/// combine a + b|c = topic urgency name   rules that together mean more; "indirect" behind it as of a rule
/// indirect                           the emergencies of this file are told in words that innocent talk uses too
/// [rule-name] kind …                 starts a rule; each line after it is one pattern
/// </code>
/// A pattern is words parted by spaces: <c>a|b|@class</c> either, <c>word?</c> optional, <c>..</c> up to three words between
/// (<c>..5</c> up to five), <c>&lt;4&gt;</c> the two sides in either order at most four words apart, <c>^</c> and <c>$</c> the
/// start and end of the text, <c>^/</c> and <c>$/</c> of a clause.
/// </summary>
internal sealed class LexiconText
{
    // Numbers that mean something by their size; each is a "#" too. A number of pills or an oxygen reading is both.
    private static readonly string[] NumberKinds = ["#many", "#fever", "#sat", "#rapid"];

    private readonly Dictionary<string, string[]> classes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> elements = new(StringComparer.Ordinal);
    private readonly List<(Rule Rule, string Line)> lines = [];

    public Dictionary<string, List<int>> Words { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, List<int>> Stems { get; } = new(StringComparer.Ordinal);

    public List<Pattern> Patterns { get; } = [];

    public List<(string From, string To)> Aliases { get; } = [];

    public Dictionary<string, int> Amounts { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Watched { get; } = new(StringComparer.Ordinal);

    public List<Combination> Combinations { get; } = [];

    public IReadOnlyDictionary<string, int> Elements => elements;

    public IReadOnlyDictionary<string, string[]> Classes => classes;

    public void Add(string file, string text)
    {
        Rule? rule = null;
        var indirect = false;
        foreach (var raw in text.Split('\n'))
        {
            var line = raw.Trim();
            if (line.Length == 0 || line[0] == '#') continue;
            if (line[0] == '@' && line.Contains(" = ", StringComparison.Ordinal)) AddClass(line);
            else if (line[0] == '[') rule = RuleHeading.Parse(file, line, indirect);
            else if (line == "indirect") indirect = true;
            else if (line.StartsWith("alias ", StringComparison.Ordinal)) AddAlias(line);
            else if (line.StartsWith("number ", StringComparison.Ordinal)) AddAmount(line);
            else if (line.StartsWith("watch ", StringComparison.Ordinal)) Watched.UnionWith(Split(line[6..]));
            else if (line.StartsWith("plain ", StringComparison.Ordinal)) AddPlain(line);
            else if (line.StartsWith("combine ", StringComparison.Ordinal)) Combinations.Add(RuleHeading.ParseCombination(file, line));
            else lines.Add((rule ?? throw new FormatException($"{file}: a pattern before any [rule]: {line}"), line));
        }
    }

    /// <summary>Once every file is in: classes of one file may be used in the patterns of another.</summary>
    public void Complete()
    {
        foreach (var name in classes.Keys) Element(name);
        foreach (var (rule, line) in lines)
            foreach (var variant in Variants(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
                Patterns.Add(Compile(rule, variant, line));
    }

    /// <summary>Adds a phrase of plain words, as people type them, to the rule of that name.</summary>
    public void AddPhrase(string rule, string phrase)
    {
        var known = lines.Find(l => l.Rule.Name == rule).Rule ?? throw new FormatException($"No lexicon has a group {rule}.");
        lines.Add((known, Letters.Fold(phrase)));
    }

    private static string[] Split(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static (string Left, string Right) Halves(string line)
    {
        var at = line.IndexOf(" = ", StringComparison.Ordinal);
        return at < 0 ? throw new FormatException($"No ' = ' in: {line}") : (line[..at].Trim(), line[(at + 3)..].Trim());
    }

    private void AddClass(string line)
    {
        var (name, words) = Halves(line);
        string[] known = classes.TryGetValue(name, out var before) ? before : [];
        classes[name] = [.. known, .. Split(words)];
    }

    private void AddAlias(string line)
    {
        var (from, to) = Halves(line[6..]);
        Aliases.AddRange(Split(from).Select(f => (f, to)));
    }

    private void AddAmount(string line)
    {
        var (words, amount) = Halves(line[7..]);
        foreach (var word in Split(words))
        {
            Amounts[word] = int.Parse(amount);
            Words.TryAdd(word, []);
        }
    }

    private void AddPlain(string line)
    {
        foreach (var word in Split(line[6..])) Words.TryAdd(word, []);
    }

    /// <summary>Writes out the optional words and the either-order pairs.</summary>
    private static IEnumerable<string[]> Variants(string[] parts)
    {
        var optional = Array.FindIndex(parts, p => p.Length > 1 && p[^1] == '?');
        if (optional >= 0)
        {
            string[] with = [.. parts[..optional], parts[optional][..^1], .. parts[(optional + 1)..]];
            string[] without = [.. parts[..optional], .. parts[(optional + 1)..]];
            return Variants(with).Concat(Variants(without));
        }

        var either = Array.FindIndex(parts, p => p.Length > 2 && p[0] == '<' && p[^1] == '>');
        if (either < 0) return [parts];
        var gap = ".." + parts[either][1..^1];
        return
        [
            [.. parts[..either], gap, .. parts[(either + 1)..]],
            [.. parts[(either + 1)..], gap, .. parts[..either]],
        ];
    }

    private Pattern Compile(Rule rule, string[] parts, string line)
    {
        var start = Anchor.None;
        var end = Anchor.None;
        List<int> ids = [];
        List<byte> gaps = [];
        byte gap = 0;
        foreach (var part in parts)
        {
            if (part is "^" or "^/") start = part == "^" ? Anchor.Text : Anchor.Clause;
            else if (part is "$" or "$/") end = part == "$" ? Anchor.Text : Anchor.Clause;
            else if (part.StartsWith("..", StringComparison.Ordinal)) gap = part.Length == 2 ? (byte)3 : byte.Parse(part[2..]);
            else
            {
                ids.Add(Element(part));
                gaps.Add(gap);
                gap = 0;
            }
        }

        return ids.Count == 0 ? throw new FormatException($"[{rule.Name}]: nothing to match in: {line}") : new Pattern(rule, [.. ids], [.. gaps], start, end);
    }

    private int Element(string text)
    {
        if (elements.TryGetValue(text, out var id)) return id;
        id = elements.Count;
        elements.Add(text, id);
        foreach (var word in Members(text)) Include(word, id);
        return id;
    }

    private IEnumerable<string> Members(string text) => text.Split('|').SelectMany(part =>
        part[0] != '@' ? [part]
        : classes.TryGetValue(part, out var words) ? words.SelectMany(Members)
        : throw new FormatException($"No class {part}"));

    private void Include(string word, int id)
    {
        if (word == "#")
        {
            foreach (var special in NumberKinds) Include(special, id);
        }

        if (word == "#many") Include("#sat", id);
        var (table, key) = word[^1] == '*' ? (Stems, word[..^1]) : (Words, word);
        if (!table.TryGetValue(key, out var ids)) table[key] = ids = [];
        if (!ids.Contains(id)) ids.Add(id);
    }
}
