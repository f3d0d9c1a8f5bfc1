using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using Outreach.App.Stepping;
using Outreach.Core.CarePlans;
using Outreach.Core.Escalations;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Core.Practices;
using Outreach.Core.Replies;

namespace Outreach.App.Simulating;

/// <summary>One patient of a cohort, and the providers as far as this patient is concerned. Everything follows from the seed and the patient's place in the cohort.</summary>
internal sealed class SimulatedPatient : IAround
{
    private static readonly LocalTime Wakes = new(8, 0);
    private static readonly LocalTime Sleeps = new(22, 0);
    private static readonly Duration ScriptAnswersAfter = Duration.FromMinutes(3);

    private readonly Context context;
    private readonly Behaviour behaviour;
    private readonly SimulatedPlans plans;
    private readonly Tally tally;
    private readonly List<Said>? conversation;
    private readonly ReplyScript? script;
    private readonly ScriptedAnswers? scripted;
    private readonly CohortPatient one;
    private readonly DateTimeZone zone;
    private readonly Random random;
    private readonly double breaksFormat;
    private readonly double systolic;
    private readonly double pounds;
    private readonly Instant begins;
    private readonly Dictionary<Guid, bool> answers = [];
    private readonly Dictionary<Guid, double> askedInWeek = [];
    private readonly Dictionary<Guid, Instant> openedAt = [];

    /// <param name="conversation">Where what was said is kept, for a patient whose whole story is wanted.</param>
    public SimulatedPatient(SimulationAsk ask, SimulatedPlans plans, CohortPatient one, Tally tally, List<Said>? conversation = null)
    {
        (context, behaviour, script, this.plans, this.one, this.tally, this.conversation) = (ask.Context, ask.Behaviour, ask.Script, plans, one, tally, conversation);
        scripted = script is null ? null : new ScriptedAnswers(script);
        zone = context.Zones.GetZoneOrNull(one.Patient.TimeZone) ?? context.Practice.Zone;
        random = new Random(unchecked((ask.Seed * 1_000_003) + one.Number));
        var format = random.NextDouble();
        breaksFormat = format < behaviour.NeverBreaksFormat ? 0 : format < behaviour.NeverBreaksFormat + behaviour.KeepsBreakingFormat ? behaviour.BrokenReplies : behaviour.BrokenReplies / 5;
        systolic = 134 + Normal(12);
        pounds = 175 + Normal(30);
        begins = one.EnrolledOn.At(new LocalTime(9, 30)).InZoneLeniently(zone).ToInstant();
    }

    public void Run(Instant ends)
    {
        var patient = new FollowedInMemory(context, one.Patient.Id, this);
        patient.Comes(begins, (id, at) => new Command.Register(one.Patient, "simulation", []) { Id = id, At = at });
        foreach (var plan in plans.All) patient.Comes(begins, (id, at) => new Command.Enroll(plan.Ref, one.EnrolledOn, "simulation") { Id = id, At = at });
        Needs(patient, ends);
        if (one.Patient.Mobile is { } mobile && random.NextDouble() < behaviour.StopIn30Days)
        {
            patient.Comes(Awake(begins + Duration.FromDays(random.NextDouble() * 30)), (id, at) => new Command.Reply(ContactPoint.Of(mobile), "STOP") { Id = id, At = at });
        }

        foreach (var (day, at, text) in script?.Texted ?? [])
        {
            if (one.Patient.Mobile is { } phone) patient.Comes(one.EnrolledOn.PlusDays(day).At(at).InZoneLeniently(zone).ToInstant(), (id, when) => new Command.Reply(ContactPoint.Of(phone), text) { Id = id, At = when });
        }

        patient.RunUntil(ends);
        tally.Patients++;
        tally.Turns += patient.Turns;
        tally.Steps += patient.Steps;
        tally.Received += patient.Received;
        foreach (var open in patient.State.Escalations)
        {
            if (open.Status != EscalationStatus.Resolved) tally.StillOpen++;
        }
    }

