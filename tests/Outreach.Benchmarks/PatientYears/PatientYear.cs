using System.Collections.Immutable;
using NodaTime;
using Outreach.App.Ledgers;
using Outreach.App.Simulating;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Testing;

namespace Outreach.Benchmarks.PatientYears;

/// <summary>A year of one patient in memory, stepped as a host steps: at each wake and at least once a day, for each text, delivery report and
/// provider's act. Each quarter the four plans of the first release begin again together, which is as busy as a patient of them gets.</summary>
internal sealed class PatientYear(Context context) : IAround
{
    private static readonly string[] Plans = ["post-visit", "post-discharge", "home-blood-pressure", "new-medicine"];
    private static readonly Duration AtLeastEvery = Duration.FromHours(24);
    private static readonly Duration AnswersAfter = Duration.FromMinutes(3);
    private static readonly Duration ProviderActsAfter = Duration.FromMinutes(40);

    private int toDecide;

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
        var patient = new FollowedInMemory(context, People.RosaId, this) { AtLeastEvery = AtLeastEvery };
        Plan(patient);
        patient.RunUntil(Begins + Duration.FromDays(365));
        Steps = patient.Steps;
        return patient.State;
    }

    public void Stepping(FollowedInMemory patient, ImmutableArray<InboxEntry> unread, IReadOnlyList<Command> attempts, Instant now)
    {
        Watch?.Invoke(patient.State, unread, attempts, now);
        toDecide = unread.Length;
        Decisions += unread.Length + attempts.Count + 1;
    }

    public void Stepped(LedgerCommit commit)
    {
        if (commit.Decided.Length != toDecide) throw new InvalidOperationException("A step of the benchmark is larger than one transaction.");
        Events += commit.Events.Length;
    }

    public void Sent(FollowedInMemory patient, OutboxEntry entry, Instant now)
    {
        MessagesOut++;
        if (entry is { Kind: MessageKind.CheckIn or MessageKind.NextQuestion or MessageKind.Reminder or MessageKind.AskAgain, To.Channel: Channel.Sms }
            && PatientAnswers.To(context, patient.State, MessagesOut) is { } text)
        {
            TextsIn++;
            patient.Comes(now + AnswersAfter, (id, at) => new Command.Reply(entry.To, text) { Id = id, At = at });
        }
    }

    private void Plan(FollowedInMemory patient)
    {
        patient.Comes(Begins, (id, at) => new Command.Register(People.Rosa with { Consents = [.. People.Rosa.Consents, new Consent(Channel.Email, "front desk form", new LocalDate(2025, 12, 20))] }, "front desk", []) { Id = id, At = at });
        for (var quarter = 0; quarter < 4; quarter++)
        {
            var day = new LocalDate(2026, 1, 5).PlusDays(quarter * 91);
            foreach (var plan in Plans) patient.Comes(Begins + Duration.FromDays(quarter * 91), (id, at) => new Command.Enroll(context.Plans.Latest(plan)!.Ref, day, "front desk") { Id = id, At = at });
        }
    }

    public void Happened(FollowedInMemory patient, Event happened, Instant now)
    {
        if (happened is not Event.EscalationOpened { Escalation: { } escalation }) return;
        Escalations++;
        patient.Comes(now + ProviderActsAfter, (id, at) => new Command.Acknowledge(escalation.Id, "lee", null) { Id = id, At = at });
        patient.Comes(now + ProviderActsAfter + ProviderActsAfter, (id, at) => new Command.Called(escalation.Id, "lee") { Id = id, At = at });
        patient.Comes(now + ProviderActsAfter + ProviderActsAfter, (id, at) => new Command.Resolve(escalation.Id, "lee", "talked it through by phone") { Id = id, At = at });
    }
}
