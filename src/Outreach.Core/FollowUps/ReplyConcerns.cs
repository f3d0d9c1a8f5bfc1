using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.CarePlans;
using Outreach.Core.Escalations;
using Outreach.Core.Patients;
using Outreach.Core.Practices;
using Outreach.Core.Replies;

namespace Outreach.Core.FollowUps;

/// <summary>A reading written up for a provider: what was told, what is asked of a person, and what nothing understood.</summary>
internal static class ReplyConcerns
{
    public const string CallMeRule = "reply/call-me";
    public const string QuestionRule = "reply/question";
    public const string UnclearRule = "reply/unclear";

    /// <summary>What the reader itself found, beside an answer to the question.</summary>
    public static Concern? FromReader(Turn turn, Meaning meaning, string text, Question? open, bool answered)
    {
        // What nothing understood is closed by nobody but a person.
        if (meaning.Doubt == Doubt.Named) return Read(turn, meaning, text);
        if (meaning.Urgency == Urgency.None) return null;
        var onlyReading = meaning.Evidence.Where(e => e.Urgency > Urgency.None && e.Scope != Scope.Negated).All(e => e.Topic == Topic.Reading) && !meaning.Has(Intents.Concern | Intents.Question | Intents.CallMe);
        if (onlyReading && answered && Judging.HasRulesFor(turn, open!)) return null;
        if (open is null && meaning.Intents is Intents.Thanks or Intents.Auto) return null;
        // A request without a symptom is written up as a request.
        if (!meaning.Has(Intents.Concern) && Request(turn, meaning, text) is { } request) return request;
        // What could not be used is asked again first; the person comes after (R10).
        if (meaning.Intents == Intents.Unclear) return null;
        return Read(turn, meaning, text);
    }

    public static Concern Read(Turn turn, Meaning meaning, string text)
    {
        var rule = meaning.Evidence.Where(e => e.Scope != Scope.Negated).OrderByDescending(e => e.Urgency).Select(e => e.Rule).FirstOrDefault() ?? "reply";
        return new Concern(turn.NextId(), $"reply/{rule}", AtLeastRoutine(meaning), meaning.Topic, Because(meaning), null, text, turn.Now) { Marks = Marks(meaning, text) };
    }

    /// <summary>What the reading rests on; what was read is where the words begin.</summary>
    private static ImmutableArray<Mark> Marks(Meaning meaning, string text) =>
        [.. meaning.Evidence.Where(e => e.Scope != Scope.Negated && e.Urgency > Urgency.None && e.Start >= 0 && e.Start < e.End && e.End <= text.Length).Select(e => new Mark(e.Start, e.End)).Distinct().OrderBy(m => m.Start)];

    /// <summary>Null where nothing is asked of a person.</summary>
    public static Concern? Request(Turn turn, Meaning meaning, string text) =>
        meaning.Has(Intents.CallMe) ? new Concern(turn.NextId(), CallMeRule, AtLeastRoutine(meaning), Topic.Other, "Asks to be called", null, text, turn.Now) { CallBy = CallBy(turn, meaning.Urgency) }
        : meaning.Has(Intents.Question) ? new Concern(turn.NextId(), QuestionRule, AtLeastRoutine(meaning), Topic.Other, "Asks a question", null, text, turn.Now)
        : null;

    /// <summary>What is urgent within the time it is expected to be acted on; else by the end of the next day the office is open.</summary>
    public static Instant CallBy(Turn turn, Urgency urgency) => urgency switch
    {
        Urgency.Emergency or Urgency.Urgent => turn.Now + turn.Practice.Ladder.Promise(urgency),
        _ => Office.Closes(turn.Practice, Office.NextOpen(turn.Practice, turn.Now)),
    };

    public static Concern Unclear(Turn turn, string text) =>
        new(turn.NextId(), UnclearRule, Urgency.Routine, Topic.Other, "A reply that needs a person to read it", null, text, turn.Now);

    public static Urgency AtLeastRoutine(Meaning meaning) => meaning.Urgency == Urgency.None ? Urgency.Routine : meaning.Urgency;

    private static string Because(Meaning meaning) => (meaning.Urgency, meaning.Topic) switch
    {
        (_, Topic.SelfHarm) => "Writes of self-harm or not wanting to live",
        (_, Topic.Abuse) => "May not be safe at home",
        (Urgency.Emergency, _) => "Writes of an emergency sign",
        (_, Topic.SideEffect) => "Writes of a possible side effect",
        (_, Topic.Mood) => "Writes of low mood or distress",
        (_, Topic.SocialNeed) => "Writes of a social need",
        (_, Topic.Medicine) => "Writes about medicines",
        (_, Topic.Death) => "Writes of a death",
        _ when meaning.Doubt == Doubt.Named => "Writes of something that was not understood; please read it",
        (Urgency.Urgent, _) => "Writes of a symptom that should be seen today",
        _ => "Writes of something the team should know",
    };
}
