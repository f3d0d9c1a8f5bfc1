using System.Collections.Immutable;
using System.Text.Json;
using NodaTime;
using Outreach.App.Ledgers;
using Outreach.App.Stepping;
using Outreach.Core.Escalations;
using Outreach.Core.FollowUps;
using Outreach.Core.Json;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Core.Replies;
using Outreach.Testing;

namespace Outreach.Core.Tests.FollowUps.Histories;

/// <summary>Sees every step of a history and objects where a rule is broken. It knows the rules from the design, not from the code.</summary>
internal sealed partial class Witness
{
    private readonly World world;
    private readonly List<Violation> violations = [];
    private readonly HashSet<string> repliesSent = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> repliesRecorded = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, OutboxEntry> queued = [];
    private readonly Dictionary<Guid, OutboxEntry> claimed = [];
    private readonly HashSet<Guid> ended = [];
    private readonly Dictionary<ContactPoint, HashSet<Guid>> confirmations = [];
    private readonly List<Instant> unprompted = [];
    private readonly HashSet<Guid> answered = [];
    private Guid? openCheckIn;
    private bool askedAgain;
    private bool clockWentBack;
    private Instant latest = Instant.MinValue;

    public Witness(World world)
    {
        this.world = world;
        world.Watch = Step;
    }

    public ImmutableArray<Violation> Violations() => [.. violations];

    public void Object(string rule, string what)
    {
        if (violations.Count(v => v.Rule == rule) < 3) violations.Add(new Violation(rule, $"at {world.Now}: {what}"));
    }

    private void Step(Ledger ledger, IReadOnlyList<Command> attempts, StepOutcome outcome)
    {
        if (world.Now < latest) clockWentBack = true;
        latest = Instant.Max(latest, world.Now);
        foreach (var reply in ledger.Inbox.Select(i => i.Command).OfType<Command.Reply>()) repliesSent.Add(reply.Id);
        foreach (var key in attempts.OfType<Command.Attempted>().Select(a => a.Key)) leases.Remove(key);
        if (world.Steps % world.RoundTripEvery == 0)
        {
            Pure(ledger, attempts, outcome);
            Limits(outcome);
        }

        foreach (var happened in outcome.Commit.Events)
        {
            Happened(happened, outcome.Commit.State);
            Unread(happened);
        }

        Waiting(outcome.Commit.State);
        Emergencies(outcome);
        Doubts(outcome);
        PeopleActed(ledger, outcome);
        Promised(ledger, outcome);
        Pinned(ledger.State, outcome.Commit.State);
        foreach (var entry in outcome.Claimed) Claimed(entry, outcome.Commit.State);
        foreach (var decided in outcome.Commit.Decided) Refused(decided.RefusalMessage);
    }

