using System.Collections.Immutable;
using NodaTime;
using NodaTime.Text;
using Outreach.Core.CarePlans;
using Outreach.Core.Escalations;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Testing;

namespace Outreach.Core.Tests.Conversations;

/// <summary>Events as a nurse would say them, in the patient's local time.</summary>
internal sealed class ConversationWords(World world, DateTimeZone zone)
{
    private static readonly LocalDateTimePattern Minute = LocalDateTimePattern.CreateWithInvariantCulture("ddd HH:mm");
    private static readonly LocalDateTimePattern Second = LocalDateTimePattern.CreateWithInvariantCulture("ddd HH:mm:ss");
    private readonly Dictionary<Guid, OutboxEntry> queued = [];
    private readonly HashSet<string> staffEmail = new(StringComparer.Ordinal);
    private ImmutableArray<Rung> ladder = [];
    private LocalDate day;

    public IEnumerable<string> Lines(Event happened)
    {
        if (happened is Event.MessageQueued q) queued[q.Message.Key] = q.Message;
        ladder = happened switch { Event.EscalationOpened o => o.Escalation.Ladder, Event.ConcernJoined j => j.Ladder, Event.EscalationMoved { Ladder: { } other } => other, _ => ladder };
        if (What(happened) is not { } what) yield break;
        var local = happened.At.InZone(zone).LocalDateTime;
        if (local.Date != day)
        {
            day = local.Date;
            yield return $"-- {local.DayOfWeek} {LocalDatePattern.Iso.Format(day)} --";
        }

        var lines = what.TrimEnd('\n').Split('\n');
        yield return $"{Clock(happened.At)}  {lines[0]}";
        foreach (var line in lines.Skip(1).Where(l => l.Length > 0)) yield return $"           {line}";
    }

