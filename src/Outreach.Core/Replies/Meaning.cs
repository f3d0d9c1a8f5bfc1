using System.Collections.Immutable;
using Outreach.Core.Patients;

namespace Outreach.Core.Replies;

/// <summary>What the last message to the patient asked; <c>None</c> when the patient writes unprompted.</summary>
public enum Ask
{
    None,
    BloodPressure,
    Weight,
    Glucose,
    Temperature,
    YesNo,
    Scale0To10,
    Scale0To3,
    DaysMissed,
    BetterSameWorse,
    Free,
    /// <summary>A number with a unit of the plan's own; the value is the number as text.</summary>
    Number,
    /// <summary>One of the plan's own options; the value is the option's 1-based number as text.</summary>
    Choice,
}

[Flags]
public enum Intents
{
    None = 0,
    Answer = 1,
    Concern = 2,
    OptOut = 4,
    OptIn = 8,
    Help = 16,
    CallMe = 32,
    Question = 64,
    WrongNumber = 128,
    Thanks = 256,
    /// <summary>An auto-reply or a tapback such as Liked "…": not the patient's words.</summary>
    Auto = 512,
    Unclear = 1024,
}

public enum Urgency
{
    None,
    Routine,
    Urgent,
    Emergency,
}

/// <summary>What a finding is about, so that the right words are said back and the right people told.</summary>
public enum Topic
{
    Other,
    /// <summary>Thoughts of suicide or self-harm: the 988 text.</summary>
    SelfHarm,
    /// <summary>Danger from another person: never text details back, a person calls.</summary>
    Abuse,
    /// <summary>Bodily danger: the 911 text.</summary>
    Danger,
    Symptom,
    SideEffect,
    Mood,
    SocialNeed,
    Medicine,
    Appointment,
    Reading,
    /// <summary>The patient is said to have died: routine messages stop until staff have confirmed it.</summary>
    Death,
}

public enum Scope
{
    Affirmed,
    Negated,
    Hypothetical,
    Past,
    /// <summary>Affirmed, of somebody other than the patient.</summary>
    OtherPerson,
    /// <summary>Scope could not settle it; a person must read it.</summary>
    Unsettled,
}

/// <summary>What reading leaves open, for whoever decides what follows.</summary>
public enum Doubt
{
    /// <summary>Nothing: what was said was understood, or nothing of weight was said.</summary>
    None,
    /// <summary>It names a body, distress, a substance or another person's state that nothing understood: a person reads it, as routine at the least.</summary>
    Named,
    /// <summary>Danger cannot be ruled out: urgent at the least; the patient may be asked "Is this an emergency?".</summary>
    Danger,
}

/// <summary>Which words were relied on: <paramref name="Start"/> and <paramref name="End"/> are UTF-16 offsets into the text, end exclusive.</summary>
public sealed record Evidence(int Start, int End, string Rule, Topic Topic, Scope Scope, Urgency Urgency)
{
    /// <summary>By a learned model, not by a rule.</summary>
    internal bool IsGuess => Rule.StartsWith("learned-", StringComparison.Ordinal);
}

/// <summary>The full reading of one reply.</summary>
public sealed record Meaning(
    Intents Intents,
    Urgency Urgency,
    string? Value,
    string? Unit,
    Language? Language,
    ImmutableArray<Evidence> Evidence)
{
    /// <summary>
    /// What the urgency leaves open. <see cref="Replies.Doubt.Danger"/> beside <see cref="Replies.Urgency.Urgent"/> is the case to ask about at once;
    /// beside an emergency the emergency is acted on.
    /// </summary>
    public Doubt Doubt { get; init; }

    public bool Has(Intents intent) => (Intents & intent) != 0;

    /// <summary>The topic of the most urgent affirmed finding.</summary>
    public Topic Topic => Evidence
        .Where(e => e.Scope is not Scope.Negated && e.Urgency == Urgency)
        .Select(e => e.Topic).OrderBy(Rank).FirstOrDefault();

    private static int Rank(Topic topic) => topic switch { Topic.SelfHarm => 0, Topic.Danger => 1, Topic.Abuse => 2, _ => 3 };
}

/// <summary>What was asked, as the reader needs it: the kind of question and, for a choice, its options in the order shown.</summary>
public sealed record OpenAsk(Ask Ask, ImmutableArray<Words> Options)
{
    public static readonly OpenAsk Nothing = new(Ask.None, []);

    /// <summary>The unit this patient last used for it ("kg", "mmol/L"), for a number that comes without one; null where none is known.</summary>
    public string? Habit { get; init; }

    public static OpenAsk For(Ask ask) => new(ask, []);
}
