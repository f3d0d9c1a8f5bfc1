using System.Collections.Immutable;
using System.Text.Json.Serialization;
using NodaTime;
using Outreach.Core.CarePlans;
using Outreach.Core.Escalations;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.Core.FollowUps;

/// <summary>The state of one patient's follow-up: what the ledger's row <c>s</c> holds as JSON, at most 256 KiB.</summary>
public sealed record FollowUp
{
    public const int CurrentSchema = 1;

    /// <summary>A worker that meets a newer schema leaves the row alone.</summary>
    public int Schema { get; init; } = CurrentSchema;

    public required PatientId Id { get; init; }

    /// <summary>How much has happened so far: two ticks at one instant make different ids by it (R2).</summary>
    public long Happenings { get; init; }

    /// <summary>Null until somebody has been registered.</summary>
    public Patient? Patient { get; init; }

    public ImmutableArray<ContactStanding> Contacts { get; init; } = [];

    public ImmutableArray<Enrollment> Enrollments { get; init; } = [];

    /// <summary>Plans that ended or were left, so that the same file of patients does not begin them again.</summary>
    public ImmutableArray<PastEnrollment> Past { get; init; } = [];

    /// <summary>What the patient has chosen by text.</summary>
    public Wishes Wishes { get; init; } = Wishes.None;

    /// <summary>The one open check-in (R8).</summary>
    public CheckIn? CheckIn { get; init; }

    public Conversation? Conversation { get; init; }

    /// <summary>Texts that could not be used yet, waiting for the rest of a burst (R10).</summary>
    public Unread? Unread { get; init; }

    /// <summary>What nothing could use and no person has read: asked again about, and the check-in ended without an answer. Oldest first.</summary>
    public ImmutableArray<LeftUnread> LeftUnread { get; init; } = [];

    /// <summary>A person is writing with the patient; nothing automatic talks into it but safety texts.</summary>
    public PersonalTalk? WithPerson { get; init; }

    /// <summary>The patient is asked, or to be asked, whether what was done has helped.</summary>
    public HelpQuestion? Help { get; init; }

    /// <summary>The last time the patient was asked whether something is an emergency (R10).</summary>
    public EmergencyQuestion? EmergencyQuestion { get; init; }

    /// <summary>Open escalations, and closed ones of the last days.</summary>
    public ImmutableArray<Escalation> Escalations { get; init; } = [];

    /// <summary>The latest numbers and answers by question, oldest first; older ones live on the timeline.</summary>
    public ImmutableArray<Observation> Observations { get; init; } = [];

    /// <summary>What was sent lately: for caps, delivery reports and "what did we say".</summary>
    public ImmutableArray<Sent> Sent { get; init; } = [];

    /// <summary>Messages not finished yet; kept in the ledger's <c>o</c> rows, not in the JSON.</summary>
    [JsonIgnore]
    public ImmutableArray<OutboxEntry> Outbox { get; init; } = [];

    public static FollowUp Empty(PatientId id) => new() { Id = id };

    public Enrollment? Enrollment(PlanRef plan)
    {
        foreach (var enrollment in Enrollments)
        {
            if (enrollment.Plan == plan) return enrollment;
        }

        return null;
    }

    public Escalation? Escalation(Guid id)
    {
        foreach (var escalation in Escalations)
        {
            if (escalation.Id == id) return escalation;
        }

        return null;
    }

    public OutboxEntry? Message(Guid key)
    {
        foreach (var message in Outbox)
        {
            if (message.Key == key) return message;
        }

        return null;
    }

    public ContactStanding? Standing(ContactPoint contact)
    {
        foreach (var standing in Contacts)
        {
            if (standing.Contact == contact) return standing;
        }

        return null;
    }

    /// <summary>The patient has died, or somebody has told so and no person has said otherwise: nothing goes out but a person's own words, and what keeps others safe.</summary>
    [JsonIgnore]
    public bool InMourning =>
        Patient is { Status: PatientStatus.Deceased } || (Patient is { Status: not PatientStatus.Active } && Escalations.Any(e => e.Concerns.Any(c => c.Topic == Topic.Death)));

    [JsonIgnore]
    public Escalation? OpenEscalation => Escalations.FirstOrDefault(e => e.Status != EscalationStatus.Resolved);
}

/// <summary>What we know of a contact point. Opt-outs belong to it, not to the patient (R4).</summary>
public sealed record ContactStanding(ContactPoint Contact)
{
    public Instant? OptedOutAt { get; init; }

    /// <summary>The first message with who, why, how often, STOP and HELP has been queued.</summary>
    public bool Introduced { get; init; }

    /// <summary>Why nothing routine is sent there any more: "wrong number", "number does not exist".</summary>
    public string? Unusable { get; init; }

    /// <summary>Null where it was found unusable before this was noted.</summary>
    public Instant? UnusableAt { get; init; }
}

/// <summary>Open for a while after the patient's last text; inside it direct answers may be sent at any hour (R3).</summary>
public sealed record Conversation(ContactPoint With, Instant OpenUntil);

/// <param name="Until">Ends then, unless the patient writes back before.</param>
public sealed record PersonalTalk(Guid Escalation, string By, Instant Until);

/// <param name="AskedAt">Null while it is still to be asked.</param>
public sealed record HelpQuestion(Guid Escalation, Instant AskAt, Instant? AskedAt);

/// <summary>Texts that a re-reading takes together.</summary>
public sealed record Unread(ContactPoint From, ImmutableArray<string> Texts, Instant ReadAgainAt);

/// <summary>A reply that waits for a person to read it.</summary>
/// <param name="Text">The patient's words, at most <see cref="MostChars"/>; the rest is on the timeline.</param>
public sealed record LeftUnread(ContactPoint From, string Text, Instant At)
{
    public const int MostChars = 1000;
    public const int Most = 20;

    /// <summary>Never between the two halves of a character.</summary>
    public static string Shortened(string text) => text.Length <= MostChars ? text : text[..(char.IsHighSurrogate(text[MostChars - 1]) ? MostChars - 1 : MostChars)];
}

/// <summary>Asked whether it is an emergency.</summary>
/// <param name="Texts">The text that gave rise to it, and what came since; at most <see cref="MostTexts"/>.</param>
/// <param name="AnswerBy">When silence becomes urgent; null once it is settled.</param>
public sealed record EmergencyQuestion(ContactPoint From, ImmutableArray<string> Texts, Topic Topic, Instant AskedAt, Instant? AnswerBy)
{
    public const int MostTexts = 8;
}

/// <summary>One answer [Observation]. <paramref name="Number"/> and <paramref name="Second"/> are in the question's own unit (pressure: systolic and diastolic; weight lb; glucose mg/dL; temperature °F).</summary>
public sealed record Observation(string Question, Instant At, LocalDate On, string Value, decimal? Number, decimal? Second, Guid? CheckIn);

/// <summary>A message that left, or that the carrier has answered for.</summary>
public sealed record Sent(Guid Key, MessageKind Kind, ContactPoint To, Instant At, bool CountsToCap, Guid? CheckIn, Guid? Escalation)
{
    public Delivery Delivery { get; init; }
}

public enum Delivery
{
    Accepted,
    Delivered,
    Failed,
    Unknown,
}