    private string? What(Event happened) => happened switch
    {
        Event.PatientRegistered e => $"{e.Patient.PreferredName} is registered by {e.By}",
        Event.StatusChanged e => $"{e.By}: {Registering(e.From)} -> {Registering(e.To)}: {e.Reason}",
        Event.Enrolled e => $"enrolled in {e.Enrollment.Plan}, day 0 is {LocalDatePattern.Iso.Format(e.Enrollment.Anchor)}" + string.Concat(e.Enrollment.Because.Select(b => $"\n{b}")),
        Event.PlanRefitted e => $"{e.Plan} is fitted again" + string.Concat(e.Because.Select(b => $"\n{b}")),
        Event.PlanPaced e => $"{e.Plan} changes its pace: {e.Because}",
        Event.WishesOverruled e => $"{Name(e.By)} changed what the patient had chosen: {string.Join(", ", e.What)}",
        Event.WishMade e => $"the patient chose: {e.Words}",
        Event.PlanEnded e => $"{e.Plan} has ended: {e.Reason}",
        Event.CheckInOpened e => $"check-in opens{(e.CheckIn.ByLink ? " by link" : "")}: {e.Why}",
        Event.CheckInSkipped e => $"check-in {e.Source.Plan}/{e.Source.CheckIn} of {LocalDatePattern.Iso.Format(e.Source.Planned)} is not sent: {e.Reason}",
        Event.CheckInReminded => "a reminder is due",
        Event.OtherChannelTried e => $"tried by {(e.Contact.Channel == Channel.Sms ? "text" : "email")} instead",
        Event.QuestionAsked e => $"open question: {Question(e)}",
        Event.AskedAgain => "the question is asked again",
        Event.AnswerRecorded e => $"recorded: {e.Observation.Question} = {e.Observation.Value}{Numbers(e.Observation)}",
        Event.CheckInClosed e => $"check-in {e.End.ToString().ToLowerInvariant()}: {e.Reason}{(e.Missed ? " (missed)" : "")}",
        Event.FollowOnPlanned e => $"{e.FollowOn.CheckIn} will be asked at {Clock(e.FollowOn.DueAt)}, because of {e.FollowOn.Rule}",
        Event.FollowOnDropped e => $"{e.FollowOn.CheckIn} is no longer planned: {e.Reason}",
        Event.ReplyRecorded e => $"read as: {Meaning(e.Meaning)}",
        Event.ReplyHeld e => $"waits until {Clock(e.ReadAgainAt)} for the rest",
        Event.ReplyReread e => $"read together as: {Meaning(e.Meaning)}",
        Event.HandedToPerson e => $"handed to a person: {e.Reason}",
        Event.EmergencyAsked e => $"asked whether it is an emergency; the answer is waited for until {Clock(e.AnswerBy)}",
        Event.EmergencySettled e => $"whether it is an emergency: {e.Outcome}",
        Event.ReadingCorrected e => $"{Name(e.By)}: should have been read as {string.Join(", ", Core.Replies.ReadingNames.Of(e.Intents))}, {e.Urgency.ToString().ToLowerInvariant()}",
        Event.RepliesSeen e => $"{Name(e.By)} has read what nothing could use, up to {Clock(e.UpTo)}",
        Event.SecondReadingHeard e => $"a second reader takes it for {string.Join(", ", Core.Replies.ReadingNames.Of(e.Suggested))}, {e.Urgency.ToString().ToLowerInvariant()}",
        Event.OptedOut e => $"OPTED OUT: {e.Contact} ({e.Wording})",
        Event.OptedIn e => $"OPTED IN: {e.Contact}, by {e.By} ({e.Reason})",
        Event.ContactUnusable e => $"not used any more: {e.Contact}, {e.Reason}",
        Event.MessageQueued => null,
        Event.MessageHeldBack e => $"held until {Clock(e.Until)}: {Of(e.Key)} ({e.Reason})",
        Event.MessageSent e => Sent(queued[e.Key]),
        Event.MessageRetried e => $"not taken ({e.Error}), again at {Clock(e.NextAttemptAt)}: {Of(e.Key)}",
        Event.MessageNotSent e => $"NOT SENT: {(queued.ContainsKey(e.Key) ? Of(e.Key) : e.Kind.ToString())} ({e.Reason})",
        Event.MessageReported e => $"the carrier says {e.Word.ToString().ToLowerInvariant()}{(e.Detail.Length > 0 ? $" ({e.Detail})" : "")}: {Of(e.Key)}",
        Event.EscalationOpened e => $"ESCALATION {e.Escalation.Urgency.ToString().ToLowerInvariant()}: {Concern(e.Escalation.Concerns[^1])}\nladder: {string.Join(", ", e.Escalation.Ladder.Select(r => r.Name))}; next step {Clock(e.Escalation.NextStepAt!.Value)}",
        Event.ConcernJoined e => $"JOINS THE ESCALATION, now {e.Urgency.ToString().ToLowerInvariant()}: {Concern(e.Concern)}\nnext step {Clock(e.NextStepAt)}",
        Event.EscalationMoved e => $"escalation moves to {ladder[e.To].Name}{(e.Rounds > 0 ? $", round {e.Rounds + 1}" : "")}: {string.Join("; ", e.Skipped.Prepend(e.Reason))}; next step {Clock(e.NextStepAt)}",
        Event.LadderSpent e => $"LADDER SPENT: everybody was told, nobody has it ({e.Urgency.ToString().ToLowerInvariant()}, {e.Rounds})",
        Event.EscalationAcknowledged e => $"{Name(e.By)} has it until {Clock(e.Until)}{(e.ChosenByPerson ? "" : " (nobody chose this time)")}",
        Event.PatientCalled e => $"{Name(e.By)} called{(e.Outcome is { } o ? $": {o}" : "")}",
        Event.AcknowledgementUndone e => $"{Name(e.By)} takes it back; next step {Clock(e.NextStepAt)}",
        Event.EscalationSnoozed e => $"{Name(e.By)} puts it off until {Clock(e.Until)}",
        Event.ColleagueAsked e => $"{Name(e.By)} asks {Name(e.Colleague)}: {e.Note}",
        Event.PassedToPerson e => $"left to {Name(e.By)}, who is writing with the patient, until {Clock(e.Until)}",
        Event.HelpPlanned e => $"whether it helped will be asked at {Clock(e.AskAt)}",
        Event.HelpAsked => "asked whether it helped",
        Event.HelpAnswered e => $"it {(e.Helped ? "helped" : "did not help")}",
        Event.EscalationResolved e => $"{Name(e.By)} resolved it: {e.Reason}",
        Event.ProviderReplied e => $"{Name(e.By)} wrote",
        _ => throw new ArgumentOutOfRangeException(nameof(happened), happened.GetType().Name, "an event without words"),
    };

