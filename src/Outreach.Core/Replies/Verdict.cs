using System.Collections.Immutable;
using Outreach.Core.Patients;
using Outreach.Core.Replies.Lexicons;
using Outreach.Core.Replies.Text;
using Outreach.Core.Replies.Values;

namespace Outreach.Core.Replies;

/// <summary>Weighs what was read of one reply into its meaning.</summary>
internal sealed class Verdict(string text, List<Token> tokens, List<Phrase> phrases, List<Finding> found, Requests asked, Bound? bound, Ask ask)
{
    private const int ShortCourtesy = 5;

    // Symptoms that turn a number in the crisis range into an emergency (facts/clinical section 3).
    private static readonly HashSet<string> PressureSigns = new(StringComparer.Ordinal)
    {
        "severe-headache", "headache", "vision-loss", "confused", "not-oriented", "numbness", "nearly-fainted", "vomiting",
    };

    private static readonly HashSet<string> LowSugarSigns = new(StringComparer.Ordinal)
    {
        "confused", "not-oriented", "shaky", "dizzy", "nearly-fainted", "very-sleepy", "vision-loss", "sweating-with",
    };

    private readonly List<Evidence> evidence = [];
    private Intents intents = asked.Intents & ~Intents.Thanks;
    private Urgency urgency;

    public Meaning Reach(Language? language)
    {
        Bind();
        HearFindings();
        HearReading();
        HearRequests();
        HearUnread();
        if (intents == Intents.None) intents = Nothing();
        if (intents == Intents.Unclear && ask is Ask.None) urgency = Max(urgency, Urgency.Routine);
        return new Meaning(intents, urgency, bound?.Value, bound?.Unit, language, [.. evidence]);
    }

    private static Urgency Max(Urgency a, Urgency b) => a > b ? a : b;

    private void Bind()
    {
        if (bound is { } answer)
        {
            intents = (intents | Intents.Answer) & ~Intents.Unclear;
            Note(answer.First, answer.Last, answer.Rule, Topic.Reading, Scope.Affirmed, answer.Urgency);
        }
        else if (ask == Ask.Free && !asked.Blocks && AnswersFreely())
        {
            intents |= Intents.Answer;
        }
    }

    /// <summary>Any words of one's own answer an open question; a bare request, opt-in or thanks does not.</summary>
    private bool AnswersFreely()
    {
        if (found.Exists(f => f.Phrase.Rule.Kind == RuleKind.Finding)) return true;
        if (asked.Has(Intents.OptIn | Intents.Help | Intents.CallMe | Intents.Question | Intents.Unclear)) return false;
        return !(tokens.Count <= ShortCourtesy && asked.Phrases.Exists(p => p.Rule.Intent == Intents.Thanks && p.First == 0 && p.Length < tokens.Count) && asked.Phrases.Count == 1
            && tokens.Count <= 2);
    }

    private void HearFindings()
    {
        foreach (var finding in found)
        {
            if (finding.Phrase.Rule.Kind != RuleKind.Finding && finding.Urgency == Urgency.None) continue;
            if (IsTheAnswerItself(finding)) continue;
            Note(finding.Phrase.First, finding.Phrase.Last, finding.Rule, finding.Topic, finding.Scope, finding.Urgency);
            if (finding.Urgency > Urgency.None) intents |= Intents.Concern;
            if (finding.Scope == Scope.Unsettled) intents |= Intents.Unclear;
        }

        if (asked.Has(Intents.Auto) && urgency < Urgency.Emergency)
        {
            intents &= ~Intents.Concern;
            urgency = Urgency.None;
        }
    }

    /// <summary>"Worse" to better-same-worse, "tired" as an option: said once, heard once.</summary>
    private bool IsTheAnswerItself(Finding finding) =>
        bound is { } answer && ask == Ask.BetterSameWorse && finding.Phrase.First >= answer.First && finding.Phrase.Last <= answer.Last
        && finding.Urgency < Urgency.Emergency;

    private void HearReading()
    {
        if (bound is not { Urgency: Urgency.Urgent } answer) return;
        var signs = ask switch
        {
            Ask.BloodPressure => PressureSigns,
            Ask.Glucose => LowSugarSigns,
            _ => null,
        };
        if (signs is null || (ask == Ask.Glucose && !IsLow(answer))) return;
        foreach (var finding in found)
            if (finding.IsCurrent && signs.Contains(finding.Rule))
            {
                intents |= Intents.Concern;
                Note(finding.Phrase.First, finding.Phrase.Last, "crisis-number-with-" + finding.Rule, Topic.Danger, finding.Scope, Urgency.Emergency);
                return;
            }
    }

    private static bool IsLow(Bound answer) =>
        decimal.Parse(answer.Value!, System.Globalization.CultureInfo.InvariantCulture) is var value && (answer.Unit == "mmol/L" ? value < 4 : value < 70);

    private void HearRequests()
    {
        foreach (var phrase in asked.Phrases)
            Note(phrase.First, phrase.Last, phrase.Rule.Name, phrase.Rule.Name == "appointment" ? Topic.Appointment : phrase.Rule.Name == "refill" ? Topic.Medicine : Topic.Other, Scope.Affirmed, Urgency.None);
        if ((intents & (Intents.Question | Intents.CallMe)) != 0) urgency = Max(urgency, Urgency.Routine);
    }

    /// <summary>A body part, a danger word, somebody's state that no rule understood: a person reads it.</summary>
    private void HearUnread()
    {
        if (found.Exists(f => f.Phrase.Rule.Kind == RuleKind.Finding && !(f.Scope == Scope.Past && f.Urgency == Urgency.None))) return;
        if ((intents & (Intents.OptOut | Intents.Auto | Intents.OptIn)) != 0) return;
        var answered = (intents & (Intents.Answer | Intents.Question | Intents.CallMe | Intents.WrongNumber | Intents.Help)) != 0;
        foreach (var phrase in phrases)
        {
            if (phrase.Rule.Kind != RuleKind.Unread || (answered && phrase.Rule.Urgency < Urgency.Urgent)) continue;
            if (found.Exists(f => f.Scope is Scope.Past && f.Phrase.Overlaps(phrase))) continue;
            Note(phrase.First, phrase.Last, phrase.Rule.Name, Topic.Other, Scope.Unsettled, phrase.Rule.Urgency);
            intents |= Intents.Concern | Intents.Unclear;
        }
    }

    private Intents Nothing()
    {
        if (asked.Has(Intents.Thanks)) return Intents.Thanks;
        if (ask == Ask.None && found.Count > 0 && found.TrueForAll(f => f.Scope == Scope.Past)) return Intents.Concern;
        return Intents.Unclear;
    }

    private void Note(int first, int last, string rule, Topic topic, Scope scope, Urgency raised)
    {
        evidence.Add(new Evidence(tokens[first].Start, Math.Min(text.Length, tokens[last].End), rule, topic, scope, raised));
        if (scope != Scope.Negated || raised > Urgency.None) urgency = Max(urgency, raised);
    }
}
