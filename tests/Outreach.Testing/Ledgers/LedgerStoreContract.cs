using NodaTime;
using Outreach.App.Ledgers;
using Outreach.Core.Escalations;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;

namespace Outreach.Testing.Ledgers;

/// <summary>What every ledger store does, and no more than Table Storage can: one transaction in one partition.</summary>
public abstract partial class LedgerStoreContract : IAsyncLifetime
{
    private static readonly Instant T = LedgerSamples.Start;

    protected static CancellationToken None => CancellationToken.None;

    protected ILedgerStore Store { get; private set; } = null!;

    public async Task InitializeAsync() => Store = await OpenAsync();

    public abstract Task DisposeAsync();

    /// <summary>A store that nobody has written to.</summary>
    protected abstract ValueTask<ILedgerStore> OpenAsync();

    [Fact]
    public async Task LoadAsync_NobodyHasWritten_IsEmptyWithoutRevision()
    {
        var ledger = await Store.LoadAsync(LedgerSamples.Id(1), None);

        Assert.Null(ledger.Revision);
        Assert.Empty(ledger.Inbox);
        Assert.Equal(LedgerSamples.Id(1), ledger.State.Id);
        Assert.Null(ledger.State.Patient);
    }

    [Fact]
    public async Task CommitAsync_First_IsLoadedAsWritten()
    {
        var message = LedgerSamples.Message(1, T);
        var escalation = LedgerSamples.Escalation(1, T);
        var commit = LedgerSamples.Commit(LedgerSamples.State(1, escalation), T + Duration.FromHours(1)) with { OutboxChanged = [message] };

        Assert.True(await Store.CommitAsync(LedgerSamples.Id(1), null, commit, None));

        var ledger = await Store.LoadAsync(LedgerSamples.Id(1), None);
        Assert.NotNull(ledger.Revision);
        Assert.Equal(T + Duration.FromHours(1), ledger.NextWake);
        Assert.Equal("Ruiz", ledger.State.Patient!.FamilyName);
        Assert.Equal(new LocalDate(2021, 5, 1), ledger.State.Patient.Profile.LastDone["colonoscopy"]);
        Assert.Equal(170, ledger.State.Patient.Thresholds["systolic_crisis"]);
        Assert.Equal(new LocalTime(18, 0), ledger.State.Patient.Window!.On(IsoDayOfWeek.Monday)[0].To);
        Assert.Equal(escalation.Id, Assert.Single(ledger.State.Escalations).Id);
        Assert.Equal(message, Assert.Single(ledger.State.Outbox));
    }

    [Fact]
    public async Task CommitAsync_RevisionHasMoved_WritesNothing()
    {
        var id = LedgerSamples.Id(1);
        await Store.CommitAsync(id, null, LedgerSamples.Commit(LedgerSamples.State(1)), None);
        var seen = (await Store.LoadAsync(id, None)).Revision;
        await Store.AppendAsync(id, LedgerSamples.Reply("m1", T), None);
        Assert.True(await Store.CommitAsync(id, seen, LedgerSamples.Commit(LedgerSamples.State(1)), None));

        var late = LedgerSamples.Commit(LedgerSamples.State(1, LedgerSamples.Escalation(1, T)), T) with
        {
            Decided = [new DecidedEntry("m1", null, null)],
            OutboxChanged = [LedgerSamples.Message(1, T)],
            Events = [LedgerSamples.Happened("late", T)],
        };

        Assert.False(await Store.CommitAsync(id, seen, late, None));
        Assert.False(await Store.CommitAsync(id, null, late, None));
        var ledger = await Store.LoadAsync(id, None);
        Assert.Empty(ledger.State.Escalations);
        Assert.Empty(ledger.State.Outbox);
        Assert.Equal("m1", Assert.Single(ledger.Inbox).SourceId);
        Assert.Empty(await Store.TimelineAsync(id, 10, null, None));
        Assert.Empty(await Store.EscalationsAsync(EscalationFilter.All, 10, null, None));
    }

    [Fact]
    public async Task CommitAsync_RevisionOfALedgerThatIsNotThere_WritesNothing()
    {
        await Store.CommitAsync(LedgerSamples.Id(1), null, LedgerSamples.Commit(LedgerSamples.State(1)), None);
        var foreign = (await Store.LoadAsync(LedgerSamples.Id(1), None)).Revision;

        Assert.False(await Store.CommitAsync(LedgerSamples.Id(2), foreign, LedgerSamples.Commit(LedgerSamples.State(2)), None));
        Assert.Null((await Store.LoadAsync(LedgerSamples.Id(2), None)).Revision);
    }

