using System.Collections.Immutable;
using NodaTime;
using Outreach.App.Ledgers;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Patients;

namespace Outreach.Testing.Ledgers;

public abstract partial class LedgerStoreContract
{
    [Fact]
    public Task CommitAsync_MoreOperationsThanATransactionTakes_IsRefused() =>
        RefusesAsync(LedgerSamples.Commit(LedgerSamples.State(1)) with { Events = Happened(LedgerLimits.OperationsAStep) });

    [Fact]
    public async Task CommitAsync_AsManyOperationsAsATransactionTakes_IsWritten()
    {
        var commit = LedgerSamples.Commit(LedgerSamples.State(1)) with { Events = Happened(LedgerLimits.OperationsAStep - 1) };

        Assert.True(await Store.CommitAsync(LedgerSamples.Id(1), null, commit, None));
        Assert.Equal(commit.Events.Length, (await Store.TimelineAsync(LedgerSamples.Id(1), 200, null, None)).Count);
    }

    [Fact]
    public async Task CommitAsync_MoreDecidedThanAStepTakes_IsRefused()
    {
        var names = Enumerable.Range(0, LedgerLimits.InboxRowsAStep + 1).Select(n => $"m{n}").ToArray();
        foreach (var name in names) await Store.AppendAsync(LedgerSamples.Id(1), LedgerSamples.Reply(name, T), None);

        await RefusesAsync(LedgerSamples.Commit(LedgerSamples.State(1)) with { Decided = [.. names.Select(n => new DecidedEntry(n, null, null))] });
    }

    [Fact]
    public Task CommitAsync_StateTooLarge_IsRefused() => RefusesAsync(LedgerSamples.Commit(LedgerSamples.State(1) with
    {
        Unread = new Unread(LedgerSamples.Phone, [new string('á', (LedgerLimits.StateBytes / 2) + 1)], T),
    }));

    [Fact]
    public Task CommitAsync_RowTooLarge_IsRefused() => RefusesAsync(LedgerSamples.Commit(LedgerSamples.State(1)) with
    {
        OutboxChanged = [LedgerSamples.Message(1, T) with { Text = new string('x', LedgerLimits.RowBytes) }],
    });

    [Fact]
    public Task CommitAsync_MoreBytesThanATransactionTakes_IsRefused() => RefusesAsync(LedgerSamples.Commit(LedgerSamples.State(1)) with
    {
        Events = [.. Enumerable.Range(0, 17).Select(_ => LedgerSamples.Happened(new string('x', LedgerLimits.RowBytes - 1024), T))],
    });

    [Fact]
    public async Task CommitAsync_SameRowTwice_IsRefused()
    {
        await Store.AppendAsync(LedgerSamples.Id(1), LedgerSamples.Reply("m1", T), None);
        var message = LedgerSamples.Message(1, T);
        var empty = LedgerSamples.Commit(LedgerSamples.State(1));

        await RefusesAsync(empty with { Decided = [new DecidedEntry("m1", null, null), new DecidedEntry("m1", null, null)] });
        await RefusesAsync(empty with { OutboxChanged = [message, message] });
        await RefusesAsync(empty with { OutboxChanged = [message], OutboxDone = [message.Key] });
    }

    [Fact]
    public async Task CommitAsync_RowsThatAreNotThere_IsRefusedWhole()
    {
        var commit = LedgerSamples.Commit(LedgerSamples.State(1, LedgerSamples.Escalation(1, T)), T) with { Events = Happened(1) };

        await RefusesAsync(commit with { Decided = [new DecidedEntry("never received", null, null)] });
        await RefusesAsync(commit with { OutboxDone = [LedgerSamples.Message(1, T).Key] });
    }

    [Fact]
    public async Task AppendAsync_TooLarge_IsRefused()
    {
        var reply = LedgerSamples.Reply("m1", T, new string('x', LedgerLimits.RowBytes));

        var refusal = await Assert.ThrowsAsync<LedgerLimitException>(async () => await Store.AppendAsync(LedgerSamples.Id(1), reply, None));
        Assert.DoesNotContain("xxx", refusal.Message, StringComparison.Ordinal);
        Assert.Empty((await Store.LoadAsync(LedgerSamples.Id(1), None)).Inbox);
    }

    private static ImmutableArray<Event> Happened(int count) => [.. Enumerable.Range(0, count).Select(n => LedgerSamples.Happened($"{n}", T))];

    private async Task RefusesAsync(LedgerCommit commit)
    {
        var id = LedgerSamples.Id(1);
        var refusal = await Assert.ThrowsAsync<LedgerLimitException>(async () => await Store.CommitAsync(id, null, commit, None));

        Assert.DoesNotContain("Ruiz", refusal.Message, StringComparison.Ordinal);
        Assert.Null((await Store.LoadAsync(id, None)).Revision);
        Assert.Empty(await Store.TimelineAsync(id, 10, null, None));
        Assert.Empty(await Store.EscalationsAsync(EscalationFilter.All, 10, null, None));
    }
}
