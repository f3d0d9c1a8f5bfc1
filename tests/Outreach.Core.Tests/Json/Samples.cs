using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.CarePlans;
using Outreach.Core.Escalations;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Core.Replies;
using Outreach.Testing;

namespace Outreach.Core.Tests.Json;

/// <summary>One of each.</summary>
internal static class Samples
{
    private static readonly Instant At = People.NewYork("2026-03-02 09:20");
    private static readonly Guid Id = new("aaaaaaaa-0000-4000-8000-000000000001");
    private static readonly Guid Other = new("bbbbbbbb-0000-4000-8000-000000000002");
    private static readonly ContactPoint Phone = ContactPoint.Of(People.RosaMobile);
    private static readonly ContactPoint Mailbox = ContactPoint.TryParse(Channel.Email, "rosa@example.com")!;
    private static readonly PlanRef Plan = new("home-blood-pressure", 1);
    private static readonly FollowOn Repeat = new("again", At + Duration.FromMinutes(5), At + Duration.FromMinutes(35), "home-blood-pressure@1/severe", true);
    private static readonly Meaning Read = new(Intents.Answer | Intents.Concern, Urgency.Urgent, "188/122", "mmHg", Language.Spanish, [new Evidence(0, 7, "bp/severe", Topic.Reading, Scope.Affirmed, Urgency.Urgent)]);
    private static readonly Concern Severe = new(Other, "home-blood-pressure@1/severe", Urgency.Urgent, Topic.Reading, "Severe reading", "2025 AHA/ACC", "188/122", At);
    private static readonly ImmutableArray<Rung> Ladder = [new("lee", "Dr. Lee", EmailAddress.TryParse("lee@riverside.example")!.Value, PhoneNumber.TryParse("+12125550110"))];

    private static readonly OutboxEntry Message = new()
    {
        Key = Id, Class = MessageClass.Routine, Kind = MessageKind.CheckIn, To = Phone, Recipient = "patient", Text = "What is your reading?", Link = LinkKind.CheckIn,
        CheckIn = Other, Escalation = Other, Why = "Home blood pressure, day 1", CountsToCap = true, QueuedAt = At, NextAttemptAt = At, ExpiresAt = At + Duration.FromHours(5),
        FirstSentAt = At, Attempts = 1, LeaseUntil = At + Duration.FromMinutes(1), LastError = "503", InDoubt = true, Subject = "A short note",
    };

    private static readonly CheckIn Asked = new()
    {
        Id = Other, OpenedAt = At, Planned = new LocalDateTime(2026, 3, 2, 9, 0), ExpiresAt = At + Duration.FromHours(5),
        Sources = [new CheckInSource(Plan, "morning", new LocalDate(2026, 3, 2))], Items = [new CheckInItem(Plan, "morning", "blood-pressure")], Contact = Phone,
        RemindAt = At + Duration.FromHours(2), OtherChannelAt = At + Duration.FromHours(3), FollowOnRule = "home-blood-pressure@1/severe", RaiseIfUnanswered = true,
    };

    private static readonly Enrollment Enrolled = new()
    {
        Plan = Plan, Anchor = new LocalDate(2026, 3, 1), EnrolledAt = At, By = "front desk", At = new LocalTime(15, 0), LeftOut = ["evening"], Because = ["asked at 15:00: works at night"],
        Thresholds = ImmutableSortedDictionary<string, decimal>.Empty.Add("severe-systolic", 160), Handled = ImmutableSortedDictionary<string, LocalDate>.Empty.Add("morning", new LocalDate(2026, 3, 2)),
        MissedInARow = 1, FollowOns = [Repeat],
    };

    private static readonly Escalation Opened = new()
    {
        Id = Other, Urgency = Urgency.Urgent, Status = EscalationStatus.Open, OpenedAt = At, Concerns = [Severe], Ladder = Ladder, NextStepAt = At + Duration.FromMinutes(30),
    };

