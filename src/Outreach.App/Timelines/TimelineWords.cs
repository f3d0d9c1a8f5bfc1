using NodaTime;
using NodaTime.Text;
using Outreach.Core.Escalations;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Core.Practices;
using Outreach.Core.Replies;

namespace Outreach.App.Timelines;

/// <summary>What each event is called on the timeline, for the command line and the pages alike.</summary>
public static class TimelineWords
{
    private static readonly LocalDateTimePattern Time = LocalDateTimePattern.CreateWithInvariantCulture("ddd d MMM HH:mm");

    /// <param name="zone">Of the reader: the patient's own for a patient's timeline.</param>
    /// <param name="practice">For the names of people; ids are shown where they are not known any more.</param>
    public static TimelineLine Describe(Event happened, DateTimeZone zone, Practice practice) => happened switch
    {
        Event.PatientRegistered e => Record($"Registered or updated by {Who(e.By, practice)}{(e.Silent.IsDefaultOrEmpty ? "" : "; opted out already, so silent there")}{(e.Note is { } note ? $": {note}" : "")}"),
        Event.StatusChanged e => Record($"Status {Status(e.From)} → {Status(e.To)}, by {Who(e.By, practice)}", e.Reason),
        Event.OptedOut e => Record($"Opted out of {Messages(e.Contact)} with “{e.Wording}”"),
        Event.OptedIn e => Record($"Opted in to {Messages(e.Contact)} again, by {Who(e.By, practice)}", e.Reason),
        Event.ContactUnusable e => Record($"No routine {Messages(e.Contact)} any more", e.Reason),

        Event.Enrolled e => Plan($"Enrolled in {e.Enrollment.Plan} from {LocalDatePattern.Iso.Format(e.Enrollment.Anchor)}, by {Who(e.Enrollment.By, practice)}", string.Join("; ", e.Enrollment.Because)),
        Event.PlanRefitted e => Plan($"{e.Plan} fitted again, because what is known of the patient changed", string.Join("; ", e.Because)),
        Event.WishesOverruled e => Plan($"{Who(e.By, practice)} changed what the patient had chosen by text: {string.Join(", ", e.What)}", null),
        Event.WishMade e => Plan($"The patient chose: “{e.Words}”", null),
        Event.PlanPaced e => Plan($"{e.Plan}: how often it asks has changed", e.Because),
        Event.PlanEnded e => Plan($"{e.Plan} ended, by {Who(e.By, practice)}", e.Reason),
        Event.FollowOnPlanned e => Plan($"{e.FollowOn.CheckIn} will be asked again at {At(e.FollowOn.DueAt, zone)}", $"{e.Plan}: {e.FollowOn.Rule}"),
        Event.FollowOnDropped e => Plan($"{e.FollowOn.CheckIn} will not be asked again", $"{e.Plan}: {e.Reason}"),

        Event.CheckInOpened e => CheckIn($"Check-in by {Channel(e.CheckIn.Contact)}{(e.CheckIn.ByLink ? " with a link" : "")}: {Questions(e.CheckIn)}", e.Why),
        Event.CheckInSkipped e => CheckIn($"Check-in {e.Source.CheckIn} of {LocalDatePattern.Iso.Format(e.Source.Planned)} not sent", $"{e.Source.Plan}: {e.Reason}"),
        Event.CheckInReminded => CheckIn("Reminded, because there was no answer"),
        Event.OtherChannelTried e => CheckIn($"Tried by {Channel(e.Contact)} instead, because there was still no answer"),
        Event.QuestionAsked e => CheckIn($"Question {e.Place + 1} asked"),
        Event.AskedAgain => CheckIn("Asked again, with an example"),
        Event.CheckInClosed e => CheckIn($"Check-in {End(e.End)}{(e.Missed ? ", missed" : "")}", e.Reason),

        Event.ReplyRecorded e => Reply($"Patient wrote by {Channel(e.From)}: “{e.Text}”", Reading(e.Meaning)),
        Event.ReplyHeld e => Reply($"Waiting until {At(e.ReadAgainAt, zone)} for the rest of “{e.Text}”"),
        Event.ReplyReread e => Reply("Read together with what came before", Reading(e.Meaning)),
        Event.EmergencyAsked e => Reply($"Asked whether it is an emergency; an answer is waited for until {At(e.AnswerBy, zone)}", $"danger could not be ruled out in “{e.Text}”"),
        Event.EmergencySettled e => Reply($"Whether it is an emergency: {e.Outcome}"),
        Event.ReadingCorrected e => Reply($"{Who(e.By, practice)} says it should have been read as {string.Join(", ", ReadingNames.Of(e.Intents))}, {Urgency(e.Urgency)}"),
        Event.RepliesSeen e => Reply($"{Who(e.By, practice)} has read what nothing could use"),
        Event.SecondReadingHeard e => Reply($"A second reader (a machine) takes it for {(e.Suggested == Intents.None ? "nothing it knows" : string.Join(", ", ReadingNames.Of(e.Suggested)))}, {Urgency(e.Urgency)}"),
        Event.AnswerRecorded e => Reply($"Answer to {e.Observation.Question}: {e.Observation.Value}", $"the patient's words: “{e.Words}”"),
        Event.HandedToPerson e => Reply("Handed to a person", e.Reason),

        Event.MessageQueued e => Message($"{Kind(e.Message.Kind)} to {To(e.Message, practice)} by {Channel(e.Message.To)}: “{e.Message.Text}”", e.Message.Why),
        Event.MessageHeldBack e => Message($"Held back until {At(e.Until, zone)}", e.Reason),
        Event.MessageSent e => Message($"{Kind(e.Kind)} sent by {Channel(e.To)}"),
        Event.MessageRetried e => Message($"Sending failed; next attempt at {At(e.NextAttemptAt, zone)}", e.Error),
        Event.MessageNotSent e => Message($"{Kind(e.Kind)} not sent", e.Reason),
        Event.MessageReported e => Message($"The carrier says: {Delivery(e.Word)}", e.Detail),

        Event.EscalationOpened e => Concern($"{Urgent(e.Escalation.Urgency)} concern: {string.Join("; ", e.Escalation.Concerns.Select(c => c.Because))}", string.Join("; ", e.Escalation.Concerns.Select(Source))),
        Event.ConcernJoined e => Concern($"{Urgent(e.Concern.Urgency)} concern joins the open one: {e.Concern.Because}", Source(e.Concern)),
        Event.EscalationMoved e => Concern($"The next on the ladder is told{(e.Rounds > 0 ? $", round {e.Rounds + 1}" : "")}; who comes after at {At(e.NextStepAt, zone)}", string.Join("; ", e.Skipped.Prepend(e.Reason))),
        Event.LadderSpent e => Concern($"Everybody on the ladder was told and nobody has taken it on ({e.Rounds} {(e.Rounds == 1 ? "time" : "times")})"),
        Event.EscalationAcknowledged e => Concern($"{Who(e.By, practice)} has seen it{(e.ChosenByPerson ? " and promises" : "; expected is")} to act by {At(e.Until, zone)}"),
        Event.PatientCalled e => Concern($"{Who(e.By, practice)} called the patient{Outcome(e.Outcome)}"),
        Event.AcknowledgementUndone e => Concern($"{Who(e.By, practice)} does not have it after all; who comes after at {At(e.NextStepAt, zone)}"),
        Event.EscalationSnoozed e => Concern($"{Who(e.By, practice)} put it off until {At(e.Until, zone)}"),
        Event.ColleagueAsked e => Concern($"{Who(e.By, practice)} asked {Who(e.Colleague, practice)} to look at it", e.Note),
        Event.PassedToPerson e => Reply($"Left to {Who(e.By, practice)}, who is writing with the patient, until {At(e.Until, zone)}"),
        Event.HelpPlanned e => Concern($"The patient will be asked at {At(e.AskAt, zone)} whether it helped"),
        Event.HelpAsked => Concern("Asked whether it helped"),
        Event.HelpAnswered e => Concern(e.Helped ? "It helped" : "It did not help", $"the patient's words: “{e.Words}”"),
        Event.EscalationResolved e => Concern($"Resolved by {Who(e.By, practice)}", e.Reason),
        Event.ProviderReplied e => Concern($"{Who(e.By, practice)} wrote to the patient: “{e.Text}”"),

        _ => throw new ArgumentOutOfRangeException(nameof(happened), happened.GetType().Name, "This event has no words on the timeline yet."),
    };

