using NodaTime;
using Outreach.App.Ledgers;
using Outreach.Core.Escalations;
using Outreach.Testing.Ledgers;

namespace Outreach.Functions.Tests.Tables;

[Collection(AzuriteTests.Name)]
public sealed class EscalationListTests(AzuriteServer azurite) : TableTests(azurite)
{
    private static readonly Escalation Open = LedgerSamples.Escalation(1, T);
    private static readonly Escalation Moved = Open with { NextStepAt = T + Duration.FromHours(1) };
    private static readonly Escalation Resolved = Open with { Status = EscalationStatus.Resolved, NextStepAt = null };

    [Fact]
    public async Task CommitAsync_NothingChanged_WritesNothingToTheList()
    {
        await StepAsync(LedgerSamples.Commit(LedgerSamples.State(1, Open)));
        var ledger = await Store.LoadAsync(Id, None);
        Space.TakeOperations();

        await Store.CommitAsync(Id, ledger.Revision, LedgerSamples.Commit(ledger.State), None);

        Assert.Equal(["transaction of 1 in ledger"], Space.TakeOperations());
    }

    [Fact]
    public async Task EscalationsAsync_ReadAgain_AsksTheLedgerNoMore()
    {
        await StepAsync(LedgerSamples.Commit(LedgerSamples.State(1, Open)));
        await ListAsync();
        Space.TakeOperations();

        Assert.Equal(Open.NextStepAt, Assert.Single(await ListAsync()).NextStepAt);
        Assert.Equal(["query escalations"], Space.TakeOperations());
    }

    [Fact]
    public async Task CommitAsync_DiesBeforeItOpens_IsNotListedAndTheRowsGoWhenTheyAreOld()
    {
        await DyingBeforeAsync(r => r.IsTransactionIn("ledger"), () => StepAsync(LedgerSamples.Commit(LedgerSamples.State(1, Open))));

        Assert.Empty(await ListAsync(EscalationFilter.All));
        await StepAsync(LedgerSamples.Commit(LedgerSamples.State(1)));
        Assert.Empty(await ListAsync());
        Assert.Empty(await Space.Open(Later).EscalationsAsync(EscalationFilter.Open, 10, null, None));
        Assert.DoesNotContain(await Space.RowsAsync("escalations"), r => r.RowKey.StartsWith("o|", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CommitAsync_DiesBeforeItCloses_IsStillListedAsOpen(bool wasRead)
    {
        await StepAsync(LedgerSamples.Commit(LedgerSamples.State(1, Open)));
        if (wasRead) await ListAsync();
        await DyingBeforeAsync(r => r.IsTransactionIn("ledger"), () => StepAsync(LedgerSamples.Commit(LedgerSamples.State(1, Resolved))));

        Assert.Equal(EscalationStatus.Open, Assert.Single(await ListAsync()).Status);
        Assert.Empty(await ListAsync(EscalationFilter.Resolved));
        Assert.Single(await Space.Open(Later).EscalationsAsync(EscalationFilter.Open, 10, null, None));
        Space.TakeOperations();
        Assert.Single(await ListAsync());
        Assert.Equal(["query escalations"], Space.TakeOperations());
    }

    [Fact]
    public async Task EscalationsAsync_WhileACommitIsUnderWay_HidesNothingOfIt()
    {
        await StepAsync(LedgerSamples.Commit(LedgerSamples.State(1, Resolved)));
        await ListAsync(EscalationFilter.All);
        Meanwhile(r => r.IsTransactionIn("ledger"), async () =>
        {
            Assert.Empty(await Space.Open().EscalationsAsync(EscalationFilter.Open, 10, null, None));
            Assert.Single(await Space.Open().EscalationsAsync(EscalationFilter.Resolved, 10, null, None));
        });

        await StepAsync(LedgerSamples.Commit(LedgerSamples.State(1, Moved)));

        Assert.Equal(Moved.NextStepAt, Assert.Single(await ListAsync()).NextStepAt);
        Assert.Empty(await ListAsync(EscalationFilter.Resolved));
        Assert.Equal(Moved.NextStepAt, Assert.Single(await ListAsync(EscalationFilter.All)).NextStepAt);
    }

    [Fact]
    public async Task EscalationsAsync_ClosedAndReadByBothLists_IsSettledInBoth()
    {
        await StepAsync(LedgerSamples.Commit(LedgerSamples.State(1, Open)));
        await ListAsync();
        await StepAsync(LedgerSamples.Commit(LedgerSamples.State(1, Resolved)));

        Assert.Equal(Resolved.Id, Assert.Single(await ListAsync(EscalationFilter.Resolved)).Id);
        Assert.Empty(await ListAsync());
        Space.TakeOperations();
        Assert.Single(await ListAsync(EscalationFilter.Resolved));
        Assert.Empty(await ListAsync());
        Assert.Equal(["query escalations", "query escalations"], Space.TakeOperations());
    }

    [Fact]
    public async Task EscalationsAsync_OfANewerLedger_IsListedAsItWasAnnounced()
    {
        await StepAsync(LedgerSamples.Commit(LedgerSamples.State(1, Open) with { Schema = Core.FollowUps.FollowUp.CurrentSchema + 1 }));

        Assert.Equal(Open.Id, Assert.Single(await ListAsync()).Id);
    }

    private ValueTask<IReadOnlyList<EscalationRow>> ListAsync(EscalationFilter filter = EscalationFilter.Open) => Store.EscalationsAsync(filter, 10, null, None);
}
