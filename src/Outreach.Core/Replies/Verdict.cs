using System.Collections.Immutable;
using Outreach.Core.Patients;
using Outreach.Core.Replies.Learned;
using Outreach.Core.Replies.Lexicons;
using Outreach.Core.Replies.Text;
using Outreach.Core.Replies.Values;

namespace Outreach.Core.Replies;

/// <summary>Weighs what was read of one reply into its meaning.</summary>
internal sealed class Verdict(Heard heard, LearnedModel learned, LearnedIntents learnedIntents)
{
    private const int ShortCourtesy = 5;

    /// <summary>In so few words a little more or less is a matter of degree.</summary>
    internal const int ShortAndPlain = 9;

    // "I feel so" is the beginning of something: fewer words than four say too little to weigh.
    private const int FewestWords = 4;

    // "3. rope": an answer is complete, and a word beside it is there for a reason.
    private const int FewestWordsWithAnAnswer = 2;

    // "I fell in the bathtub": in five words a sign of the same day is what the rule has it, unless much speaks for more.
    private const int OfFiveWords = 500;

    // "125 sobre 78", "sugar 5.2": so few words beside a value belong to it.
    private const int FewestWordsBeside = 3;

    // A word nobody knows, or a number alone, is asked about and never closed on a guess.
    private const int FewestWordsToGuess = 2;

    private const int FewestWordsToTell = 6;

    // "Cant lay back, i gurgle": with so little beside it, there is nothing that could make it innocent.
    private const int FewestWordsToDoubt = 5;

    // So far below, the other words leave no doubt: a person reads it the same day, and the patient is not asked.
    private const int ClearlyInnocent = 1500;

    // "3. the garage is quiet and the car has a full tank": so many words beside a value say something of their own.
    private const int LongRemainder = 6;

    private readonly string text = heard.Text;
    private readonly Ask ask = heard.Ask;
    private readonly List<Token> tokens = heard.Tokens;
    private readonly List<Phrase> phrases = heard.Phrases;
    private readonly List<Finding> found = heard.Found;
    private readonly Requests asked = heard.Asked;
    private readonly Bound? bound = heard.Bound;
    private readonly List<Evidence> evidence = [];
    private LearnedScore? score;
    private LearnedIntents.LearnedWants? wants;
    private Intents intents = heard.Asked.Intents & ~Intents.Thanks;
    private Urgency urgency;
    private Doubt doubt;

    public Meaning Reach(Language? language)
    {
        Bind();
        HearFindings();
        HearRequests();
        HearLearnedRequests();
        HearUnread();
        HearLearned();
        HearLearnedRest();
        if (intents == Intents.None) intents = Nothing();
        if (intents == Intents.Unclear && ask is Ask.None) urgency = Max(urgency, Urgency.Routine);
        return new Meaning(intents, urgency, bound?.Value, bound?.Unit, language, [.. evidence]) { Doubt = doubt };
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
            var unsure = finding is { Urgency: Urgency.Emergency, IsIndirect: true } && tokens.Count >= FewestWordsToDoubt && !IsCorroborated(finding) && Score.Emergency < learned.EmergencyWhenIndirectFrom;
            Note(finding.Phrase.First, finding.Phrase.Last, finding.Rule, finding.Topic, unsure ? Scope.Unsettled : finding.Scope, unsure ? Urgency.Urgent : finding.Urgency);
            if (unsure && Score.Emergency >= learned.EmergencyWhenIndirectFrom - ClearlyInnocent) doubt = Doubt.Danger;
            if (finding.Urgency > Urgency.None) intents |= Intents.Concern;
            if (finding.Scope == Scope.Unsettled && !finding.Phrase.Rule.Doubtful) intents |= Intents.Unclear;
            if (finding.Scope == Scope.Unsettled && (finding.Phrase.Rule.Doubtful || finding.Phrase.Rule.Urgency == Urgency.Emergency)) doubt = Doubt.Danger;
        }