    public static ImmutableArray<Event> Events { get; } =
    [
        new Event.PatientRegistered(People.Rosa, "front desk", [Phone]) { At = At },
        new Event.StatusChanged(PatientStatus.Active, PatientStatus.InHospital, "front desk", "told by phone") { At = At },
        new Event.Enrolled(Enrolled) { At = At },
        new Event.PlanRefitted(Plan, Enrolled.Thresholds, ["evening"], new LocalTime(15, 0), ["severe-systolic is 160: in pregnancy"]) { At = At },
        new Event.PlanPaced(Plan, [new CheckInPace("morning", 2, "steady for two weeks")], [new CloserLook("weekly", new LocalDate(2026, 3, 3), new LocalDate(2026, 3, 7), 1, "Severe reading")], "steady for two weeks") { At = At },
        new Event.WishesOverruled(new Wishes { Goal = "walk to church" }, "lee", ["language", "channel"]) { At = At },
        new Event.WishMade(new Wishes { Language = Language.Spanish, Channel = Channel.Email, Pace = Pace.Less, Goal = "walk to church", Paused = true, BackOn = new LocalDate(2026, 3, 16) }, "pause two weeks") { At = At },
        new Event.PlanEnded(Plan, "plan", "its last day has passed") { At = At },
        new Event.CheckInOpened(Asked, "Home blood pressure, day 1") { At = At },
        new Event.CheckInSkipped(Asked.Sources[0], "opted out") { At = At },
        new Event.CheckInReminded(Other) { At = At },
        new Event.OtherChannelTried(Other, Mailbox, ByLink: true) { At = At },
        new Event.QuestionAsked(Other, 0) { At = At },
        new Event.AskedAgain(Other) { At = At, From = Phone, Text = "hm" },
        new Event.AnswerRecorded(Other, new Observation("blood-pressure", At, new LocalDate(2026, 3, 2), "188/122 mmHg", 188, 122, Other), "188/122") { At = At },
        new Event.CheckInClosed(Other, CheckInEnd.Expired, "no answer", Missed: true) { At = At },
        new Event.FollowOnPlanned(Plan, Repeat) { At = At },
        new Event.FollowOnDropped(Plan, Repeat, "asked") { At = At },
        new Event.ReplyRecorded("m-1", Phone, "188/122", Read, At + Duration.FromHours(1)) { At = At, Asked = Ask.BloodPressure },
        new Event.ReplyHeld(Phone, "wait", At + Duration.FromSeconds(20)) { At = At },
        new Event.ReplyReread(Read) { At = At },
        new Event.HandedToPerson("a reply could not be understood") { At = At },
        new Event.EmergencyAsked(Phone, "something is not right", Topic.Danger, At + Duration.FromMinutes(10)) { At = At },
        new Event.EmergencySettled("no answer in time") { At = At },
        new Event.ReadingCorrected("m-1", Intents.Concern, Urgency.Urgent, "lee") { At = At },
        new Event.SecondReadingHeard("m-1", Urgency.Urgent, Intents.Concern) { At = At },
        new Event.RepliesSeen("lee", At) { At = At },
        new Event.OptedOut(Phone, "STOP") { At = At },
        new Event.OptedIn(Phone, "patient", "START") { At = At },
        new Event.ContactUnusable(Phone, "number does not exist") { At = At },
        new Event.MessageQueued(Message) { At = At },
        new Event.MessageHeldBack(Id, At + Duration.FromHours(1), "outside the contact window") { At = At },
        new Event.MessageSent(Id, MessageKind.CheckIn, Phone, CountsToCap: true, Other, Other) { At = At },
        new Event.MessageRetried(Id, At + Duration.FromSeconds(30), "503", InDoubt: false) { At = At },
        new Event.MessageNotSent(Id, MessageKind.Reminder, "opted out") { At = At },
        new Event.MessageReported(Id, DeliveryWord.Failed, "30003") { At = At },
        new Event.EscalationOpened(Opened) { At = At },
        new Event.ConcernJoined(Other, Severe, Urgency.Emergency, EscalationStatus.Open, Ladder, 0, At + Duration.FromMinutes(5)) { At = At },
        new Event.EscalationMoved(Other, 0, 1, At + Duration.FromMinutes(10), "nobody acknowledged in time") { At = At, Skipped = ["Dr. Ortiz is away"] },
        new Event.LadderSpent(Other, Urgency.Urgent, 1) { At = At },
        new Event.EscalationAcknowledged(Other, "lee", At + Duration.FromMinutes(40), ChosenByPerson: true) { At = At },
        new Event.PatientCalled(Other, "lee") { At = At, Outcome = CallOutcome.LeftMessage },
        new Event.AcknowledgementUndone(Other, "lee", At + Duration.FromMinutes(5)) { At = At },
        new Event.EscalationSnoozed(Other, "lee", At + Duration.FromHours(3)) { At = At },
        new Event.ColleagueAsked(Other, "lee", "ortiz", "you know her better") { At = At },
        new Event.PassedToPerson(Other, "lee", At + Duration.FromHours(4)) { At = At },
        new Event.HelpPlanned(Other, At + Duration.FromHours(24)) { At = At },
        new Event.HelpAsked(Other) { At = At },
        new Event.HelpAnswered(Other, Helped: false, "no, not really") { At = At },
        new Event.EscalationResolved(Other, "lee", "seen today") { At = At },
        new Event.ProviderReplied(Other, "lee", "Please rest.") { At = At, TalkUntil = At + Duration.FromHours(4) },
    ];