    /// <summary>R14: the same again gives the same; the events alone give the state.</summary>
    private void Pure(Ledger ledger, IReadOnlyList<Command> attempts, StepOutcome outcome)
    {
        if (outcome.Commit.Events.IsEmpty) return;
        var again = StepFold.Run(world.Context, ledger, attempts, world.Now);
        if (Json(again.Commit) != Json(outcome.Commit) || Json(again.Claimed) != Json(outcome.Claimed)) Object("R14", "the same step came out differently");
        var folded = outcome.Commit.Events.Aggregate(ledger.State, Evolution.Apply);
        if (Json(folded) != Json(outcome.Commit.State)) Object("R14", "the events do not give the state");
    }

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, OutreachJson.Options);

    private void Limits(StepOutcome outcome)
    {
        if (outcome.Commit.Operations > LedgerLimits.OperationsAStep) Object("limits", $"{outcome.Commit.Operations} operations in one step");
        if (outcome.Commit.Events.Length > 0 && Json(outcome.Commit.State).Length > LedgerLimits.StateBytes) Object("limits", "the state is too large");
    }

    private void Happened(Event happened, FollowUp after)
    {
        switch (happened)
        {
            case Event.ReplyRecorded e:
                repliesRecorded[e.MessageId] = repliesRecorded.GetValueOrDefault(e.MessageId) + 1;
                break;
            case Event.MessageQueued e:
                Queued(e.Message, after);
                break;
            case Event.MessageSent e:
                Ended(e.Key);
                if (e.CountsToCap) Unprompted(e.At, after);
                break;
            case Event.MessageNotSent e:
                if (e.Reason.Length == 0) Object("R13", "not sent, without a reason");
                if (queued.ContainsKey(e.Key)) Ended(e.Key);
                foreach (var keys in confirmations.Values) keys.Remove(e.Key);
                break;
            case Event.OptedOut e:
                confirmations[e.Contact] = [];
                break;
            case Event.OptedIn e:
                confirmations.Remove(e.Contact);
                break;
            case Event.CheckInOpened e:
                if (openCheckIn is not null) Object("R8", "a check-in was opened while another was open");
                openCheckIn = e.CheckIn.Id;
                if (e.Why.Length == 0) Object("R15", "a check-in without a why");
                break;
            case Event.QuestionAsked e:
                askedAgain = false;
                if (e.CheckIn != openCheckIn) Object("R8", "a question of no open check-in");
                break;
            case Event.AskedAgain:
                if (askedAgain) Object("R10", "asked again twice");
                askedAgain = true;
                break;
            case Event.AnswerRecorded e:
                answered.Add(e.CheckIn);
                break;
            case Event.CheckInClosed e:
                Closed(e);
                break;
            case Event.Enrolled e:
                if (e.Enrollment.Because.IsEmpty && ChangedThresholds(e.Enrollment)) Object("R15", "a plan was changed for the patient without a because");
                break;
            default:
                break;
        }
    }

    private bool ChangedThresholds(Enrollment enrollment) =>
        world.Context.Plans.Find(enrollment.Plan)!.Thresholds.Any(t => enrollment.Thresholds[t.Key] != t.Value.Value);

    private void Ended(Guid key)
    {
        if (!ended.Add(key)) Object("R13", "a message ended twice");
    }

    /// <summary>R9: answered means answered; nothing closes in silence without being counted or a reason that is no silence.</summary>
    private void Closed(Event.CheckInClosed e)
    {
        openCheckIn = null;
        if (e.End == CheckInEnd.Answered && !answered.Contains(e.CheckIn) && e.Reason != "nothing to ask this patient") Object("R9", "silence was taken for an answer");
        string[] noSilence =
        [
            "opted out", "wrong number", "withdrawn from the plan", "its questions go on with the next check-in", "it could not be delivered", "a person is writing with the patient",
            "follow-up is paused", "the patient is in hospital", "the patient has moved", "the patient has died",
        ];
        var followOn = world.Events.OfType<Event.CheckInOpened>().Any(o => o.CheckIn.Id == e.CheckIn && o.CheckIn.FollowOnRule is not null);
        if (e is { End: CheckInEnd.Expired, Missed: false } && !answered.Contains(e.CheckIn) && !followOn && !noSilence.Contains(e.Reason, StringComparer.Ordinal)) Object("R9", $"closed in silence: {e.Reason}");
    }

    /// <summary>R5: safety text, or somebody is told to call now; an open escalation; a provider told; all in one commit.</summary>
    private void Emergencies(StepOutcome outcome)
    {
        var events = outcome.Commit.Events;
        var told = events.OfType<Event.ReplyRecorded>().Where(e => !e.Meaning.Has(Intents.Auto)).Select(e => e.Meaning).Concat(events.OfType<Event.ReplyReread>().Select(e => e.Meaning));
        if (!told.Any(m => m.Urgency == Urgency.Emergency)) return;
        var messages = events.OfType<Event.MessageQueued>().Select(e => e.Message).ToList();
        var callNow = events.OfType<Event.ConcernJoined>().Any(e => e.Concern.Rule == Escalating.CallNowRule);
        if (!messages.Exists(m => m.Kind == MessageKind.Safety && m.Recipient == "patient") && !callNow) Object("R5", "no safety text, and nobody told to call");
        if (outcome.Commit.State.OpenEscalation?.Urgency != Urgency.Emergency) Object("R5", "no open emergency");
        if (!messages.Exists(m => m.Kind == MessageKind.Escalation)) Object("R5", "no provider told");
        if (messages.Exists(m => m.Kind == MessageKind.Thanks)) Object("R10", "an emergency was answered with thanks");
    }

    /// <summary>R11: an enrolment keeps its version.</summary>
    private void Pinned(FollowUp before, FollowUp after)
    {
        foreach (var enrollment in after.Enrollments)
        {
            if (before.Enrollments.FirstOrDefault(e => e.Plan.Id == enrollment.Plan.Id && e.EnrolledAt == enrollment.EnrolledAt) is { } known && known.Plan != enrollment.Plan) Object("R11", "an enrolment changed its version");
        }
    }

    /// <summary>Nothing is left to be done at this moment.</summary>
    public void AtRest()
    {
        var state = world.State;
        if (state.Unread is { } unread && unread.ReadAgainAt <= world.Now) Object("R10", "held texts were not read");
        if (state.EmergencyQuestion is { AnswerBy: { } until } && until <= world.Now) Object("R10", "nobody was told that no answer came");
        if (state.OpenEscalation is not { } open) return;
        if (open.NextStepAt is not { } next) Object("R6", "an open escalation without a next step");
        else if (next <= world.Now) Object("R6", "an open escalation was due and did not move");
        else if (open is { Status: EscalationStatus.Open, Urgency: Urgency.Emergency } && next > latest + Duration.FromHours(1)) Object("R6", "an emergency waits for more than an hour");
        else if (open is { Status: EscalationStatus.Acknowledged, Urgency: Urgency.Emergency, ActedOn: false } && next > latest + Duration.FromHours(1)) Object("R6", "an emergency was snoozed");
    }

    public void AtTheEnd()
    {
        foreach (var id in repliesSent.Where(id => repliesRecorded.GetValueOrDefault(id) != 1 && world.Refusals.Count == 0)) Object("R1", $"a reply was recorded {repliesRecorded.GetValueOrDefault(id)} times");
        foreach (var entry in world.SentTwice) Object("R2", $"{entry.Kind} left twice");
        var waiting = world.State.Outbox.Select(m => m.Key).ToHashSet();
        foreach (var message in queued.Values.Where(m => !ended.Contains(m.Key) && !waiting.Contains(m.Key))) Object("R13", $"{message.Kind} vanished");
    }
}
