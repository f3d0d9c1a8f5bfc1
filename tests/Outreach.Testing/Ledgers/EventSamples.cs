using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.Escalations;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.Testing.Ledgers;

/// <summary>At least one of every event.</summary>
public static class EventSamples
{
    private static readonly Instant T = LedgerSamples.Start;
    private static readonly Guid CheckInId = DerivedId.From("check-in");
    private static readonly Escalation Opened = LedgerSamples.Escalation(1, T);
    private static readonly CheckInSource Source = new(LedgerSamples.Plan, "morning", new LocalDate(2026, 3, 2));
    private static readonly FollowOn Later = new("recheck", T + Duration.FromHours(1), T + Duration.FromHours(3), "high", RaiseIfUnanswered: true);
    private static readonly Meaning Read = new(Intents.Answer, Urgency.None, "128/82", "mmHg", Language.English, [new Evidence(0, 6, "bp/slash", Topic.Reading, Scope.Affirmed, Urgency.None)]);

    public static ImmutableArray<Event> All =>
    [
        new Event.PatientRegistered(LedgerSamples.Patient(1), "import", []) { At = T },
        new Event.PatientRegistered(LedgerSamples.Patient(1), "import", [LedgerSamples.Phone]) { At = T },
        new Event.StatusChanged(PatientStatus.Active, PatientStatus.InHospital, "lee", "admitted") { At = T },
        new Event.Enrolled(new Enrollment { Plan = LedgerSamples.Plan, Anchor = new LocalDate(2026, 3, 1), EnrolledAt = T, By = "lee", Because = ["kidney disease lowers the limit"] }) { At = T },
        new Event.PlanRefitted(LedgerSamples.Plan, System.Collections.Immutable.ImmutableSortedDictionary<string, decimal>.Empty.Add("goal-systolic", 140), [], null, ["goal-systolic is 140: set for this patient"]) { At = T },
        new Event.PlanPaced(LedgerSamples.Plan, [new CheckInPace("morning", 2, "steady for two weeks")], [], "steady for two weeks") { At = T },
        new Event.WishesOverruled(new Wishes { Pace = Pace.Less }, "lee", ["language"]) { At = T },
        new Event.WishMade(new Wishes { Pace = Pace.Less }, "LESS") { At = T },
        new Event.PlanEnded(LedgerSamples.Plan, "lee", "30 days are over") { At = T },
        new Event.CheckInOpened(CheckIn(), "home-blood-pressure@1: every morning of the first week") { At = T },
        new Event.CheckInSkipped(Source, "too late to be worth sending") { At = T },
        new Event.CheckInReminded(CheckInId) { At = T },
        new Event.OtherChannelTried(CheckInId, LedgerSamples.Email, ByLink: true) { At = T },
        new Event.QuestionAsked(CheckInId, 0) { At = T },
        new Event.AskedAgain(CheckInId) { At = T },
        new Event.AnswerRecorded(CheckInId, new Observation("blood-pressure", T, new LocalDate(2026, 3, 2), "128/82", 128, 82, CheckInId), "128 over 82\nthanks") { At = T },
        new Event.CheckInClosed(CheckInId, CheckInEnd.Answered, "all questions answered", Missed: false) { At = T },
        new Event.CheckInClosed(CheckInId, CheckInEnd.Expired, "no answer in 24 hours", Missed: true) { At = T },
        new Event.FollowOnPlanned(LedgerSamples.Plan, Later) { At = T },
        new Event.FollowOnDropped(LedgerSamples.Plan, Later, "the plan ended") { At = T },
        new Event.ReplyRecorded("m1", LedgerSamples.Phone, "128/82", Read, T + Duration.FromMinutes(60)) { At = T },
        new Event.ReplyHeld(LedgerSamples.Phone, "my pressure", T + Duration.FromSeconds(20)) { At = T },
        new Event.ReplyReread(Read) { At = T },
        new Event.HandedToPerson("unclear twice") { At = T },
        new Event.EmergencyAsked(LedgerSamples.Phone, "something is not right", Topic.Other, T + Duration.FromMinutes(10)) { At = T },
        new Event.EmergencySettled("no") { At = T },
        new Event.ReadingCorrected("m1", Intents.Answer, Urgency.None, "lee") { At = T },
        new Event.SecondReadingHeard("m1", Urgency.Routine, Intents.Question) { At = T },
        new Event.AskedAgain(CheckInId) { At = T, From = LedgerSamples.Phone, Text = "=hm" },
        new Event.RepliesSeen("lee", T) { At = T },
        new Event.OptedOut(LedgerSamples.Phone, "STOP") { At = T },
        new Event.OptedIn(LedgerSamples.Phone, "lee", "asked at the desk") { At = T },
        new Event.ContactUnusable(LedgerSamples.Phone, "number does not exist") { At = T },
        new Event.MessageQueued(LedgerSamples.Message(1, T)) { At = T },
        new Event.MessageHeldBack(LedgerSamples.Message(1, T).Key, T + Duration.FromHours(1), "outside the window") { At = T },
        new Event.MessageSent(LedgerSamples.Message(1, T).Key, MessageKind.CheckIn, LedgerSamples.Phone, CountsToCap: true, CheckInId, null) { At = T },
        new Event.MessageRetried(LedgerSamples.Message(1, T).Key, T + Duration.FromSeconds(30), "503", InDoubt: false) { At = T },
        new Event.MessageNotSent(LedgerSamples.Message(1, T).Key, MessageKind.CheckIn, "opted out") { At = T },
        new Event.MessageReported(LedgerSamples.Message(1, T).Key, DeliveryWord.Delivered, "200") { At = T },
        new Event.EscalationOpened(Opened) { At = T },
        new Event.ConcernJoined(Opened.Id, Opened.Concerns[0], Urgency.Urgent, EscalationStatus.Open, Opened.Ladder, 0, T + Duration.FromMinutes(15)) { At = T },
        new Event.EscalationMoved(Opened.Id, 1, 1, T + Duration.FromMinutes(30), "not acknowledged in time") { At = T, Ladder = Opened.Ladder, Skipped = ["Dr. Ortiz is away"] },
        new Event.LadderSpent(Opened.Id, Urgency.Urgent, 1) { At = T },
        new Event.EscalationAcknowledged(Opened.Id, "lee", T + Duration.FromHours(1), ChosenByPerson: true) { At = T },
        new Event.PatientCalled(Opened.Id, "lee") { At = T, Outcome = CallOutcome.Spoke },
        new Event.AcknowledgementUndone(Opened.Id, "lee", T + Duration.FromMinutes(5)) { At = T },
        new Event.EscalationSnoozed(Opened.Id, "lee", T + Duration.FromHours(3)) { At = T },
        new Event.ColleagueAsked(Opened.Id, "lee", "ortiz", "=you know her better") { At = T },
        new Event.PassedToPerson(Opened.Id, "lee", T + Duration.FromHours(4)) { At = T },
        new Event.HelpPlanned(Opened.Id, T + Duration.FromHours(24)) { At = T },
        new Event.HelpAsked(Opened.Id) { At = T },
        new Event.HelpAnswered(Opened.Id, Helped: false, "no, not really") { At = T },
        new Event.EscalationResolved(Opened.Id, "lee", "=cmd: dose changed") { At = T },
        new Event.ProviderReplied(Opened.Id, "lee", "Please come in today.") { At = T },
    ];

    private static CheckIn CheckIn() => new()
    {
        Id = CheckInId,
        OpenedAt = T,
        Planned = new LocalDateTime(2026, 3, 2, 9, 0),
        ExpiresAt = T + Duration.FromHours(8),
        Sources = [Source],
        Items = [new CheckInItem(LedgerSamples.Plan, "morning", "blood-pressure")],
        Contact = LedgerSamples.Phone,
    };
}
