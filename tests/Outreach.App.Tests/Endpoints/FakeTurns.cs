using System.Collections.Immutable;
using NodaTime;
using Outreach.App.Stepping;
using Outreach.Core.Escalations;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Patients;

namespace Outreach.App.Tests.Endpoints;

/// <summary>Takes commands as a patient's turn does, and makes the plainest thing of each that pages and endpoints can show.</summary>
internal sealed class FakeTurns(FakeLedgers ledgers)
{
    public List<Command> Commands { get; } = [];

    /// <summary>What the next command is refused with.</summary>
    public Refusal? RefuseNext { get; set; }

    public ValueTask<Submitted> SubmitAsync(PatientId id, Command command, CancellationToken cancel)
    {
        if (ledgers.OutcomeAsync(id, command.Id, cancel).Result is { } before)
        {
            return new(new Submitted(true, before.RefusalCode is { } code ? new(code, before.RefusalMessage!) : null));
        }
        Commands.Add(command);
        var state = ledgers.State(id);
        var refusal = RefuseNext ?? Refuse(state, command);
        RefuseNext = null;
        if (refusal is null) Apply(state, command);
        var told = refusal is null ? null : new SubmittedRefusal(refusal.Code, refusal.Message);
        ledgers.Decide(id, command.Id, told);
        return new(new Submitted(false, told));
    }

    private static Refusal? Refuse(FollowUp state, Command command) => command switch
    {
        Command.Enroll enroll when state.Enrollments.Any(e => e.Plan.Id == enroll.Plan.Id) => new AlreadyEnrolled(enroll.Plan.Id),
        Command.Withdraw withdraw when state.Enrollments.All(e => e.Plan.Id != withdraw.PlanId) => new NotEnrolled(withdraw.PlanId),
        Command.Acknowledge a when Find(state, a.Escalation) is { ResolvedBy: { } by } => new AlreadyResolved(by),
        Command.Resolve r when Find(state, r.Escalation) is { ResolvedBy: { } by } => new AlreadyResolved(by),
        Command.WebAnswer w when state.CheckIn?.Id != w.CheckIn => new CheckInOver(),
        _ => null,
    };

    private void Apply(FollowUp state, Command command)
    {
        switch (command)
        {
            case Command.Register register:
                var points = new[] { register.Patient.Mobile is { } m ? ContactPoint.Of(m) : null, register.Patient.Email is { } e ? ContactPoint.Of(e) : null };
                ImmutableArray<ContactStanding> standings = [.. points.OfType<ContactPoint>().Select(c => new ContactStanding(c) { OptedOutAt = register.OptedOut.Contains(c) ? command.At : null })];
                ledgers.Put(state with { Patient = register.Patient, Contacts = standings }, new Event.PatientRegistered(register.Patient, register.By, register.OptedOut) { At = command.At });
                break;
            case Command.Enroll enroll:
                var enrollment = new Enrollment { Plan = enroll.Plan, Anchor = enroll.Anchor, EnrolledAt = command.At, By = enroll.By };
                ledgers.Put(state with { Enrollments = state.Enrollments.Add(enrollment) }, new Event.Enrolled(enrollment) { At = command.At });
                break;
            case Command.Withdraw withdraw:
                ledgers.Put(state with { Enrollments = state.Enrollments.RemoveAll(x => x.Plan.Id == withdraw.PlanId) });
                break;
            case Command.ChangeStatus change:
                ledgers.Put(
                    state with { Patient = state.Patient! with { Status = change.Status } },
                    new Event.StatusChanged(state.Patient.Status, change.Status, change.By, change.Reason) { At = command.At });
                break;
            case Command.ContactOptedIn optedIn:
                ledgers.Put(state with { Contacts = [.. state.Contacts.Select(c => c.Contact == optedIn.Contact ? c with { OptedOutAt = null } : c)] });
                break;
            case Command.WebAnswer answer:
                Answer(state, answer);
                break;
            case Command.CorrectReading:
                break;
            default:
                Act(state, command);
                break;
        }
    }

