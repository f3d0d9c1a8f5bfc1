using System.Text;
using NodaTime;
using Outreach.App.Ledgers;
using Outreach.App.Links;
using Outreach.App.Messages;
using Outreach.App.Simulating;
using Outreach.Core.CarePlans;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.App.Costs;

/// <summary>One patient of a survey, followed in memory by the same steps as in earnest: at each wake and at least once a day, for each text, delivery
/// report and provider's act. What would be sent is counted; nothing is.</summary>
/// <param name="answers">Whether the next check-in is answered.</param>
/// <param name="worries">Whether a need is due by now.</param>
internal sealed class TypicalPatient(Context context, Patient patient, OutboundRenderer renderer, Func<bool> answers, Func<Instant, bool> worries) : IAround
{
    private static readonly Duration AtLeastEvery = Duration.FromHours(24);
    private static readonly Duration AnswersAfter = Duration.FromMinutes(3);
    private static readonly Duration ProviderActsAfter = Duration.FromMinutes(40);

    /// <summary>Read as a wish to be called: a routine concern for a person.</summary>
    private static readonly Words Worry = new("Can somebody call me please?", "¿Me pueden llamar por favor?");

    private readonly Dictionary<Guid, bool> answered = [];

    public Counts Counts { get; private set; } = new();

    /// <summary>Enrolled in all plans on the first day; a plan that ends begins again the day after.</summary>
    public void Follow(IReadOnlyList<CarePlan> plans, LocalDate first, int days)
    {
        var zone = context.Zones[patient.TimeZone];
        var begins = first.At(new LocalTime(8, 0)).InZoneLeniently(zone).ToInstant();
        var ends = first.PlusDays(days).At(new LocalTime(8, 0)).InZoneLeniently(zone).ToInstant();
        var followed = new FollowedInMemory(context, patient.Id, this) { AtLeastEvery = AtLeastEvery };
        followed.Comes(begins, (id, at) => new Command.Register(patient, "survey", []) { Id = id, At = at });
        foreach (var plan in plans)
        {
            for (var anchor = first; anchor < first.PlusDays(days); anchor = anchor.PlusDays(plan.Days + 2))
            {
                var day = anchor;
                followed.Comes(anchor.At(new LocalTime(8, 0)).InZoneLeniently(zone).ToInstant(), (id, at) => new Command.Enroll(plan.Ref, day, "survey") { Id = id, At = at });
            }
        }

        followed.RunUntil(ends);
        Counts += new Counts { ClockTurns = followed.Turns };
    }

    public void Received(Command command)
    {
        var text = (command as Command.Reply)?.Text;
        Counts += new Counts
        {
            Received = 1,
            CarrierEvents = command is Command.Reply or Command.DeliveryReport ? 1 : 0,
            TextsReceived = text is null ? 0 : 1,
            SegmentsReceived = text is null ? 0 : SmsSegments.Count(text).Segments,
            // The receipt takes a step of its own before the clock is nudged.
            Steps = 1,
        };
    }

    public void Stepped(LedgerCommit commit) => Counts += new Counts { Steps = 1, LedgerBytes = CommitRows.Of(commit).Events.Sum(e => e.Length) };

    public void Sent(FollowedInMemory followed, OutboxEntry entry, Instant now)
    {
        var message = renderer.Render(patient.Id, entry, followed.State, context.Practice);
        Counts += entry.To.Channel == Channel.Sms
            ? new Counts { Attempts = 1, Texts = 1, Segments = SmsSegments.Count(message.Text).Segments, Unprompted = entry.CountsToCap ? 1 : 0 }
            : new Counts { Attempts = 1, Emails = 1, EmailBytes = Encoding.UTF8.GetByteCount(message.Text) + Encoding.UTF8.GetByteCount(message.Html ?? "") };
        if (entry is { CheckIn: { } checkIn, Kind: MessageKind.CheckIn or MessageKind.NextQuestion or MessageKind.AskAgain, To.Channel: Channel.Sms }) Answer(followed, checkIn, entry.To, now);
    }

    private void Answer(FollowedInMemory followed, Guid checkIn, ContactPoint to, Instant now)
    {
        if (!answered.TryGetValue(checkIn, out var will)) answered[checkIn] = will = answers();
        if (!will || followed.State.CheckIn is not { OpenItem: { } item } || context.Plans.Find(item.Plan)?.CheckIn(item.CheckIn)?.Question(item.Question) is not { } question) return;
        if (worries(now)) followed.Comes(now + AnswersAfter, (id, at) => new Command.Reply(to, Worry.In(patient.Language)) { Id = id, At = at });
        var text = Plain(followed.State, question, to, now + AnswersAfter);
        followed.Comes(now + AnswersAfter + Duration.FromSeconds(1), (id, at) => new Command.Reply(to, text) { Id = id, At = at });
    }

    /// <summary>The plan's own example, or the first plain answer that raises no concern.</summary>
    private string Plain(FollowUp state, Question question, ContactPoint to, Instant at)
    {
        string[] candidates = [question.Example.In(patient.Language), "no", patient.Language == Language.Spanish ? "sí" : "yes", "0", "1", "2", "3", "4"];
        return candidates.FirstOrDefault(text => IsPlain(Decider.Decide(context, state, new Command.Reply(to, text) { Id = "candidate", At = at }))) ?? candidates[0];
    }

    private static bool IsPlain(Decision decision) =>
        decision.Events.Any(e => e is Event.AnswerRecorded) && !decision.Events.Any(e => e is Event.EscalationOpened or Event.ConcernJoined or Event.FollowOnPlanned);

    public void Happened(FollowedInMemory followed, Event happened, Instant now)
    {
        if (happened is Event.CheckInOpened) Counts += new Counts { CheckIns = 1 };
        if (happened is not Event.EscalationOpened { Escalation: { } escalation }) return;
        Counts += new Counts { Escalations = 1 };
        var by = context.Practice.Providers[0].Id;
        followed.Comes(now + ProviderActsAfter, (id, at) => new Command.Acknowledge(escalation.Id, by, null) { Id = id, At = at });
        followed.Comes(now + ProviderActsAfter + ProviderActsAfter, (id, at) => new Command.Called(escalation.Id, by) { Id = id, At = at });
        followed.Comes(now + ProviderActsAfter + ProviderActsAfter, (id, at) => new Command.Resolve(escalation.Id, by, "talked it through by phone") { Id = id, At = at });
    }
}
