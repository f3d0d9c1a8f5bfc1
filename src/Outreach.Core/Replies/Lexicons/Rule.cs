namespace Outreach.Core.Replies.Lexicons;

internal enum RuleKind : byte
{
    /// <summary>Something a clinician should know, with a topic and an urgency.</summary>
    Finding,
    /// <summary>Says nothing alone; only combinations use it.</summary>
    Fact,
    Intent,
    Scope,
    /// <summary>Words that mean nothing of what they say: findings overlapping it are dropped.</summary>
    Idiom,
    Answer,
    /// <summary>A word that must not be closed unread when nothing else understood the text.</summary>
    Unread,
}

internal enum ScopeCue : byte
{
    None,
    Negation,
    /// <summary>Looks like a negation and is none: "not sure if", "no solo".</summary>
    PseudoNegation,
    Hypothetical,
    /// <summary>Fear of what has not happened; a clinician still hears of it the same day.</summary>
    Worry,
    Remote,
    Recent,
    PastTense,
    Resolved,
    /// <summary>Resolution said before the finding: "no longer having …".</summary>
    ResolvedBefore,
    Ongoing,
    /// <summary>A finding told in the present tense: a past beside it is of something else.</summary>
    Present,
    OtherPerson,
    FirstPerson,
    Terminator,
    And,
    Or,
    Unsettled,
    NoAfter,
}

/// <summary>One named group of phrases of a lexicon and what they mean.</summary>
internal sealed record Rule(string Name, RuleKind Kind)
{
    public Topic Topic { get; init; }

    public Urgency Urgency { get; init; }

    public Intents Intent { get; init; }

    public ScopeCue Cue { get; init; }

    public string Answer { get; init; } = "";

    /// <summary>An act or an event: that it lies in the past does not lower it ("took them all last night").</summary>
    public bool IsEvent { get; init; }

    /// <summary>Holds its own negation; a negation word around it says nothing ("can't breathe").</summary>
    public bool Unscoped { get; init; }

    /// <summary>Read even where an idiom covers it ("my back is killing me" is still pain).</summary>
    public bool ThroughIdiom { get; init; }

    /// <summary>Denied, it is still read by a person ("not suicidal").</summary>
    public bool ReadWhenDenied { get; init; }

    /// <summary>Told in words that innocent talk uses too: an emergency where the learned model agrees, else urgent and asked about.</summary>
    public bool Indirect { get; init; }

    /// <summary>Says that something is wrong and not what: the patient is asked whether it is an emergency.</summary>
    public bool Doubtful { get; init; }
}

/// <summary>Rules that together mean more than each: one of every <paramref name="Parts"/> must be there, told of now.</summary>
/// <param name="Indirect">The parts stand beside each other in innocent talk too: an emergency where the learned model agrees, as of a rule.</param>
internal sealed record Combination(string Name, string[][] Parts, Topic Topic, Urgency Urgency, bool Indirect);