    public static ImmutableArray<Command> Commands { get; } =
    [
        new Command.Register(People.Rosa, "front desk", [Phone]) { Id = "c-1", At = At },
        new Command.Enroll(Plan, new LocalDate(2026, 3, 1), "front desk") { Id = "c-2", At = At },
        new Command.Withdraw("home-blood-pressure", "front desk", "asked for it") { Id = "c-3", At = At },
        new Command.ChangeStatus(PatientStatus.Paused, "front desk", "on holiday") { Id = "c-4", At = At },
        new Command.Reply(Phone, "188/122") { Id = "c-5", At = At, Candidates = ["R. M.", "A. M."] },
        new Command.WebAnswer(Other, ImmutableSortedDictionary<string, string>.Empty.Add("blood-pressure", "128/80")) { Id = "c-6", At = At },
        new Command.ContactOptedOut(Phone) { Id = "c-7", At = At },
        new Command.ContactOptedIn(Phone, "front desk", "asked for it") { Id = "c-8", At = At },
        new Command.DeliveryReport(Id, DeliveryWord.Delivered, "") { Id = "c-9", At = At },
        new Command.Acknowledge(Other, "lee", At + Duration.FromMinutes(40)) { Id = "c-10", At = At },
        new Command.Called(Other, "lee") { Id = "c-11", At = At, Outcome = CallOutcome.NoAnswer },
        new Command.Resolve(Other, "lee", "seen today") { Id = "c-12", At = At },
        new Command.ProviderReply(Other, "lee", "Please rest.") { Id = "c-13", At = At },
        new Command.UndoAcknowledge(Other, "lee") { Id = "c-15", At = At },
        new Command.Snooze(Other, "lee", At + Duration.FromHours(3)) { Id = "c-16", At = At },
        new Command.AskColleague(Other, "lee", "ortiz", "you know her better") { Id = "c-17", At = At },
        new Command.CorrectReading("m-1", Intents.Concern, Urgency.Urgent, "lee") { Id = "c-18", At = At },
        new Command.SecondReading("m-1", "hjkl", Urgency.Urgent, Intents.Concern) { Id = "c-19", At = At },
        new Command.SeeReplies("lee", At) { Id = "c-see", At = At },
        Command.TickAt(At),
        new Command.Attempted(Id, AttemptOutcome.Unknown, "no answer") { Id = "c-14", At = At },
    ];
}
