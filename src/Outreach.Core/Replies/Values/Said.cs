using Outreach.Core.Replies.Lexicons;
using Outreach.Core.Replies.Text;

namespace Outreach.Core.Replies.Values;

/// <summary>The answer words found in a reply; of overlapping ones the longest speaks.</summary>
internal sealed class Said(List<Token> tokens, List<Phrase> phrases)
{
    private readonly Phrase[] answers = [.. phrases.Where(p => p.Rule.Kind == RuleKind.Answer)];

    public List<Token> Tokens => tokens;

    public IEnumerable<Phrase> All(params string[] names) => Resolve(p => Array.IndexOf(names, p.Rule.Answer) >= 0);

    public Phrase? First(params string[] names)
    {
        Phrase? first = null;
        foreach (var phrase in All(names))
            if (first is null || phrase.First < first.Value.First) first = phrase;
        return first;
    }

    public Phrase? LongestStarting(string prefix)
    {
        Phrase? longest = null;
        foreach (var phrase in answers)
        {
            if (!phrase.Rule.Answer.StartsWith(prefix, StringComparison.Ordinal)) continue;
            if (longest is null || phrase.Length > longest.Value.Length || (phrase.Length == longest.Value.Length && phrase.First < longest.Value.First)) longest = phrase;
        }

        return longest;
    }

    public bool Covers(int token, string prefix) =>
        answers.Any(p => p.Length > 1 && p.First <= token && token <= p.Last && p.Rule.Answer.StartsWith(prefix, StringComparison.Ordinal));

    private IEnumerable<Phrase> Resolve(Func<Phrase, bool> wanted)
    {
        var candidates = answers.Where(wanted).ToArray();
        return candidates.Where(p => !candidates.Any(other => other.Overlaps(p) && (other.Length > p.Length || (other.Length == p.Length && other.First < p.First))));
    }
}
