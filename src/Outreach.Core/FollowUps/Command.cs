using System.Collections.Immutable;
using System.Text.Json.Serialization;
using NodaTime;
using Outreach.Core.CarePlans;
using Outreach.Core.Escalations;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.Core.FollowUps;

/// <summary>The time and what happened. <see cref="Id"/> is the source's own id: the same id is decided once (R1).</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "command")]
[JsonDerivedType(typeof(Register), "register")]
[JsonDerivedType(typeof(Enroll), "enroll")]
[JsonDerivedType(typeof(Withdraw), "withdraw")]
[JsonDerivedType(typeof(ChangeStatus), "change-status")]
[JsonDerivedType(typeof(Reply), "reply")]
[JsonDerivedType(typeof(WebAnswer), "web-answer")]
[JsonDerivedType(typeof(ContactOptedOut), "contact-opted-out")]
[JsonDerivedType(typeof(ContactOptedIn), "contact-opted-in")]
[JsonDerivedType(typeof(DeliveryReport), "delivery-report")]
[JsonDerivedType(typeof(Acknowledge), "acknowledge")]
[JsonDerivedType(typeof(Called), "called")]
[JsonDerivedType(typeof(Resolve), "resolve")]
[JsonDerivedType(typeof(ProviderReply), "provider-reply")]
[JsonDerivedType(typeof(UndoAcknowledge), "undo-acknowledge")]
[JsonDerivedType(typeof(Snooze), "snooze")]
[JsonDerivedType(typeof(AskColleague), "ask-colleague")]
[JsonDerivedType(typeof(CorrectReading), "correct-reading")]
[JsonDerivedType(typeof(SecondReading), "second-reading")]
[JsonDerivedType(typeof(SeeReplies), "see-replies")]
[JsonDerivedType(typeof(Tick), "tick")]
[JsonDerivedType(typeof(Attempted), "attempted")]
public abstract record Command
{
    private Command()
    {
    }

    public required string Id { get; init; }

    public required Instant At { get; init; }

    /// <summary>A patient is registered, or what is known of them changes; the profile is replaced as a whole, opt-outs stay.</summary>
    /// <param name="OptedOut">Contact points known to be opted out already, from the book of contact points.</param>
    public sealed record Register(Patient Patient, string By, ImmutableArray<ContactPoint> OptedOut) : Command
    {
        /// <summary>What was changed and why, where a person said so.</summary>
        public string? Note { get; init; }

        /// <summary>A person saw what the patient had chosen by text, and says otherwise: the last act wins. A file that repeats what it said before does not.</summary>
        public bool OverWishes { get; init; }
    }

    public sealed record Enroll(PlanRef Plan, LocalDate Anchor, string By) : Command;

    public sealed record Withdraw(string PlanId, string By, string Reason) : Command;

    /// <summary>Pause, resume, in hospital, moved, deceased.</summary>
    public sealed record ChangeStatus(PatientStatus Status, string By, string Reason) : Command;

    /// <summary>The patient texted.</summary>
    public sealed record Reply(ContactPoint From, string Text) : Command
    {
        /// <summary>Initials of all who share the number, where it could not be told who writes and it could not wait.</summary>
        public ImmutableArray<string> Candidates { get; init; } = [];
    }

    /// <summary>The patient answered on the web page behind a link.</summary>
    public sealed record WebAnswer(Guid CheckIn, ImmutableSortedDictionary<string, string> Answers) : Command;

    /// <summary>Somebody who shares the contact point opted out of it.</summary>
    public sealed record ContactOptedOut(ContactPoint Contact) : Command;

    /// <summary>Opted in again elsewhere, or lifted by a staff act with a reason.</summary>
    public sealed record ContactOptedIn(ContactPoint Contact, string By, string Reason) : Command;

    /// <summary>The carrier's later word on a message.</summary>
    public sealed record DeliveryReport(Guid Key, DeliveryWord Word, string Detail) : Command;

    /// <param name="Until">By when a person promised to act; null where no person chose a time.</param>
    public sealed record Acknowledge(Guid Escalation, string By, Instant? Until) : Command;

    public sealed record Called(Guid Escalation, string By) : Command
    {
        /// <summary>Null where nobody said.</summary>
        public CallOutcome? Outcome { get; init; }
    }

    /// <summary>Pressed by mistake: within a minute, by the same person.</summary>
    public sealed record UndoAcknowledge(Guid Escalation, string By) : Command;

    /// <summary>Looked at again later; never an emergency, and never what was promised to the patient (R6).</summary>
    public sealed record Snooze(Guid Escalation, string By, Instant Until) : Command;

    /// <summary>A colleague, by provider id, is asked to look at it too; who has it does not change.</summary>
    public sealed record AskColleague(Guid Escalation, string By, string Colleague, string Note) : Command;

    public sealed record Resolve(Guid Escalation, string By, string Reason) : Command;

    /// <summary>A person's own words to the patient.</summary>
    public sealed record ProviderReply(Guid Escalation, string By, string Text) : Command;

    /// <summary>A person says how a text should have been read; what was done stays done.</summary>
    /// <param name="Message">The id of the text.</param>
    public sealed record CorrectReading(string Message, Intents Intents, Urgency Urgency, string By) : Command;

    /// <summary>What a second reader makes of a text that the rules could not read. It may raise the urgency; it lowers nothing, and none of its words reach the patient.</summary>
    /// <param name="Suggested">What it takes the text for, to be confirmed by a person; none where it does not know.</param>
    public sealed record SecondReading(string Message, string Text, Urgency Urgency, Intents Suggested) : Command;

    /// <summary>A person has read what waited for one.</summary>
    /// <param name="UpTo">The time of the latest they were shown; what came since still waits.</param>
    public sealed record SeeReplies(string By, Instant UpTo) : Command;

    /// <summary>Only the time; the state decides whether anything is due.</summary>
    public sealed record Tick : Command;

    /// <summary>What came of an attempt to send; not kept in the inbox, because the lease covers its loss (R2).</summary>
    public sealed record Attempted(Guid Key, AttemptOutcome Outcome, string Detail) : Command
    {
        /// <summary>Not to be tried again before then: the carrier's Retry-After, or the place in the sending number's queue.</summary>
        public Instant? NotBefore { get; init; }
    }

    public static Tick TickAt(Instant at) => new() { Id = "tick-" + at.ToUnixTimeTicks(), At = at };
}
