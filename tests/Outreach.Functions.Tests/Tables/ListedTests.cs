using Azure.Data.Tables;
using NodaTime;
using Outreach.App.Ledgers;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;
using Outreach.Testing.Ledgers;

namespace Outreach.Functions.Tests.Tables;

[Collection(AzuriteTests.Name)]
public sealed class ListedTests(AzuriteServer azurite) : TableTests(azurite)
{
    private static readonly FollowUp Silenced = LedgerSamples.Silenced(1);

    [Fact]
    public async Task CommitAsync_StillListed_WritesNothingToTheList()
    {
        await StepAsync(LedgerSamples.Commit(Silenced));
        var ledger = await Store.LoadAsync(Id, None);
        Space.TakeOperations();

        await Store.CommitAsync(Id, ledger.Revision, LedgerSamples.Commit(ledger.State), None);

        Assert.Equal(["transaction of 1 in ledger"], Space.TakeOperations());
    }

    [Fact]
    public async Task CommitAsync_DiesAfterTheListWasWritten_IsNotListedAndTheRowGoesWhenItIsOld()
    {
        await DyingBeforeAsync(r => r.IsTransactionIn("ledger"), () => StepAsync(LedgerSamples.Commit(Silenced)));

        Assert.Empty(await ListAsync(Store));
        Assert.Single(await RowsAsync());
        Assert.Empty(await ListAsync(Space.Open(Later)));
        Assert.Empty(await RowsAsync());
    }

    [Fact]
    public async Task ListedAsync_CanBeReachedAgain_GoesWhenItIsOldAndComesBack()
    {
        await StepAsync(LedgerSamples.Commit(Silenced));
        await StepAsync(LedgerSamples.Commit(LedgerSamples.State(1)));
        Assert.Empty(await ListAsync(Store));
        Assert.Empty(await ListAsync(Space.Open(Later)));
        Assert.Empty(await RowsAsync());

        await StepAsync(LedgerSamples.Commit(Silenced));

        Assert.Equal([Id], await ListAsync(Store));
    }

    /// <summary>Who reads the list just then must not take the row away that the commit relies on.</summary>
    [Fact]
    public async Task ListedAsync_WhileACommitPutsThePatientThereAgain_LeavesTheRow()
    {
        await StepAsync(LedgerSamples.Commit(Silenced));
        await StepAsync(LedgerSamples.Commit(LedgerSamples.State(1)));
        var later = Space.Open(Later);
        var done = false;
        Rules.Before = async request =>
        {
            if (done || !request.IsTransactionIn("patients")) return;
            done = true;
            await StepAsync(LedgerSamples.Commit(Silenced));
        };

        await ListAsync(later);

        Assert.True(done);
        Assert.Equal([Id], await ListAsync(Store));
    }

    /// <summary>A ledger of the time before this list was kept: row s has told no list of it.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task OldLedger_IsListedAfterTheNightlyWalkOrItsNextStep(bool walk)
    {
        await StepAsync(LedgerSamples.Commit(Silenced));
        await Space.ClearAsync("patients");
        var s = (await Space.Table("ledger").GetEntityAsync<TableEntity>(Id.ToString(), RowKeys.State)).Value;
        s["projected"] = string.Join(' ', s.GetString("projected").Split(' ').Where(w => w[0] != 'l'));
        await Space.Table("ledger").UpdateEntityAsync(s, s.ETag);
        Assert.Empty(await ListAsync(Store));

        if (walk) await Store.RepairAsync(Id, None);
        else await StepAsync(LedgerSamples.Commit(Silenced));

        Assert.Equal([Id], await ListAsync(Store));
    }

    [Fact]
    public async Task UnreadAsync_DiesBeforeTheTextIsMarked_IsNotThereAndTheRowGoesWhenItIsOld()
    {
        await Store.StoreTextAsync(new StrayText(LedgerSamples.Phone, "m1", "hola", T, null), None);
        await DyingBeforeAsync(r => r.Name.StartsWith("merge", StringComparison.Ordinal) || r.Method is "PATCH" or "MERGE", async () => await Store.MarkHandledAsync(LedgerSamples.Phone, "m1", StrayText.Answered, unread: true, None));

        Assert.Empty(await Store.UnreadAsync(10, None));
        Assert.Equal("hola", Assert.Single(await Store.UnhandledAsync(T + Duration.FromHours(1), None)).Text);
        Assert.Empty(await Space.Open(Later).UnreadAsync(10, None));
        Assert.DoesNotContain(await Space.RowsAsync("strays"), r => r.PartitionKey == "unread");
        await Store.MarkHandledAsync(LedgerSamples.Phone, "m1", StrayText.Answered, unread: true, None);
        Assert.Equal("hola", Assert.Single(await Store.UnreadAsync(10, None)).Text);
    }

    private static async Task<IEnumerable<PatientId>> ListAsync(ILedgerStore store) => (await store.ListedAsync(PatientLists.Unreachable, 10, null, None)).Select(s => s.Id);

    private async Task<IEnumerable<TableEntity>> RowsAsync() => (await Space.RowsAsync("patients")).Where(r => r.PartitionKey.StartsWith("l|", StringComparison.Ordinal));
}
