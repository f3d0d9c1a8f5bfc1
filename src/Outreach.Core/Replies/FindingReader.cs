using Outreach.Core.Replies.Lexicons;
using Outreach.Core.Replies.Text;

namespace Outreach.Core.Replies;

/// <summary>A finding with its scope settled and the urgency that scope leaves it.</summary>
/// <param name="IsIndirect">Told in words that innocent talk uses too, or concluded from several that may have nothing to do with one another.</param>
internal sealed record Finding(Phrase Phrase, Topic Topic, Scope Scope, Urgency Urgency, string Rule, bool IsIndirect)
{
    public bool IsCurrent => Scope is Scope.Affirmed or Scope.OtherPerson or Scope.Unsettled;
}

/// <summary>Reads what a clinician should know: findings, their scope, and what some of them mean together.</summary>
internal sealed class FindingReader(Lexicon lexicon)
{
    private readonly ScopeReader scopes = new(lexicon);
    private readonly int lastNight = lexicon.Class("@last-night");

    /// <param name="silent">Marked for each token that a denial, a condition, the past or an idiom has settled.</param>
    /// <param name="smallHours">Written in the night: "last night" is a few hours ago and not over.</param>
    public List<Finding> Read(List<Token> tokens, List<Phrase> phrases, Span<bool> silent, bool smallHours = false)
    {
        List<Finding> found = [];
        foreach (var phrase in phrases)
            if (phrase.Rule.Kind == RuleKind.Idiom) silent[phrase.First..(phrase.Last + 1)].Fill(true);
        if (!phrases.Exists(p => p.Rule.Kind is RuleKind.Finding or RuleKind.Fact or RuleKind.Unread)) return found;

        var idioms = phrases.FindAll(p => p.Rule.Kind == RuleKind.Idiom);
        phrases.RemoveAll(p => IsIdiomatic(p, idioms));
        var view = new ScopeView(tokens, phrases) { LastNight = smallHours ? lastNight : null };
        foreach (var phrase in phrases)
        {
            if (phrase.Rule.Kind is not (RuleKind.Finding or RuleKind.Fact)) continue;
            var scope = phrase.Rule is { Kind: RuleKind.Fact, Unscoped: true } ? Scope.Affirmed : scopes.Of(phrase, view);
            if (phrase.Rule.Doubtful && scope is Scope.Affirmed or Scope.OtherPerson) scope = Scope.Unsettled;
            if (phrase.Rule is { Kind: RuleKind.Fact, IsEvent: true } && scope == Scope.Past && !TimeScope.IsRemote(phrase, view)) scope = Scope.Affirmed;
            found.Add(new Finding(phrase, phrase.Rule.Topic, scope, UrgencyOf(phrase, scope, view), phrase.Rule.Name, phrase.Rule.Indirect));
            if (scope is Scope.Negated or Scope.Hypothetical or Scope.Past) silent[phrase.First..(phrase.Last + 1)].Fill(true);
        }

        phrases.RemoveAll(p => p.Rule.Kind == RuleKind.Unread && IsSettled(p, view));
        return found;
    }

    /// <summary>"No blood", "my mom died of a stroke": a danger word whose scope says there is none to read for.</summary>
    private bool IsSettled(Phrase unread, ScopeView view) => scopes.Of(unread, view) switch
    {
        Scope.Negated or Scope.Hypothetical => true,
        Scope.Past => TimeScope.IsRemote(unread, view),
        _ => false,
    };

    private static bool IsIdiomatic(Phrase phrase, List<Phrase> idioms) =>
        phrase.Rule.Kind switch
        {
            RuleKind.Finding or RuleKind.Fact or RuleKind.Unread => !phrase.Rule.ThroughIdiom && idioms.Exists(i => i.Overlaps(phrase) && phrase.Length <= i.Length + 1),
            _ => false,
        };

    private static Urgency UrgencyOf(Phrase phrase, Scope scope, ScopeView view)
    {
        var rule = phrase.Rule;
        if (rule.Kind == RuleKind.Fact) return Urgency.None;
        return scope switch
        {
            Scope.Negated => rule.ReadWhenDenied ? Urgency.Routine : Urgency.None,
            Scope.Hypothetical => rule.Topic == Topic.SelfHarm ? Urgency.Urgent : HypotheticalUrgency(phrase, view),
            Scope.Unsettled => rule.Urgency == Urgency.Emergency ? Urgency.Urgent : rule.Urgency,
            Scope.Past when TimeScope.IsRemote(phrase, view) => Urgency.None,
            Scope.Past when rule.IsEvent => rule.Urgency,
            Scope.Past when rule.Urgency == Urgency.Emergency => Urgency.Urgent,
            Scope.Past when TimeScope.IsResolved(phrase, view) => rule.Urgency == Urgency.Urgent ? Urgency.Routine : Urgency.None,
            _ => rule.Urgency,
        };
    }

    private static Urgency HypotheticalUrgency(Phrase phrase, ScopeView view) =>
        view.Nearest(ScopeCue.Worry, phrase, 8) is null ? Urgency.None
        : phrase.Rule.Urgency == Urgency.Emergency ? Urgency.Urgent : Urgency.Routine;

    /// <summary>Adds what findings, facts and the reading itself mean together; every part must be told of now.</summary>
    public void Combine(List<Finding> found, ReadOnlySpan<Finding> reading)
    {
        if (found.Count + reading.Length < 2) return;
        List<Finding> now = [.. found.Where(f => f.IsCurrent), .. reading];
        foreach (var combination in lexicon.Combinations)
        {
            if (!Array.TrueForAll(combination.Parts, part => First(now, part) is not null)) continue;
            foreach (var part in combination.Parts)
            {
                var finding = First(now, part)!;
                found.Add(new Finding(finding.Phrase, combination.Topic, finding.Scope, combination.Urgency, combination.Name, combination.Indirect));
            }
        }
    }

    private static Finding? First(List<Finding> now, string[] part)
    {
        foreach (var finding in now)
            if (Array.IndexOf(part, finding.Rule) >= 0) return finding;
        return null;
    }
}
