using System.Collections.Immutable;
using System.Text.Json;
using NodaTime;
using NodaTime.TimeZones;
using Outreach.App.Ledgers;
using Outreach.App.Stepping;
using Outreach.Core.FollowUps;
using Outreach.Core.Json;
using Outreach.Core.Messages;
using Outreach.Core.Patients;

namespace Outreach.Testing;

/// <summary>One patient's follow-up in memory, stepped as a host would: pure, no waiting, state through JSON at every step.</summary>
public sealed class World(Context context, PatientId id, Instant start)
{
    private readonly List<InboxEntry> inbox = [];
    /// <summary>How far off the place is that a held message gets in its sending number's queue.</summary>
    public static readonly Duration HeldFor = Duration.FromSeconds(90);

    private readonly HashSet<string> decided = new(StringComparer.Ordinal);
    private int sources;
    private Derived known = new(context);

    public Context Context { get; set; } = context;

    public Instant Now { get; private set; } = start;

    public FollowUp State { get; private set; } = FollowUp.Empty(id);

    public List<Event> Events { get; } = [];

    /// <summary>What the carrier took, with the time it took it.</summary>
    public List<(Instant At, OutboxEntry Message)> Sent { get; } = [];

    /// <summary>What a carrier answers to an attempt; accepts everything by default.</summary>
    public Func<OutboxEntry, AttemptOutcome> Carrier { get; set; } = _ => AttemptOutcome.Accepted;

    /// <summary>The process dies between the carrier's answer and our mark: only the lease tells.</summary>
    public Func<OutboxEntry, bool> OutcomeIsLost { get; set; } = _ => false;

    /// <summary>Messages that left twice although the carrier had one key for them, or had forgotten it (R2).</summary>
    public List<OutboxEntry> SentTwice { get; } = [];

    public List<Refusal> Refusals { get; } = [];

    /// <summary>Sees every step: the ledger as loaded, what came of attempts, and what was decided.</summary>
    public Action<Ledger, IReadOnlyList<Command>, StepOutcome>? Watch { get; set; }

    /// <summary>The state goes through JSON at every so many steps (R14).</summary>
    public int RoundTripEvery { get; init; } = 1;

    public int Steps { get; private set; }

    public Instant? NextWake { get; private set; }

    public string NextSource() => $"source-{++sources}";

    public void Receive(Func<string, Instant, Command> command)
    {
        inbox.Add(new InboxEntry(command(NextSource(), Now), Now));
        Turn();
    }

    /// <summary>The same message delivered again by its source: stopped at the inbox (R1).</summary>
    public void ReceiveAgain(Command command)
    {
        Assert.Contains(command.Id, decided);
        Turn();
    }

    /// <summary>The clock is set, forward or back, and nobody ticked in between.</summary>
    public void JumpTo(Instant at)
    {
        Now = at;
        Turn();
    }

    /// <summary>Moves on from wake to wake until then.</summary>
    public void AdvanceTo(Instant until)
    {
        var still = 0;
        while (NextWake is { } wake && wake <= until)
        {
            still = wake > Now ? 0 : still + 1;
            if (still > 100) throw new InvalidOperationException($"The follow-up keeps waking at {Now} without getting on.");
            Now = wake > Now ? wake : Now;
            Turn();
        }

        Now = until;
        Turn();
    }

    public void Advance(Duration by) => AdvanceTo(Now + by);

    /// <summary>Steps and attempts until nothing is due now.</summary>
    public void Turn()
    {
        IReadOnlyList<Command> attempts = [];
        for (var round = 0; round < 50; round++)
        {
            var claimed = Step(attempts);
            if (claimed.IsEmpty && inbox.Count == 0) return;
            attempts = [.. claimed.Where(entry => !Lost(entry)).Select(Attempt)];
        }

        throw new InvalidOperationException($"A turn at {Now} does not come to rest.");
    }

    public ImmutableArray<OutboxEntry> Step(IReadOnlyList<Command> attempts)
    {
        var ledger = new Ledger("r", State, [.. inbox.Take(LedgerLimits.InboxRowsAStep)]);
        // Kept over the whole history, so that a rule which forgets to derive something again is found out: a step alone must come to the same.
        if (!ReferenceEquals(known.Context, Context)) known = new Derived(Context);
        var outcome = StepFold.Run(known, ledger, attempts, Now);
        Watch?.Invoke(ledger, attempts, outcome);
        State = Steps++ % RoundTripEvery == 0 ? RoundTrip(outcome.Commit.State) : outcome.Commit.State;
        NextWake = outcome.Commit.NextWake;
        Events.AddRange(outcome.Commit.Events);
        foreach (var done in outcome.Commit.Decided)
        {
            inbox.RemoveAll(e => e.SourceId == done.SourceId);
            Assert.True(decided.Add(done.SourceId), "decided twice");
        }

        foreach (var command in ledger.Inbox) Refused(command, outcome);
        return outcome.Claimed;
    }

    private void Refused(InboxEntry entry, StepOutcome outcome)
    {
        if (outcome.Commit.Decided.FirstOrDefault(d => d.SourceId == entry.SourceId) is { RefusalCode: { } code } decided) Refusals.Add(new AnyRefusal(code, decided.RefusalMessage ?? ""));
    }

    public Command Attempt(OutboxEntry entry)
    {
        var outcome = Carrier(entry);
        if (outcome == AttemptOutcome.Accepted) Take(entry);
        return new Command.Attempted(entry.Key, outcome, Detail(outcome)) {
            Id = $"attempt-{entry.Key:N}-{entry.Attempts}",
            At = Now,
            NotBefore = outcome == AttemptOutcome.Held ? Now + HeldFor : null,
        };
    }

    private static string Detail(AttemptOutcome outcome) => outcome switch
    {
        AttemptOutcome.Passing => "503",
        AttemptOutcome.Permanent => "number does not exist",
        AttemptOutcome.OptedOut => "blocked",
        AttemptOutcome.Unknown => "no answer",
        _ => "",
    };

    private bool Lost(OutboxEntry entry)
    {
        if (!OutcomeIsLost(entry)) return false;
        Take(entry);
        return true;
    }

    /// <summary>The carrier delivers a key once for as long as it remembers it.</summary>
    private void Take(OutboxEntry entry)
    {
        if (!Sent.Exists(s => s.Message.Key == entry.Key)) Sent.Add((Now, entry));
        else if (Now - entry.FirstSentAt!.Value > Context.Delivery.CarrierRemembers || Sent.Find(s => s.Message.Key == entry.Key).Message.Text != entry.Text) SentTwice.Add(entry);
    }

    /// <summary>R14: the state survives a JSON round trip at every step.</summary>
    public static FollowUp RoundTrip(FollowUp state)
    {
        var json = JsonSerializer.Serialize(state, OutreachJson.Options);
        var back = JsonSerializer.Deserialize<FollowUp>(json, OutreachJson.Options)!;
        Assert.Equal(json, JsonSerializer.Serialize(back, OutreachJson.Options));
        var outbox = JsonSerializer.Deserialize<ImmutableArray<OutboxEntry>>(JsonSerializer.Serialize(state.Outbox, OutreachJson.Options), OutreachJson.Options);
        return back with { Outbox = outbox };
    }

    private sealed record AnyRefusal(string C, string M) : Refusal(C, M);
}
