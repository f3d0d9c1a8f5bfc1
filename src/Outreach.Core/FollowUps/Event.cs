using System.Collections.Immutable;
using System.Text.Json.Serialization;
using NodaTime;
using Outreach.Core.CarePlans;
using Outreach.Core.Escalations;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.Core.FollowUps;

/// <summary>What happened, in the past tense: the patient's timeline, and all that changes the state. The JSON is a contract.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(PatientRegistered), "patient-registered")]
[JsonDerivedType(typeof(StatusChanged), "status-changed")]
[JsonDerivedType(typeof(Enrolled), "enrolled")]
[JsonDerivedType(typeof(PlanRefitted), "plan-refitted")]
[JsonDerivedType(typeof(PlanPaced), "plan-paced")]
[JsonDerivedType(typeof(WishMade), "wish-made")]
[JsonDerivedType(typeof(WishesOverruled), "wishes-overruled")]
[JsonDerivedType(typeof(PlanEnded), "plan-ended")]
[JsonDerivedType(typeof(CheckInOpened), "check-in-opened")]
[JsonDerivedType(typeof(CheckInSkipped), "check-in-skipped")]
[JsonDerivedType(typeof(CheckInReminded), "check-in-reminded")]
[JsonDerivedType(typeof(OtherChannelTried), "other-channel-tried")]
[JsonDerivedType(typeof(QuestionAsked), "question-asked")]
[JsonDerivedType(typeof(AskedAgain), "asked-again")]
[JsonDerivedType(typeof(AnswerRecorded), "answer-recorded")]
[JsonDerivedType(typeof(CheckInClosed), "check-in-closed")]
[JsonDerivedType(typeof(FollowOnPlanned), "follow-on-planned")]
[JsonDerivedType(typeof(FollowOnDropped), "follow-on-dropped")]
[JsonDerivedType(typeof(ReplyRecorded), "reply-recorded")]
[JsonDerivedType(typeof(ReplyHeld), "reply-held")]
[JsonDerivedType(typeof(ReplyReread), "reply-reread")]
[JsonDerivedType(typeof(HandedToPerson), "handed-to-person")]
[JsonDerivedType(typeof(EmergencyAsked), "emergency-asked")]
[JsonDerivedType(typeof(EmergencySettled), "emergency-settled")]
[JsonDerivedType(typeof(ReadingCorrected), "reading-corrected")]
[JsonDerivedType(typeof(SecondReadingHeard), "second-reading-heard")]
[JsonDerivedType(typeof(RepliesSeen), "replies-seen")]
[JsonDerivedType(typeof(OptedOut), "opted-out")]
[JsonDerivedType(typeof(OptedIn), "opted-in")]
[JsonDerivedType(typeof(ContactUnusable), "contact-unusable")]
[JsonDerivedType(typeof(MessageQueued), "message-queued")]
[JsonDerivedType(typeof(MessageHeldBack), "message-held-back")]
[JsonDerivedType(typeof(MessageSent), "message-sent")]
[JsonDerivedType(typeof(MessageRetried), "message-retried")]
[JsonDerivedType(typeof(MessageNotSent), "message-not-sent")]
[JsonDerivedType(typeof(MessageReported), "message-reported")]
[JsonDerivedType(typeof(EscalationOpened), "escalation-opened")]
[JsonDerivedType(typeof(ConcernJoined), "concern-joined")]
[JsonDerivedType(typeof(EscalationMoved), "escalation-moved")]
[JsonDerivedType(typeof(LadderSpent), "ladder-spent")]
[JsonDerivedType(typeof(EscalationAcknowledged), "escalation-acknowledged")]
[JsonDerivedType(typeof(PatientCalled), "patient-called")]
[JsonDerivedType(typeof(EscalationResolved), "escalation-resolved")]
[JsonDerivedType(typeof(ProviderReplied), "provider-replied")]
[JsonDerivedType(typeof(AcknowledgementUndone), "acknowledgement-undone")]
[JsonDerivedType(typeof(EscalationSnoozed), "escalation-snoozed")]
[JsonDerivedType(typeof(ColleagueAsked), "colleague-asked")]
[JsonDerivedType(typeof(PassedToPerson), "passed-to-person")]
[JsonDerivedType(typeof(HelpPlanned), "help-planned")]
[JsonDerivedType(typeof(HelpAsked), "help-asked")]
[JsonDerivedType(typeof(HelpAnswered), "help-answered")]
public abstract record Event
{
    private Event()
    {
    }