    public void Sent(FollowedInMemory patient, OutboxEntry entry, Instant now)
    {
        var toPatient = entry.Recipient == "patient";
        tally.Sent(entry, now);
        conversation?.Add(new Said(now, toPatient ? entry.To.Channel == Channel.Sms ? "Practice" : "Practice, by email" : "To a provider", entry.Text, entry.Why));
        if (!toPatient || entry is not { CheckIn: { } checkIn, To.Channel: Channel.Sms }) return;
        if (scripted is not null)
        {
            AnswerByScript(patient, checkIn, entry.To, now);
            return;
        }

        switch (entry.Kind)
        {
            case MessageKind.CheckIn:
                var week = (now - begins).TotalDays / 7;
                tally.Asked(week);
                askedInWeek[checkIn] = week;
                if (answers[checkIn] = random.NextDouble() < behaviour.AnsweredAtFirst * Math.Exp(-behaviour.FewerEachWeek * week)) Answer(patient, entry.To, now);
                break;
            case MessageKind.Reminder or MessageKind.OtherChannel when answers.TryGetValue(checkIn, out var did) && !did:
                if (answers[checkIn] = random.NextDouble() < behaviour.AnsweredWhenReminded) Answer(patient, entry.To, now);
                break;
            case MessageKind.NextQuestion or MessageKind.AskAgain when answers.GetValueOrDefault(checkIn):
                Answer(patient, entry.To, now);
                break;
        }
    }

    public void Happened(FollowedInMemory patient, Event happened, Instant now)
    {
        tally.Happened(happened, now);
        if (happened is Event.ReplyRecorded reply) conversation?.Add(new Said(now, "Patient", reply.Text, null));
        switch (happened)
        {
            case Event.AnswerRecorded e when askedInWeek.Remove(e.CheckIn, out var week):
                tally.Answered(week);
                break;
            case Event.EscalationOpened e:
                openedAt[e.Escalation.Id] = now;
                tally.Opened(e.Escalation.Urgency, now);
                conversation?.Add(new Said(now, "Concern", $"{e.Escalation.Urgency}: {string.Join("; ", e.Escalation.Concerns.Select(c => c.Because))}", null));
                TakeUp(patient, e.Escalation.Id, e.Escalation.Urgency, now);
                break;
            case Event.ConcernJoined e when patient.State.Escalation(e.Escalation) is { Status: EscalationStatus.Open }:
                TakeUp(patient, e.Escalation, e.Urgency, now);
                break;
            case Event.EscalationMoved e when patient.State.Escalation(e.Escalation) is { } moved:
                tally.Moved++;
                TakeUp(patient, e.Escalation, moved.Urgency, now);
                break;
            case Event.EscalationAcknowledged e when openedAt.TryGetValue(e.Escalation, out var opened) && patient.State.Escalation(e.Escalation) is { } taken:
                openedAt.Remove(e.Escalation);
                tally.Acknowledged(taken.Urgency, now - opened, now, Work(taken.Urgency));
                conversation?.Add(new Said(now, e.By, "has it", null));
                break;
        }
    }

    /// <summary>The one who was told acknowledges, calls and resolves; or does not look, and the ladder goes on.</summary>
    private void TakeUp(FollowedInMemory patient, Guid escalation, Urgency urgency, Instant now)
    {
        if (random.NextDouble() < behaviour.NotTakenUp || patient.State.Escalation(escalation) is not { } open) return;
        var by = open.Ladder.IsEmpty ? context.Practice.Providers[0].Id : open.Ladder[open.At].Provider;
        var (from, middle) = urgency switch
        {
            Urgency.Emergency => (now, behaviour.AcknowledgesEmergency),
            Urgency.Urgent => (now, behaviour.AcknowledgesUrgent),
            _ => (Office.NextOpen(context.Practice, now), behaviour.AcknowledgesRoutine),
        };
        var taken = from + Minutes(middle);
        var called = taken + Minutes(urgency == Urgency.Emergency ? 4 : 20);
        patient.Comes(taken, (id, at) => new Command.Acknowledge(escalation, by, null) { Id = id, At = at });
        patient.Comes(called, (id, at) => new Command.Called(escalation, by) { Id = id, At = at });
        patient.Comes(called + Duration.FromMinutes(Work(urgency)), (id, at) => new Command.Resolve(escalation, by, "spoke with the patient") { Id = id, At = at });
    }

    private double Work(Urgency urgency) => urgency switch
    {
        Urgency.Emergency => behaviour.WorkEmergency,
        Urgency.Urgent => behaviour.WorkUrgent,
        _ => behaviour.WorkRoutine,
    };