        if (asked.Has(Intents.Auto) && urgency < Urgency.Emergency)
        {
            intents &= ~Intents.Concern;
            urgency = Urgency.None;
        }
    }

    /// <summary>Told in two ways that have nothing to do with one another: "foam on her lip, wont wake".</summary>
    private bool IsCorroborated(Finding told) => found.Exists(f => f.Urgency == Urgency.Emergency && f.Rule != told.Rule && !f.IsIndirect);

    /// <summary>"Worse" to better-same-worse, "tired" as an option: said once, heard once.</summary>
    private bool IsTheAnswerItself(Finding finding) =>
        bound is { } answer && ask == Ask.BetterSameWorse && finding.Phrase.First >= answer.First && finding.Phrase.Last <= answer.Last
        && finding.Urgency < Urgency.Emergency;

    private void HearRequests()
    {
        foreach (var phrase in asked.Phrases)
            Note(phrase.First, phrase.Last, phrase.Rule.Name, phrase.Rule.Name == "appointment" ? Topic.Appointment : phrase.Rule.Name == "refill" ? Topic.Medicine : Topic.Other, Scope.Affirmed, Urgency.None);
        if ((intents & (Intents.Question | Intents.CallMe)) != 0) urgency = Max(urgency, Urgency.Routine);
    }

    /// <summary>A body part, a danger word, somebody's state that no rule understood: a person reads it.</summary>
    private void HearUnread()
    {
        if (found.Exists(f => f.Urgency > Urgency.None || (f.Phrase.Rule.Kind == RuleKind.Finding && f.Scope != Scope.Past))) return;
        if (asked.Has(Intents.OptOut | Intents.Auto | Intents.OptIn)) return;
        var answered = (intents & ~(Intents.Concern | Intents.Thanks | Intents.Unclear)) != 0;
        var guessed = (intents & (Intents.OptOut | Intents.Auto | Intents.OptIn)) != 0;
        foreach (var phrase in phrases)
        {
            if (phrase.Rule.Kind != RuleKind.Unread || (answered && phrase.Rule.Urgency < Urgency.Urgent)) continue;
            if (found.Exists(f => f.Scope is Scope.Past && f.Phrase.Overlaps(phrase))) continue;
            Note(phrase.First, phrase.Last, phrase.Rule.Name, Topic.Other, Scope.Unsettled, phrase.Rule.Urgency);
            intents |= IsOpen ? Intents.Concern : Intents.Concern | Intents.Unclear;
            if (guessed) continue;
            doubt = phrase.Rule.Urgency >= Urgency.Urgent ? Doubt.Danger : doubt == Doubt.None ? Doubt.Named : doubt;
        }
    }

    /// <summary>What no rule has words for: the learned model may raise the urgency, and never lowers it.</summary>
    private void HearLearned()
    {
        if (urgency == Urgency.Emergency || asked.Has(Intents.Auto) || tokens.Count < (bound is null ? FewestWords : FewestWordsWithAnAnswer) || TellsOfDeath()) return;
        var understood = Understood();
        if (understood && AsksOfWhatMightBe()) return;
        var emergencyFrom = IsSaidToBeOver() ? LinearWeights.Never
            : SaysOnlyThatSomethingIsWrong() ? (tokens.Count < ShortAndPlain ? LinearWeights.Never : learned.EmergencyWhenUnreadFrom)
            : urgency == Urgency.Urgent ? learned.EmergencyWhenUrgentFrom + (tokens.Count <= FewestWordsToDoubt ? OfFiveWords : 0)
            : understood ? learned.EmergencyWhenUnderstoodFrom
            : learned.EmergencyWhenUnreadFrom;
        if (Score.Emergency >= emergencyFrom) Raise(Urgency.Emergency, "learned-danger", Score.SelfHarm > 0 ? Topic.SelfHarm : Topic.Danger);
        else if (urgency < Urgency.Urgent && Score.Urgent >= UrgentFrom(understood)) Raise(Urgency.Urgent, "learned-same-day", Score.SelfHarm > 0 ? Topic.SelfHarm : Topic.Other);
        if (urgency == Urgency.None && Score.Urgent >= RoutineFrom(understood))
        {
            Raise(Urgency.Routine, "learned-read", Topic.Other);
            if (doubt == Doubt.None) doubt = Doubt.Named;
        }

        if (urgency == Urgency.Urgent && Score.Emergency >= learned.AskFrom) doubt = Doubt.Danger;
    }

    /// <summary>What is asked of us, not told: believed of a reply that tells nothing, and what must not be missed beside anything.</summary>
    private void HearLearnedRequests()
    {
        if (asked.Has(Intents.Auto | Intents.OptOut) || phrases.Exists(p => p.Rule.Kind == RuleKind.Idiom)) return;
        // "What kind of thing?" to a question of ours is about the question, which is asked again.
        var whoAreYou = IsOpen ? Intents.Help : Intents.None;
        if (intents == Intents.None && tokens.Count(t => !t.IsNumber) >= FewestWordsToGuess && !asked.Has(Intents.Thanks) && bound is null && !found.Exists(f => f.Phrase.Rule.Kind == RuleKind.Finding)
            && Wants.Alone(Intents.OptOut | Intents.OptIn | whoAreYou | Intents.CallMe | Intents.WrongNumber | Intents.Thanks | Intents.Auto) is { } alone)
        {
            Want(alone);
            return;
        }

        // "I just want it all to stop": who tells of danger is not left alone on a guess.
        var leaving = urgency >= Urgency.Urgent || asked.Has(Intents.OptIn) ? Intents.None : Intents.OptOut;
        var among = leaving | Intents.WrongNumber | (asked.Has(Intents.Question) ? Intents.Help : Intents.None);
        if (tokens.Count < FewestWords || Wants.Beside(among & ~intents) is not { } beside) return;
        if (beside.Intent is Intents.Help or Intents.WrongNumber) intents &= ~(Intents.Question | Intents.Help);
        Want(beside);
    }

    /// <summary>What nothing else explains is a question, or something told; "I feel" is the beginning of it, and waited for.</summary>
    private void HearLearnedRest()
    {
        // A few words to a question of ours that say nothing we know are asked for again.
        if (intents != Intents.None || asked.Has(Intents.Thanks) || tokens.Count < (IsOpen ? FewestWords : FewestWordsToTell)) return;
        var tells = tokens.Count >= FewestWordsToTell && IsOpen ? Intents.Concern : Intents.None;
        if (Wants.Alone(Intents.Question | tells) is { } rest) Want(rest);
    }

    private void Want((Intents Intent, int At) wanted)
    {
        intents |= wanted.Intent;
        if ((wanted.Intent & (Intents.Question | Intents.CallMe | Intents.Concern)) != 0) urgency = Max(urgency, Urgency.Routine);
        Note(wanted.At, wanted.At, $"learned-{ReadingNames.Of(wanted.Intent).First()}", Topic.Other, Scope.Unsettled, Urgency.None);
    }

    /// <summary>"Can't sleep, is that from the pills?" is understood to the end: few words more or less make it urgent less easily.</summary>
    private int UrgentFrom(bool understood) =>
        !understood ? learned.UrgentWhenUnreadFrom : tokens.Count < ShortAndPlain ? learned.UrgentWhenBriefFrom : learned.UrgentWhenUnderstoodFrom;

    /// <summary>What would be closed as it is; what was asked and not understood is asked again, and read by a person then.</summary>
    private int RoutineFrom(bool understood) =>
        understood ? (IsOnlyAnswered ? learned.RoutineWhenAnsweredFrom : LinearWeights.Never)
            : intents == Intents.None && !IsOpen ? (learned.RoutineFrom + learned.UrgentWhenUnreadFrom) / 2 : learned.RoutineFrom;

    /// <summary>A value was taken, and nothing is known of the words beside it.</summary>
    private bool IsOnlyAnswered => bound is { } answer && WordsBeside(answer) >= FewestWordsBeside && intents == Intents.Answer && !found.Exists(f => f.Phrase.Rule.Kind == RuleKind.Finding);

    /// <summary>"And if my chest should hurt one day, do I call you?": a person answers it, on the next business day.</summary>
    private bool AsksOfWhatMightBe() =>
        urgency <= Urgency.Routine && asked.Has(Intents.Question) && phrases.Exists(p => p.Rule is { Kind: RuleKind.Scope, Cue: ScopeCue.Hypothetical });

    /// <summary>Nothing was asked, or how they are: any words of their own will do.</summary>
    private bool IsOpen => ask is Ask.None or Ask.Free;

    /// <summary>Weighed once, and only where it counts.</summary>
    private LearnedScore Score => score ??= learned.Score(heard);

    private LearnedIntents.LearnedWants Wants => wants ??= learnedIntents.Read(heard);

    /// <summary>"Something is not right": the patient is asked whether it is an emergency. More than that must weigh by itself to make it one.</summary>
    private bool SaysOnlyThatSomethingIsWrong() => found.Exists(f => f.Phrase.Rule.Doubtful) && found.TrueForAll(f => f.Phrase.Rule.Doubtful || f.Urgency < Urgency.Urgent);

    /// <summary>"Chest pain gone now" and no more: read the same day, as the rules have it.</summary>
    private bool IsSaidToBeOver() => tokens.Count < ShortAndPlain && urgency == Urgency.Urgent && found.Exists(f => f is { Scope: Scope.Past, Phrase.Rule.Urgency: Urgency.Emergency });

    /// <summary>Who tells of a death uses its words.</summary>
    private bool TellsOfDeath() => found.Exists(f => f is { Topic: Topic.Death, Urgency: > Urgency.None, Scope: not Scope.Negated });

    private void Raise(Urgency to, string rule, Topic topic)
    {
        intents = (intents | Intents.Concern) & ~Intents.Unclear;
        Note(Score.At, Score.At, rule, topic, Scope.Unsettled, to);
    }

    /// <summary>A value was taken, a request heard or a symptom found: what is left is a matter of degree.</summary>
    private bool Understood() =>
        (bound is { Value: not null } answer && WordsBeside(answer) < LongRemainder) || asked.Intents != Intents.None
        || found.Exists(f => f.Phrase.Rule.Kind == RuleKind.Finding);

    private int WordsBeside(Bound answer) => tokens.Count(t => !t.IsNumber) - (answer.Last - answer.First + 1);

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