    private static TimelineLine Record(string text, string? why = null) => new(TimelineKind.Record, text, OrNull(why));

    private static TimelineLine Plan(string text, string? why) => new(TimelineKind.Plan, text, OrNull(why));

    private static TimelineLine CheckIn(string text, string? why = null) => new(TimelineKind.CheckIn, text, OrNull(why));

    private static TimelineLine Reply(string text, string? why = null) => new(TimelineKind.Reply, text, OrNull(why));

    private static TimelineLine Message(string text, string? why = null) => new(TimelineKind.Message, text, OrNull(why));

    private static TimelineLine Concern(string text, string? why = null) => new(TimelineKind.Concern, text, OrNull(why));

    private static string? OrNull(string? why) => string.IsNullOrWhiteSpace(why) ? null : why;

    private static string At(Instant at, DateTimeZone zone) => Time.Format(at.InZone(zone).LocalDateTime);

    private static string Who(string id, Practice practice) => practice.ProviderById(id)?.Name ?? id;

    private static string To(OutboxEntry message, Practice practice) => message.Recipient switch { "patient" => "the patient", "practice" => "the practice's own number", _ => Who(message.Recipient, practice) };

    private static string Channel(ContactPoint contact) => contact.Channel == Core.Patients.Channel.Sms ? "text" : "email";

