using Outreach.Core.Replies.Lexicons;
using Outreach.Core.Replies.Text;

namespace Outreach.Core.Replies;

/// <summary>Asks the scope rules about a phrase the lexicons do not know: is it denied in this sentence? For public corpora.</summary>
internal sealed class ScopeJudge(Lexicon lexicon)
{
    private static readonly Rule Asked = new("asked", RuleKind.Finding) { Urgency = Urgency.Urgent };

    private readonly PhraseFinder finder = new(lexicon);
    private readonly ScopeReader scopes = new(lexicon);

    /// <param name="phrase">Words as they stand in the sentence; its first occurrence is judged.</param>
    public bool IsNegated(string sentence, string phrase)
    {
        var at = sentence.IndexOf(phrase, StringComparison.OrdinalIgnoreCase);
        if (at < 0) return false;
        var tokens = Tokenizer.Read(sentence, lexicon, spanishSounds: false);
        var first = tokens.FindIndex(t => t.End > at);
        var last = tokens.FindLastIndex(t => t.Start < at + phrase.Length);
        if (first < 0 || last < first) return false;
        var phrases = finder.FindAll(tokens);
        phrases.RemoveAll(p => p.Rule.Kind != RuleKind.Scope);
        var finding = new Phrase(Asked, first, last, ulong.MaxValue);
        phrases.Add(finding);
        return scopes.Of(finding, new ScopeView(tokens, phrases)) is Scope.Negated or Scope.Unsettled;
    }
}