    [Fact]
    public async Task CommitAsync_ManyAtOnce_OneOfThemWins()
    {
        var id = LedgerSamples.Id(1);
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => Task.Run(async () =>
            await Store.CommitAsync(id, null, LedgerSamples.Commit(LedgerSamples.State(1)) with { Events = [LedgerSamples.Happened($"{n}", T)] }, None))));

        Assert.Single(results, won => won);
        Assert.Single(await Store.TimelineAsync(id, 10, null, None));
    }

    [Fact]
    public async Task CommitAsync_Outbox_IsReplacedRemovedAndInOrderOfQueueing()
    {
        var id = LedgerSamples.Id(1);
        var later = LedgerSamples.Message(1, T + Duration.FromMinutes(5));
        var first = LedgerSamples.Message(2, T);
        var second = LedgerSamples.Message(3, T + Duration.FromMinutes(1));
        await Store.CommitAsync(id, null, LedgerSamples.Commit(LedgerSamples.State(1)) with { OutboxChanged = [later, first, second] }, None);
        var ledger = await Store.LoadAsync(id, None);
        Assert.Equal([first, second, later], ledger.State.Outbox.AsEnumerable());

        var retried = second with { Attempts = 1, FirstSentAt = T + Duration.FromMinutes(2), LastError = "429" };
        Assert.True(await Store.CommitAsync(
            id, ledger.Revision, LedgerSamples.Commit(ledger.State) with { OutboxChanged = [retried], OutboxDone = [first.Key] }, None));

        Assert.Equal([retried, later], (await Store.LoadAsync(id, None)).State.Outbox.AsEnumerable());
    }

    [Fact]
    public async Task CommitAsync_OutboxQueuedAtOneInstant_IsInOrderOfKey()
    {
        var id = LedgerSamples.Id(1);
        var messages = Enumerable.Range(1, 8).Select(n => LedgerSamples.Message(n, T)).ToArray();
        await Store.CommitAsync(id, null, LedgerSamples.Commit(LedgerSamples.State(1)) with { OutboxChanged = [.. messages] }, None);

        Assert.Equal(
            messages.Select(m => m.Key.ToString("N")).Order(StringComparer.Ordinal),
            (await Store.LoadAsync(id, None)).State.Outbox.Select(m => m.Key.ToString("N")));
    }

    [Fact]
    public async Task AppendAsync_SameSourceIdTwice_IsStoredOnce()
    {
        var id = LedgerSamples.Id(1);
        Assert.True(await Store.AppendAsync(id, LedgerSamples.Reply("m1", T, "128/82"), None));
        Assert.False(await Store.AppendAsync(id, LedgerSamples.Reply("m1", T + Duration.FromSeconds(1), "redelivered"), None));

        var entry = Assert.Single((await Store.LoadAsync(id, None)).Inbox);
        Assert.Equal("128/82", Assert.IsType<Command.Reply>(entry.Command).Text);
        Assert.Equal(T, entry.StoredAt);
    }

    [Fact]
    public async Task AppendAsync_SameSourceIdForTwoPatients_IsStoredForBoth()
    {
        Assert.True(await Store.AppendAsync(LedgerSamples.Id(1), LedgerSamples.Reply("m1", T), None));
        Assert.True(await Store.AppendAsync(LedgerSamples.Id(2), LedgerSamples.Reply("m1", T), None));
    }

    [Fact]
    public async Task AppendAsync_AfterItWasDecided_IsStillADuplicate()
    {
        var id = LedgerSamples.Id(1);
        await Store.AppendAsync(id, LedgerSamples.Reply("m1", T), None);
        await Store.CommitAsync(id, null, LedgerSamples.Commit(LedgerSamples.State(1)) with { Decided = [new DecidedEntry("m1", null, null)] }, None);

        Assert.False(await Store.AppendAsync(id, LedgerSamples.Reply("m1", T), None));
        Assert.Empty((await Store.LoadAsync(id, None)).Inbox);
    }

    [Fact]
    public async Task CommitAsync_BringsWhatWasReceived_StoresItDecided()
    {
        var id = LedgerSamples.Id(1);
        var (taken, refused) = (LedgerSamples.Reply("m1", T, "128/82"), LedgerSamples.Reply("m2", T));

        Assert.True(await Store.CommitAsync(id, null, LedgerSamples.Commit(LedgerSamples.State(1)) with { Decided = [Bringing(taken)] }, None));
        Assert.True(await Store.CommitAsync(
            id, (await Store.LoadAsync(id, None)).Revision,
            LedgerSamples.Commit(LedgerSamples.State(1)) with { Decided = [Bringing(refused) with { RefusalCode = "unknown-plan", RefusalMessage = "There is no such plan." }] }, None));

        Assert.Empty((await Store.LoadAsync(id, None)).Inbox);
        Assert.Equal(new InboxOutcome(true, null, null), await Store.OutcomeAsync(id, "m1", None));
        Assert.Equal(new InboxOutcome(true, "unknown-plan", "There is no such plan."), await Store.OutcomeAsync(id, "m2", None));
        Assert.False(await Store.AppendAsync(id, taken, None));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CommitAsync_BringsWhatIsThereAlready_WritesNothing(bool decided)
    {
        var id = LedgerSamples.Id(1);
        var again = LedgerSamples.Commit(LedgerSamples.State(1), T) with { Decided = [Bringing(LedgerSamples.Reply("m1", T))], Events = [LedgerSamples.Happened("again", T)] };
        await Store.CommitAsync(id, null, LedgerSamples.Commit(LedgerSamples.State(1)), None);
        await Store.AppendAsync(id, LedgerSamples.Reply("m1", T), None);
        if (decided) await Store.CommitAsync(id, (await Store.LoadAsync(id, None)).Revision, LedgerSamples.Commit(LedgerSamples.State(1)) with { Decided = [new DecidedEntry("m1", null, null)] }, None);
        var seen = (await Store.LoadAsync(id, None)).Revision;

        Assert.False(await Store.CommitAsync(id, seen, again, None));

        Assert.Equal(new InboxOutcome(decided, null, null), await Store.OutcomeAsync(id, "m1", None));
        Assert.Empty(await Store.TimelineAsync(id, 10, null, None));
        Assert.Null((await Store.LoadAsync(id, None)).NextWake);
    }

    [Fact]
    public async Task CommitAsync_RevisionHasMoved_StoresNothingOfWhatItBrings()
    {
        var id = LedgerSamples.Id(1);
        await Store.CommitAsync(id, null, LedgerSamples.Commit(LedgerSamples.State(1)), None);

        Assert.False(await Store.CommitAsync(id, null, LedgerSamples.Commit(LedgerSamples.State(1)) with { Decided = [Bringing(LedgerSamples.Reply("m1", T))] }, None));

        Assert.Null(await Store.OutcomeAsync(id, "m1", None));
    }

    private static DecidedEntry Bringing(InboxEntry received) => new(received.SourceId, null, null) { Received = received };

    [Fact]
    public async Task AppendAsync_AnySourceId_IsKeptApart()
    {
        var id = LedgerSamples.Id(1);
        string[] sources = ["a/b", "a\\b", "a#b", "a?b", "a b", "ünï", "a\tb", "A", "a", "~a", "i|a", new string('x', 2000), new string('x', 2001)];
        foreach (var source in sources) Assert.True(await Store.AppendAsync(id, LedgerSamples.Reply(source, T), None), source);
        foreach (var source in sources) Assert.False(await Store.AppendAsync(id, LedgerSamples.Reply(source, T), None), source);

        Assert.Equal(sources.Order(StringComparer.Ordinal), (await Store.LoadAsync(id, None)).Inbox.Select(e => e.SourceId).Order(StringComparer.Ordinal));
        Assert.NotNull(await Store.OutcomeAsync(id, "a/b", None));
        Assert.Null(await Store.OutcomeAsync(id, "a//b", None));
    }

    [Fact]
    public async Task LoadAsync_LongInbox_GivesTheOldestTwenty()
    {
        var id = LedgerSamples.Id(1);
        foreach (var n in Enumerable.Range(0, 25).Reverse()) await Store.AppendAsync(id, LedgerSamples.Reply($"m{n:D2}", T + Duration.FromSeconds(n)), None);

        var inbox = (await Store.LoadAsync(id, None)).Inbox;

        Assert.Equal(Enumerable.Range(0, LedgerLimits.InboxRowsAStep).Select(n => $"m{n:D2}"), inbox.Select(e => e.SourceId));
        Assert.True(await Store.CommitAsync(
            id, null, LedgerSamples.Commit(LedgerSamples.State(1)) with { Decided = [.. inbox.Select(e => new DecidedEntry(e.SourceId, null, null))] }, None));
        Assert.Equal(["m20", "m21", "m22", "m23", "m24"], (await Store.LoadAsync(id, None)).Inbox.Select(e => e.SourceId));
    }

    [Fact]
    public async Task OutcomeAsync_ReceivedDecidedRefused_SaysWhich()
    {
        var id = LedgerSamples.Id(1);
        Assert.Null(await Store.OutcomeAsync(id, "m1", None));

        await Store.AppendAsync(id, LedgerSamples.Reply("m1", T), None);
        await Store.AppendAsync(id, LedgerSamples.Reply("m2", T), None);
        Assert.Equal(new InboxOutcome(false, null, null), await Store.OutcomeAsync(id, "m1", None));

        await Store.CommitAsync(
            id, null,
            LedgerSamples.Commit(LedgerSamples.State(1)) with { Decided = [new DecidedEntry("m1", null, null), new DecidedEntry("m2", "unknown-plan", "There is no such plan.")] },
            None);
        Assert.Equal(new InboxOutcome(true, null, null), await Store.OutcomeAsync(id, "m1", None));
        Assert.Equal(new InboxOutcome(true, "unknown-plan", "There is no such plan."), await Store.OutcomeAsync(id, "m2", None));
    }

    [Fact]
    public async Task NewerSchema_IsLeftAlone()
    {
        var id = LedgerSamples.Id(1);
        await Store.CommitAsync(id, null, LedgerSamples.Commit(LedgerSamples.State(1) with { Schema = FollowUp.CurrentSchema + 1 }, T), None);

        await Assert.ThrowsAsync<NewerLedgerException>(async () => await Store.LoadAsync(id, None));
        Assert.True(await Store.AppendAsync(id, LedgerSamples.Reply("m1", T), None));
        Assert.Empty(await Store.DueAsync(T + Duration.FromDays(1), 10, None));
        Assert.Null(await Store.NextDueAsync(None));
    }
}
