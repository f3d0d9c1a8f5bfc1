namespace Outreach.Core.FollowUps;

public sealed record NobodyRegistered() : Refusal("nobody-registered", "Nobody is registered under this id; register the patient first.");

public sealed record UnknownPlan(string Plan, string Known) : Refusal("unknown-plan", $"There is no plan \"{Plan}\"; choose one of: {Known}.");

public sealed record PlanNotApproved(string Plan) : Refusal("plan-not-approved", $"Plan \"{Plan}\" has no approval; a clinician adds approved: by and on to it first.");

public sealed record AlreadyEnrolled(string Plan) : Refusal("already-enrolled", $"The patient is already enrolled in \"{Plan}\"; withdraw them first to start again.");

public sealed record NotEnrolled(string Plan) : Refusal("not-enrolled", $"The patient is not enrolled in \"{Plan}\".");

public sealed record NotForMinors() : Refusal("under-18", "The patient is under 18; the practice must allow minors and a guardian's mobile is needed.");

public sealed record UnknownEscalation() : Refusal("unknown-escalation", "There is no such escalation for this patient.");

public sealed record AlreadyResolved(string By) : Refusal("already-resolved", $"It was already resolved by {By}.");

public sealed record PromiseInThePast() : Refusal("promise-in-the-past", "The promised time is in the past; choose a later one.");

public sealed record PromiseTooFar() : Refusal("promise-too-far", "An emergency cannot be put off by more than an hour; choose an earlier time.");

public sealed record TooLateToUndo() : Refusal("too-late-to-undo", "This can be undone for a minute, by whoever pressed it. Call the patient, or ask a colleague to take it over.");

public sealed record EmergencyNotSnoozed() : Refusal("emergency-not-snoozed", "An emergency cannot be put off. Acknowledge it with a time, or ask a colleague.");

public sealed record SnoozeTooFar(string Longest) : Refusal("snooze-too-far", $"It can be put off by {Longest} at most; choose an earlier time.");

public sealed record PromiseStands() : Refusal("promise-stands", "The patient was told by when you will act. Call or write first, then put it off.");

public sealed record UnknownColleague() : Refusal("unknown-colleague", "There is no such colleague at this practice; choose one of the list.");

public sealed record EmptyText() : Refusal("empty-text", "Write something to send.");

public sealed record ReasonMissing() : Refusal("reason-missing", "Say in a few words how it was resolved.");

public sealed record CannotReach(string Why) : Refusal("cannot-reach", $"The patient cannot be texted or emailed: {Why}. Please call.");

public sealed record SensitivePlanOnSharedPhone(string Plan) : Refusal("sensitive-shared", $"\"{Plan}\" is sensitive and never goes to a guardian's or a shared number; add an email or a number of the patient's own.");

public sealed record UnknownTimeZone(string Zone) : Refusal("unknown-time-zone", $"\"{Zone}\" is not an IANA time zone; write one like America/New_York.");

public sealed record CheckInOver() : Refusal("check-in-over", "This check-in is over; the practice has what you sent before.");

public sealed record NothingAnswered() : Refusal("nothing-answered", "Nothing was answered; answer at least one question, or call us.");

public sealed record NoReadingChosen() : Refusal("no-reading-chosen", "Choose at least one thing the text was.");