    public required Instant At { get; init; }

    public sealed record PatientRegistered(Patient Patient, string By, ImmutableArray<ContactPoint> Silent) : Event
    {
        /// <summary>What was changed and why, where a person said so (R15).</summary>
        public string? Note { get; init; }
    }

    public sealed record StatusChanged(PatientStatus From, PatientStatus To, string By, string Reason) : Event;

    public sealed record Enrolled(Enrollment Enrollment) : Event;

    /// <summary>What is known of the patient has changed, and with it what the plan, in its same version, means for them (R15).</summary>
    public sealed record PlanRefitted(PlanRef Plan, ImmutableSortedDictionary<string, decimal> Thresholds, ImmutableArray<string> LeftOut, LocalTime? To, ImmutableArray<string> Because) : Event;

    /// <summary>How often its check-ins are made from now on; both lists as a whole.</summary>
    public sealed record PlanPaced(PlanRef Plan, ImmutableArray<CheckInPace> Pace, ImmutableArray<CloserLook> Closer, string Because) : Event;

    /// <summary>The patient chose by text; all their wishes as they are now.</summary>
    public sealed record WishMade(Wishes Wishes, string Words) : Event;

    /// <summary>A person has chosen otherwise since; what is left of the wishes.</summary>
    /// <param name="What">"language", "channel", "frequency", "goal".</param>
    public sealed record WishesOverruled(Wishes Wishes, string By, ImmutableArray<string> What) : Event;

    public sealed record PlanEnded(PlanRef Plan, string By, string Reason) : Event
    {
        /// <summary>Who ends a plan that has run to its last day.</summary>
        public const string ThePlanItself = "plan";
    }

    public sealed record CheckInOpened(CheckIn CheckIn, string Why) : Event;

    /// <summary>A check-in that was due and is not sent, with its reason (R13).</summary>
    public sealed record CheckInSkipped(CheckInSource Source, string Reason) : Event;

    public sealed record CheckInReminded(Guid CheckIn) : Event;

    public sealed record OtherChannelTried(Guid CheckIn, ContactPoint Contact, bool ByLink) : Event;

    /// <summary>The question at this place of the check-in is now the open one.</summary>
    public sealed record QuestionAsked(Guid CheckIn, int Place) : Event;

    public sealed record AskedAgain(Guid CheckIn) : Event
    {
        /// <summary>Who wrote what could not be used; null in what was recorded before this was noted.</summary>
        public ContactPoint? From { get; init; }

        public string? Text { get; init; }
    }

    public sealed record AnswerRecorded(Guid CheckIn, Observation Observation, string Words) : Event;

    public sealed record CheckInClosed(Guid CheckIn, CheckInEnd End, string Reason, bool Missed) : Event;

    public sealed record FollowOnPlanned(PlanRef Plan, FollowOn FollowOn) : Event;

    public sealed record FollowOnDropped(PlanRef Plan, FollowOn FollowOn, string Reason) : Event;

    public sealed record ReplyRecorded(string MessageId, ContactPoint From, string Text, Meaning Meaning, Instant ConversationOpenUntil) : Event
    {
        /// <summary>What had been asked when it came, null where nothing was open.</summary>
        public Ask? Asked { get; init; }
    }

    /// <summary>Could not be used; the rest of the burst is waited for.</summary>
    public sealed record ReplyHeld(ContactPoint From, string Text, Instant ReadAgainAt) : Event;

    /// <summary>The held texts were read together.</summary>
    public sealed record ReplyReread(Meaning Meaning) : Event;

    public sealed record HandedToPerson(string Reason) : Event;

    /// <summary>Danger could not be ruled out, and the patient was asked whether it is an emergency.</summary>
    public sealed record EmergencyAsked(ContactPoint From, string Text, Topic Topic, Instant AnswerBy) : Event;

    /// <summary>What came of asking: "yes", "no", "no answer in time".</summary>
    public sealed record EmergencySettled(string Outcome) : Event;