    private string Clock(Instant at)
    {
        var local = at.InZone(zone).LocalDateTime;
        var text = local is { Second: 0, NanosecondOfSecond: 0 } ? Minute.Format(local) : Second.Format(local);
        return Period.DaysBetween(day, local.Date) is > 6 or < 0 ? $"{text} ({LocalDatePattern.Iso.Format(local.Date)})" : text;
    }

    private string Sent(OutboxEntry message)
    {
        var channel = message.To.Channel == Channel.Sms ? "text" : "email";
        var subject = message.Subject is { } s ? $" [{s}]" : "";
        if (message is { Recipient: not "patient", Subject: not null } && !staffEmail.Add(message.Subject)) return $"-> {To(message)}, {channel}{subject}: ...\n{string.Join('\n', message.Text.TrimEnd().Split('\n').TakeLast(2))}\n   ({message.Why})";
        if (message is { Recipient: not "patient", Subject: null }) return $"-> {To(message)}, {channel}: {message.Text}";
        return $"-> {To(message)}, {channel}{subject}: {message.Text}\n   ({message.Class.ToString().ToLowerInvariant()}, {message.Kind}; {message.Why})";
    }

    private string Of(Guid key) => queued.TryGetValue(key, out var m)
        ? $"{m.Kind} to {To(m)} by {(m.To.Channel == Channel.Sms ? "text" : "email")}"
        : "a message";

    private string To(OutboxEntry message) =>
        message.Recipient switch { "patient" => Contacts.CaregiverAt(world.State.Patient!, message.To)?.Name ?? world.State.Patient!.PreferredName, "practice" => "the practice's own number", var provider => Name(provider) };

    private string Name(string provider) => world.Context.Practice.ProviderById(provider)?.Name ?? provider;

    private string Question(Event.QuestionAsked asked)
    {
        var checkIn = world.Events.OfType<Event.CheckInOpened>().Last(o => o.CheckIn.Id == asked.CheckIn).CheckIn;
        var item = checkIn.Items[asked.Place];
        return $"{item.Question} ({Find(item)?.Kind})";
    }

    private Question? Find(CheckInItem item) =>
        world.Context.Plans.Find(item.Plan)?.CheckIn(item.CheckIn)?.Questions.FirstOrDefault(q => q.Id == item.Question);

    private static string Numbers(Observation o) => o.Number is { } n ? $" [{n:0.#}{(o.Second is { } d ? $"/{d:0.#}" : "")}]" : "";

    private static string Meaning(Core.Replies.Meaning m) =>
        $"{m.Intents.ToString().ToLowerInvariant()}{(m.Value is { } v ? $" {v}" : "")}{(m.Unit is { } u ? $" {u}" : "")}, {m.Urgency.ToString().ToLowerInvariant()}";

    private static string Concern(Core.Escalations.Concern c) => $"{c.Because} [{c.Rule}]{(c.Words is { } w ? $" \"{w}\"" : "")}";

    private static string Registering(PatientStatus status) => status.ToString();
}
