using NodaTime;
using NSubstitute;
using Outreach.App.Gateways;
using Outreach.App.Ledgers;
using Outreach.App.Links;
using Outreach.App.Messages;
using Outreach.App.Stepping;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Testing;
using Outreach.Testing.Ledgers;

namespace Outreach.App.Tests.Stepping;

/// <summary>What is received and what is decided of it are one commit, and nothing is lost where they cannot be (decision 8).</summary>
public sealed class TurnsTests
{
    private static readonly ContactPoint Phone = ContactPoint.Of(People.RosaMobile);

    private readonly InMemoryLedger ledger = new();
    private readonly ILedgerStore store = Substitute.For<ILedgerStore>();
    private readonly Turns turns;
    private bool losesARace;
    private Instant now = People.NewYork("2026-03-02 10:00");

    public TurnsTests()
    {
        store.LoadAsync(default, default).ReturnsForAnyArgs(c => ledger.LoadAsync(c.Arg<PatientId>(), default));
        store.AppendAsync(default, default!, default).ReturnsForAnyArgs(c => ledger.AppendAsync(c.Arg<PatientId>(), c.Arg<InboxEntry>(), default));
        store.OutcomeAsync(default, default!, default).ReturnsForAnyArgs(c => ledger.OutcomeAsync(c.Arg<PatientId>(), c.Arg<string>(), default));
        store.CommitAsync(default, default, default!, default).ReturnsForAnyArgs(c =>
            Interlocked.Exchange(ref losesARace, false) ? ValueTask.FromResult(false) : ledger.CommitAsync(c.Arg<PatientId>(), c.Arg<string?>(), c.Arg<LedgerCommit>(), default));
        var clock = Substitute.For<IClock>();
        clock.GetCurrentInstant().Returns(_ => now);
        var carrier = Substitute.For<IMessageGateway>();
        carrier.SendAsync(default!, default).ReturnsForAnyArgs(_ => ValueTask.FromResult(new AttemptResult(AttemptOutcome.Accepted, "202")));
        var contexts = new ContextSource(Shipped.Context);
        turns = new Turns(store, new Stepper(store, new OptOutIndex(store, ledger), contexts, clock, new NobodyWatches()), carrier, new OutboundRenderer(new LinkSigner(new byte[32], () => "https://followup.example")), contexts, clock);
    }

    [Fact]
    public async Task SubmitAsync_ADanger_IsStoredDecidedAndEscalatedByOneCommit()
    {
        await EnrollAsync();
        store.ClearReceivedCalls();

        var said = await TextAsync("m1", "my chest hurts and I cannot breathe");

        Assert.Equal(new Submitted(Duplicate: false, Refusal: null), said);
        await store.DidNotReceiveWithAnyArgs().AppendAsync(default, default!, default);
        var first = store.ReceivedCalls().Where(c => c.GetMethodInfo().Name == nameof(ILedgerStore.CommitAsync)).Select(c => (LedgerCommit)c.GetArguments()[2]!).First();
        Assert.Equal("m1", Assert.Single(first.Decided).Received?.SourceId);
        Assert.Contains(first.Events, e => e is Event.ReplyRecorded);
        Assert.Contains(first.Events, e => e is Event.EscalationOpened);
        Assert.Contains(first.OutboxChanged, o => o.Kind == MessageKind.Safety);
        Assert.Contains(first.OutboxChanged, o => o.Kind == MessageKind.Escalation);
    }

    [Fact]
    public async Task SubmitAsync_TheSameTextManyTimesAtOnce_IsDecidedOnce()
    {
        await EnrollAsync();

        var said = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(async () => await TextAsync("m1", "thank you"))));

        Assert.Single(said, s => !s.Duplicate);
        Assert.Single(await EventsAsync(), e => e is Event.ReplyRecorded);
    }

    [Fact]
    public async Task SubmitAsync_StopDeliveredAgainAfterStart_OptsNobodyOut()
    {
        await EnrollAsync();
        await TextAsync("m1", "STOP");
        Assert.NotNull((await ledger.FindAsync(Phone, default)).OptedOutAt);
        await TextAsync("m2", "START");

        Assert.True((await TextAsync("m1", "STOP")).Duplicate);

        Assert.Null((await ledger.FindAsync(Phone, default)).OptedOutAt);
    }

    [Fact]
    public async Task SubmitAsync_SomebodyElseCommitsInBetween_IsStoredAndDecided()
    {
        await EnrollAsync();
        losesARace = true;

        Assert.Equal(new Submitted(Duplicate: false, Refusal: null), await TextAsync("m1", "thank you"));

        Assert.Equal(new InboxOutcome(true, null, null), await ledger.OutcomeAsync(People.RosaId, "m1", default));
    }

    [Fact]
    public async Task SubmitAsync_CannotBeDecided_IsStoredAllTheSame()
    {
        await EnrollAsync();
        var was = await ledger.LoadAsync(People.RosaId, default);
        await ledger.CommitAsync(People.RosaId, was.Revision, LedgerSamples.Commit(was.State with { Schema = FollowUp.CurrentSchema + 1 }), default);

        await Assert.ThrowsAsync<NewerLedgerException>(async () => await TextAsync("m1", "I have chest pain"));

        Assert.Equal(new InboxOutcome(false, null, null), await ledger.OutcomeAsync(People.RosaId, "m1", default));
    }

    private ValueTask<Submitted> TextAsync(string id, string text)
    {
        now += Duration.FromMinutes(5);
        return turns.SubmitAsync(People.RosaId, new Command.Reply(Phone, text) { Id = id, At = now }, default);
    }

    private async Task EnrollAsync()
    {
        await ledger.LinkAsync(People.RosaId, [Phone], default);
        await turns.SubmitAsync(People.RosaId, new Command.Register(People.Rosa, "front desk", []) { Id = "register", At = now }, default);
        await turns.SubmitAsync(People.RosaId, new Command.Enroll(Shipped.Context.Plans.Latest("home-blood-pressure")!.Ref, new LocalDate(2026, 3, 2), "front desk") { Id = "enroll", At = now }, default);
    }

    private async Task<IEnumerable<Event>> EventsAsync() => (await ledger.TimelineAsync(People.RosaId, 100, null, default)).Select(e => e.Event);
}