    private void Needs(FollowedInMemory patient, Instant ends)
    {
        if (one.Patient.Mobile is not { } mobile || behaviour.NeedIn30Days <= 0) return;
        // Needs come at random while a plan runs; the rate is the one by which so many have had one after 30 days.
        var everyDays = 30 / -Math.Log(1 - behaviour.NeedIn30Days);
        var until = Instant.Min(ends, begins + Duration.FromDays(plans.Days));
        for (var at = begins + Exponential(everyDays); at < until; at += Exponential(everyDays))
        {
            var text = NeedInWords().In(one.Patient.Language);
            patient.Comes(Awake(at), (id, when) => new Command.Reply(ContactPoint.Of(mobile), text) { Id = id, At = when });
        }
    }

    private Words NeedInWords()
    {
        var kind = random.NextDouble();
        if (kind < behaviour.NeedIsSymptom)
        {
            var how = random.NextDouble();
            return One(how < behaviour.SymptomIsEmergency ? Told.Emergency : how < behaviour.SymptomIsEmergency + behaviour.SymptomIsUrgent ? Told.Urgent : Told.Routine);
        }

        return One(kind < behaviour.NeedIsSymptom + behaviour.NeedIsMedicine ? Told.Medicine : Told.Coordination);
    }

    private void Answer(FollowedInMemory patient, ContactPoint to, Instant now)
    {
        if (patient.State.CheckIn is not { OpenItem: { } item } || context.Plans.Find(item.Plan)?.CheckIn(item.CheckIn)?.Question(item.Question) is not { } question) return;
        var text = random.NextDouble() < breaksFormat ? One(Told.Unusable).In(one.Patient.Language) : Text(question, item.Plan);
        patient.Comes(Awake(now + Minutes(behaviour.AnswerMinutes)), (id, at) => new Command.Reply(to, text) { Id = id, At = at });
    }

    private void AnswerByScript(FollowedInMemory patient, Guid checkIn, ContactPoint to, Instant now)
    {
        var day = Period.DaysBetween(one.EnrolledOn, now.InZone(zone).Date);
        if (patient.State.CheckIn is { OpenItem: { } item } && scripted!.Next(checkIn, item, day) is { } text) patient.Comes(now + ScriptAnswersAfter, (id, at) => new Command.Reply(to, text) { Id = id, At = at });
    }

    private string Text(Question question, PlanRef plan) => question.Kind switch
    {
        Ask.BloodPressure => string.Create(CultureInfo.InvariantCulture, $"{systolic + Normal(10):F0}/{82 + ((systolic - 134) / 3) + Normal(7):F0}"),
        Ask.Weight => string.Create(CultureInfo.InvariantCulture, $"{pounds + Normal(0.5):F1}"),
        Ask.Glucose => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(75, 140 + Normal(30)):F0}"),
        Ask.Temperature => string.Create(CultureInfo.InvariantCulture, $"{98.4 + Normal(0.4):F1}"),
        Ask.Free => one.Patient.Language == Language.Spanish ? "bien, gracias" : "doing fine thanks",
        _ => random.NextDouble() < behaviour.WorryingAnswer ? plans.Worrying(plan, question, one.Patient) : plans.Well(plan, question, one.Patient),
    };

    /// <summary>Nobody answers in their sleep.</summary>
    private Instant Awake(Instant at)
    {
        var local = at.InZone(zone);
        if (local.TimeOfDay >= Wakes && local.TimeOfDay < Sleeps) return at;
        var day = local.TimeOfDay < Wakes ? local.Date : local.Date.PlusDays(1);
        return day.At(Wakes).InZoneLeniently(zone).ToInstant() + Duration.FromMinutes(random.NextDouble() * 90);
    }

    private T One<T>(ImmutableArray<T> of) => of[random.Next(of.Length)];

    /// <summary>Log-normal: half sooner than the middle, a few much later.</summary>
    private Duration Minutes(double middle) => Duration.FromSeconds(Math.Round(60 * middle * Math.Exp(Normal(0.9))));

    private Duration Exponential(double days) => Duration.FromSeconds(Math.Round(-Math.Log(1 - random.NextDouble()) * days * 86_400));

    private double Normal(double spread) => spread * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}

/// <summary>One line of a patient's story.</summary>
/// <param name="Why">Which plan, which rule (R15); null for what people said.</param>
public sealed record Said(Instant At, string Who, string Text, string? Why);