    /// <summary>A person's word on how a text should have been read; the reading it was acted on stays as it was.</summary>
    public sealed record ReadingCorrected(string Message, Intents Intents, Urgency Urgency, string By) : Event;

    public sealed record SecondReadingHeard(string Message, Urgency Urgency, Intents Suggested) : Event;

    /// <summary>A person has read what waited for one, up to this time.</summary>
    public sealed record RepliesSeen(string By, Instant UpTo) : Event;

    public sealed record OptedOut(ContactPoint Contact, string Wording) : Event;

    public sealed record OptedIn(ContactPoint Contact, string By, string Reason) : Event;

    public sealed record ContactUnusable(ContactPoint Contact, string Reason) : Event;

    public sealed record MessageQueued(OutboxEntry Message) : Event;

    /// <summary>Checked again at an attempt and held: window, cap (R3, R8).</summary>
    public sealed record MessageHeldBack(Guid Key, Instant Until, string Reason) : Event
    {
        /// <summary>Held for the sending number, not for the patient: the attempt does not count, and the place in the queue is kept.</summary>
        public bool InQueue { get; init; }
    }

    public sealed record MessageSent(Guid Key, MessageKind Kind, ContactPoint To, bool CountsToCap, Guid? CheckIn, Guid? Escalation) : Event;

    /// <param name="InDoubt">Nobody knows whether this attempt arrived.</param>
    public sealed record MessageRetried(Guid Key, Instant NextAttemptAt, string Error, bool InDoubt) : Event;

    /// <summary>Final: expired, opted out, refused; recorded with its reason (R13).</summary>
    public sealed record MessageNotSent(Guid Key, MessageKind Kind, string Reason) : Event;

    public sealed record MessageReported(Guid Key, DeliveryWord Word, string Detail) : Event;

    public sealed record EscalationOpened(Escalation Escalation) : Event;

    public sealed record ConcernJoined(Guid Escalation, Concern Concern, Urgency Urgency, EscalationStatus Status, ImmutableArray<Rung> Ladder, int Rung, Instant NextStepAt) : Event;

    /// <summary>The next on the ladder is told; <paramref name="Rounds"/> grows when the whole ladder was told in vain.</summary>
    public sealed record EscalationMoved(Guid Escalation, int To, int Rounds, Instant NextStepAt, string Reason) : Event
    {
        /// <summary>Null where it is as it was; otherwise somebody else is on call, or nobody of the old one is left.</summary>
        public ImmutableArray<Rung>? Ladder { get; init; }

        /// <summary>Who was passed over, and why.</summary>
        public ImmutableArray<string> Skipped { get; init; } = [];
    }

    /// <summary>Everybody was told and nobody has taken it on: it begins again, and the practice's own number is told. Must be heard outside too.</summary>
    public sealed record LadderSpent(Guid Escalation, Urgency Urgency, int Rounds) : Event;

    public sealed record EscalationAcknowledged(Guid Escalation, string By, Instant Until, bool ChosenByPerson) : Event;

    public sealed record PatientCalled(Guid Escalation, string By) : Event
    {
        public CallOutcome? Outcome { get; init; }
    }

    public sealed record AcknowledgementUndone(Guid Escalation, string By, Instant NextStepAt) : Event;

    public sealed record EscalationSnoozed(Guid Escalation, string By, Instant Until) : Event;

    public sealed record ColleagueAsked(Guid Escalation, string By, string Colleague, string Note) : Event;

    /// <summary>A person is writing with the patient: the text is theirs to answer.</summary>
    public sealed record PassedToPerson(Guid Escalation, string By, Instant Until) : Event;

    /// <summary>The patient is to be asked whether it helped.</summary>
    public sealed record HelpPlanned(Guid Escalation, Instant AskAt) : Event;

    public sealed record HelpAsked(Guid Escalation) : Event;

    public sealed record HelpAnswered(Guid Escalation, bool Helped, string Words) : Event;

    public sealed record EscalationResolved(Guid Escalation, string By, string Reason) : Event;

    public sealed record ProviderReplied(Guid Escalation, string By, string Text) : Event
    {
        /// <summary>Until then, or longer while the patient writes back, the two are talking.</summary>
        public Instant? TalkUntil { get; init; }
    }
}
