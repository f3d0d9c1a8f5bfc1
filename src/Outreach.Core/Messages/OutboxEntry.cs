using NodaTime;
using Outreach.Core.Patients;

namespace Outreach.Core.Messages;

/// <summary>Which rules a message is under (R3, R4, R8).</summary>
public enum MessageClass
{
    /// <summary>Waits for the patient's window; counted where it is unprompted.</summary>
    Routine,

    /// <summary>A direct answer in an open conversation: at any hour.</summary>
    Direct,

    /// <summary>Safety text to a patient: at any hour, past every cap.</summary>
    Safety,

    /// <summary>To a provider about an escalation: at any hour.</summary>
    Staff,

    /// <summary>The one confirmation after an opt-out.</summary>
    OptOutConfirmation,
}

public enum MessageKind
{
    Introduction,
    CheckIn,
    NextQuestion,
    Reminder,
    OtherChannel,
    AskAgain,
    Thanks,
    Safety,
    EmergencyQuestion,
    ToldTeam,
    Help,
    OptOutConfirmation,
    OptInConfirmation,
    Escalation,
    Acknowledged,
    Resolved,
    ProviderReply,

    /// <summary>To the practice's own number: nobody on the ladder has taken it on.</summary>
    LadderSpent,

    /// <summary>Asks the patient whether what was done has helped.</summary>
    Helped,

    /// <summary>A provider who had it does not have it after all.</summary>
    Undone,

    /// <summary>To a caregiver who may hear of it.</summary>
    CaregiverTold,

    /// <summary>An answer to PLAN, PAUSE, LESS and their like.</summary>
    Wish,

    /// <summary>To whoever tells of the patient's death.</summary>
    Condolence,
}

/// <summary>What a link in the text leads to; the host signs it when it sends.</summary>
public enum LinkKind
{
    None,

    /// <summary>The provider's page of one escalation; 24 hours.</summary>
    Escalation,

    /// <summary>The patient's page of one check-in; 7 days.</summary>
    CheckIn,

    /// <summary>The patient's page of their own plan: what is asked, when and why; 7 days.</summary>
    Plan,
}

/// <summary>A message to be sent: one key and one first-sent time for ever (R2). <c>{link}</c> in the text is where the signed link goes.</summary>
public sealed record OutboxEntry
{
    public required Guid Key { get; init; }
    public required MessageClass Class { get; init; }
    public required MessageKind Kind { get; init; }
    public required ContactPoint To { get; init; }

    /// <summary>"patient", or the provider's id.</summary>
    public required string Recipient { get; init; }

    /// <summary>For email.</summary>
    public string? Subject { get; init; }

    public required string Text { get; init; }
    public LinkKind Link { get; init; }
    public Guid? CheckIn { get; init; }
    public Guid? Escalation { get; init; }

    /// <summary>Which plan, which rule, which fact (R15).</summary>
    public required string Why { get; init; }

    /// <summary>Unprompted, so counted to the cap (R8).</summary>
    public bool CountsToCap { get; init; }

    public required Instant QueuedAt { get; init; }
    public required Instant NextAttemptAt { get; init; }

    /// <summary>Not worth sending any more after this.</summary>
    public Instant? ExpiresAt { get; init; }

    public Instant? FirstSentAt { get; init; }
    public int Attempts { get; init; }

    /// <summary>Claimed: nobody else attempts it before then.</summary>
    public Instant? LeaseUntil { get; init; }

    /// <summary>Its place in the sending number's queue, where it has one: from then on it may leave without waiting again.</summary>
    public Instant? SlotAt { get; init; }

    public string? LastError { get; init; }

    /// <summary>An attempt ended without a word of the carrier: it may have arrived.</summary>
    public bool InDoubt { get; init; }
}

/// <summary>What the gateway says of one attempt.</summary>
public enum AttemptOutcome
{
    /// <summary>The carrier has it.</summary>
    Accepted,

    /// <summary>Trying again can help: busy, throttled, down.</summary>
    Passing,

    /// <summary>Trying again cannot help: the number does not exist.</summary>
    Permanent,

    /// <summary>The carrier blocks us because the recipient opted out there (4007).</summary>
    OptedOut,

    /// <summary>No answer came; it may have been sent.</summary>
    Unknown,

    /// <summary>Not attempted: the sending number is busy, and the message has a place in its queue.</summary>
    Held,
}

/// <summary>The carrier's later word.</summary>
public enum DeliveryWord
{
    Delivered,
    Failed,
    OptedOut,

    /// <summary>No word came.</summary>
    Unknown,
}
