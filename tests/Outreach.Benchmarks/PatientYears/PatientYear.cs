using System.Collections.Immutable;
using NodaTime;
using Outreach.App.Ledgers;
using Outreach.App.Stepping;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Testing;

namespace Outreach.Benchmarks.PatientYears;

/// <summary>A year of one patient in memory, stepped as a host steps: at each wake and at least once a day, for each text, delivery report and
/// provider's act. Each quarter the four plans of the first release begin again together, which is as busy as a patient of them gets.</summary>
internal sealed class PatientYear(Context context)
{
    private static readonly string[] Plans = ["post-visit", "post-discharge", "home-blood-pressure", "new-medicine"];
    private static readonly Duration AtLeastEvery = Duration.FromHours(24);
    private static readonly Duration ReportAfter = Duration.FromSeconds(4);
    private static readonly Duration AnswersAfter = Duration.FromMinutes(3);
    private static readonly Duration ProviderActsAfter = Duration.FromMinutes(40);

    private readonly PriorityQueue<Command, (Instant At, int Source)> coming = new();
    private readonly ImmutableArray<InboxEntry>.Builder inbox = ImmutableArray.CreateBuilder<InboxEntry>();
    private FollowUp state = FollowUp.Empty(People.RosaId);
    private Instant? wake;
    private int sources;

    public static readonly Instant Begins = People.NewYork("2026-01-05 08:00");

    /// <summary>Sees each step before it is folded; for taking decisions apart.</summary>
    public Action<FollowUp, ImmutableArray<InboxEntry>, IReadOnlyList<Command>, Instant>? Watch { get; init; }

    public int Steps { get; private set; }

    public int Decisions { get; private set; }

    public int Events { get; private set; }

    public int MessagesOut { get; private set; }

    public int TextsIn { get; private set; }

    public int Escalations { get; private set; }

    public FollowUp Run()
    {
        var ends = Begins + Duration.FromDays(365);
        Plan();
        var now = Begins;
        while (now < ends)
        {
            while (coming.TryPeek(out var command, out var due) && due.At <= now)
            {
                coming.Dequeue();
                inbox.Add(new InboxEntry(command, now));
            }

            Turn(now);
            var next = now + AtLeastEvery;
            if (wake is { } w && w < next) next = w;
            if (coming.TryPeek(out _, out var first) && first.At < next) next = first.At;
            now = next > now ? next : now + Duration.FromMilliseconds(1);
        }

        return state;
    }

    private void Plan()
    {
        Comes(Begins, (id, at) => new Command.Register(People.Rosa with { Consents = [.. People.Rosa.Consents, new Consent(Channel.Email, "front desk form", new LocalDate(2025, 12, 20))] }, "front desk", []) { Id = id, At = at });
        for (var quarter = 0; quarter < 4; quarter++)
        {
            var day = new LocalDate(2026, 1, 5).PlusDays(quarter * 91);
            foreach (var plan in Plans) Comes(Begins + Duration.FromDays(quarter * 91), (id, at) => new Command.Enroll(context.Plans.Latest(plan)!.Ref, day, "front desk") { Id = id, At = at });
        }
    }

    private void Comes(Instant at, Func<string, Instant, Command> command) => coming.Enqueue(command($"source-{++sources}", at), (at, sources));

    private void Turn(Instant now)
    {
        IReadOnlyList<Command> attempts = [];
        do
        {
            var unread = inbox.ToImmutable();
            Watch?.Invoke(state, unread, attempts, now);
            var outcome = StepFold.Run(context, new Ledger("1", state, unread), attempts, now);
            if (outcome.Commit.Decided.Length != unread.Length) throw new InvalidOperationException("A step of the benchmark is larger than one transaction.");
            Steps++;
            Decisions += unread.Length + attempts.Count + 1;
            Events += outcome.Commit.Events.Length;
            inbox.Clear();
            (state, wake) = (outcome.Commit.State, outcome.Commit.NextWake);
            foreach (var happened in outcome.Commit.Events) React(happened, now);
            attempts = [.. outcome.Claimed.Select(e => Attempt(e, now))];
        }
        while (attempts.Count > 0);
    }

    private Command.Attempted Attempt(OutboxEntry entry, Instant now)
    {
        MessagesOut++;
        Comes(now + ReportAfter, (id, at) => new Command.DeliveryReport(entry.Key, DeliveryWord.Delivered, "delivered") { Id = id, At = at });
        if (entry is { Kind: MessageKind.CheckIn or MessageKind.NextQuestion or MessageKind.Reminder or MessageKind.AskAgain, To.Channel: Channel.Sms }
            && PatientAnswers.To(context, state, MessagesOut) is { } text)
        {
            TextsIn++;
            Comes(now + AnswersAfter, (id, at) => new Command.Reply(entry.To, text) { Id = id, At = at });
        }

        return new Command.Attempted(entry.Key, AttemptOutcome.Accepted, "accepted") { Id = $"attempt-{entry.Key:N}-{entry.Attempts}", At = now };
    }

    private void React(Event happened, Instant now)
    {
        if (happened is not Event.EscalationOpened { Escalation: { } escalation }) return;
        Escalations++;
        Comes(now + ProviderActsAfter, (id, at) => new Command.Acknowledge(escalation.Id, "lee", null) { Id = id, At = at });
        Comes(now + ProviderActsAfter + ProviderActsAfter, (id, at) => new Command.Called(escalation.Id, "lee") { Id = id, At = at });
        Comes(now + ProviderActsAfter + ProviderActsAfter, (id, at) => new Command.Resolve(escalation.Id, "lee", "talked it through by phone") { Id = id, At = at });
    }
}