    private void Act(FollowUp state, Command command)
    {
        switch (command)
        {
            case Command.Acknowledge a:
                var until = a.Until ?? command.At + Duration.FromHours(1);
                Change(state, a.Escalation, x => x with { Status = EscalationStatus.Acknowledged, AcknowledgedBy = a.By, AcknowledgedAt = command.At, Until = until, NextStepAt = until },
                    new Event.EscalationAcknowledged(a.Escalation, a.By, until, a.Until is not null) { At = command.At },
                    Told(state, a.Escalation, MessageKind.Acknowledged, "Dr. Lee has seen your message and will act on it.", command));
                break;
            case Command.Called c:
                Change(state, c.Escalation, x => x with { ActedOn = true }, new Event.PatientCalled(c.Escalation, c.By) { At = command.At, Outcome = c.Outcome });
                break;
            case Command.UndoAcknowledge u:
                Change(state, u.Escalation, x => x with { Status = EscalationStatus.Open, AcknowledgedBy = null }, new Event.AcknowledgementUndone(u.Escalation, u.By, command.At + Duration.FromMinutes(5)) { At = command.At });
                break;
            case Command.Snooze s:
                Change(state, s.Escalation, x => x with { SnoozedBy = s.By, NextStepAt = s.Until }, new Event.EscalationSnoozed(s.Escalation, s.By, s.Until) { At = command.At });
                break;
            case Command.SeeReplies r:
                ledgers.Put(state with { LeftUnread = state.LeftUnread.RemoveAll(u => u.At <= r.UpTo) }, new Event.RepliesSeen(r.By, r.UpTo) { At = command.At });
                break;
            case Command.AskColleague q:
                Change(state, q.Escalation, x => x, new Event.ColleagueAsked(q.Escalation, q.By, q.Colleague, q.Note) { At = command.At });
                break;
            case Command.Resolve r:
                Change(state, r.Escalation, x => x with { Status = EscalationStatus.Resolved, ResolvedBy = r.By, ResolvedAt = command.At, NextStepAt = null },
                    new Event.EscalationResolved(r.Escalation, r.By, r.Reason) { At = command.At },
                    Told(state, r.Escalation, MessageKind.Resolved, "Dr. Lee has taken care of your concern.", command));
                break;
            case Command.ProviderReply p:
                Change(state, p.Escalation, x => x with { ActedOn = true }, new Event.ProviderReplied(p.Escalation, p.By, p.Text) { At = command.At },
                    Told(state, p.Escalation, MessageKind.ProviderReply, p.Text, command));
                break;
            default:
                throw new NotSupportedException(command.GetType().Name);
        }
    }

    private void Answer(FollowUp state, Command.WebAnswer answer)
    {
        var checkIn = state.CheckIn!;
        var at = checkIn.At;
        while (at < checkIn.Items.Length && answer.Answers.ContainsKey(checkIn.Items[at].Question)) at++;
        var observations = answer.Answers.Select(a => new Observation(a.Key, answer.At, answer.At.InUtc().Date, a.Value, null, null, checkIn.Id));
        ledgers.Put(
            state with { CheckIn = at == checkIn.Items.Length ? null : checkIn with { At = at }, Observations = state.Observations.AddRange(observations) },
            answer.Answers.Select(a => new Event.AnswerRecorded(checkIn.Id, new(a.Key, answer.At, answer.At.InUtc().Date, a.Value, null, null, checkIn.Id), a.Value) { At = answer.At }));
    }

    private void Change(FollowUp state, Guid id, Func<Escalation, Escalation> change, params IEnumerable<Event> events) =>
        ledgers.Put(state with { Escalations = [.. state.Escalations.Select(e => e.Id == id ? change(e) : e)] }, events);

    private static Event.MessageQueued Told(FollowUp state, Guid escalation, MessageKind kind, string text, Command command) => new(new OutboxEntry
    {
        Key = DerivedId.From(command.Id),
        Class = MessageClass.Direct,
        Kind = kind,
        To = state.Contacts[0].Contact,
        Recipient = "patient",
        Text = text,
        Escalation = escalation,
        Why = "A provider acted.",
        QueuedAt = command.At,
        NextAttemptAt = command.At,
    }) { At = command.At };

    private static Escalation? Find(FollowUp state, Guid id) => state.Escalations.FirstOrDefault(e => e.Id == id);
}