    private static string Messages(ContactPoint contact) => contact.Channel == Core.Patients.Channel.Sms ? "texts" : "emails";

    private static string Questions(CheckIn checkIn) => checkIn.Items.IsDefaultOrEmpty
        ? string.Join(", ", checkIn.Sources.Select(s => s.CheckIn))
        : string.Join(", ", checkIn.Items.Select(i => i.Question));

    private static string Source(Concern concern) => concern.Source is null ? concern.Rule : $"{concern.Rule} ({concern.Source})";

    private static string Status(PatientStatus status) => status == PatientStatus.InHospital ? "in hospital" : status.ToString().ToLowerInvariant();

    private static string Urgency(Urgency urgency) => urgency.ToString().ToLowerInvariant();

    private static string Urgent(Urgency urgency) => urgency == Core.Replies.Urgency.None ? "Possible" : urgency.ToString();

    private static string End(CheckInEnd end) => end switch
    {
        CheckInEnd.Answered => "answered",
        CheckInEnd.Expired => "expired",
        CheckInEnd.Raised => "raised to a person",
        _ => throw new ArgumentOutOfRangeException(nameof(end), end, "unknown end"),
    };

    private static string Delivery(DeliveryWord word) => word switch
    {
        DeliveryWord.Delivered => "delivered",
        DeliveryWord.Failed => "not delivered",
        DeliveryWord.OptedOut => "opted out there",
        DeliveryWord.Unknown => "nothing, so nobody knows whether it arrived",
        _ => throw new ArgumentOutOfRangeException(nameof(word), word, "unknown word"),
    };

    private static string Outcome(CallOutcome? outcome) => outcome switch
    {
        CallOutcome.Spoke => " and spoke with them",
        CallOutcome.LeftMessage => " and left a message",
        CallOutcome.NoAnswer => "; no answer",
        _ => "",
    };

    private static string Kind(MessageKind kind) => kind switch
    {
        MessageKind.Introduction => "Introduction",
        MessageKind.CheckIn => "Check-in",
        MessageKind.NextQuestion => "Next question",
        MessageKind.Reminder => "Reminder",
        MessageKind.OtherChannel => "Check-in by the other channel",
        MessageKind.AskAgain => "The question once more",
        MessageKind.Thanks => "Thanks",
        MessageKind.Safety => "Safety message",
        MessageKind.EmergencyQuestion => "Question whether it is an emergency",
        MessageKind.ToldTeam => "Word that the team knows",
        MessageKind.Help => "Help",
        MessageKind.OptOutConfirmation => "Opt-out confirmation",
        MessageKind.Wish => "Answer about their plan",
        MessageKind.Condolence => "Condolences",
        MessageKind.OptInConfirmation => "Opt-in confirmation",
        MessageKind.Escalation => "Escalation",
        MessageKind.Acknowledged => "Word that it has been seen",
        MessageKind.Resolved => "Word that it has been dealt with",
        MessageKind.ProviderReply => "The provider's reply",
        MessageKind.Helped => "Question whether it helped",
        MessageKind.CaregiverTold => "Word to a caregiver",
        MessageKind.Undone => "Word that nobody has it yet",
        MessageKind.LadderSpent => "Word that nobody has taken it on",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "unknown kind"),
    };

    private static string Reading(Meaning meaning)
    {
        var parts = new List<string> { $"read as {meaning.Intents.ToString().ToLowerInvariant()}" };
        if (meaning.Value is not null) parts.Add($"value {meaning.Value}{(meaning.Unit is null ? "" : " " + meaning.Unit)}");
        if (meaning.Urgency != Core.Replies.Urgency.None) parts.Add(meaning.Urgency.ToString().ToLowerInvariant());
        var rules = meaning.Evidence.IsDefaultOrEmpty ? [] : meaning.Evidence.Select(e => e.Rule).Distinct().ToArray();
        if (rules.Length > 0) parts.Add($"by {string.Join(", ", rules)}");
        return string.Join("; ", parts);
    }
}
