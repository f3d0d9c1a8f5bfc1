using Azure.Data.Tables;
using NodaTime;
using Outreach.App.Ledgers;
using Outreach.Core.Escalations;
using Outreach.Testing.Ledgers;

namespace Outreach.Functions.Tests.Tables;

[Collection(AzuriteTests.Name)]
public sealed class UpkeepTests(AzuriteServer azurite) : TableTests(azurite)
{
    private static readonly Escalation Open = LedgerSamples.Escalation(1, T);
    private static readonly Escalation Resolved = LedgerSamples.Escalation(2, T, EscalationStatus.Resolved);

    [Fact]
    public async Task RepairAsync_AllProjectionsLost_WritesThemAgain()
    {
        await StepAsync(LedgerSamples.Commit(LedgerSamples.State(1, Open, Resolved), T + Duration.FromHours(1)));
        foreach (var table in new[] { "due", "escalations", "patients", "contacts" }) await Space.ClearAsync(table);
        Assert.Null(await Store.NextDueAsync(None));

        await Store.RepairAsync(Id, None);

        Assert.Equal(T + Duration.FromHours(1), await Store.NextDueAsync(None));
        Assert.Equal(Id, await Store.PatientByExternalIdAsync("MRN-0001", None));
        Assert.Equal(Open.Id, Assert.Single(await Store.EscalationsAsync(EscalationFilter.Open, 10, null, None)).Id);
        Assert.Equal(Resolved.Id, Assert.Single(await Store.EscalationsAsync(EscalationFilter.Resolved, 10, null, None)).Id);
        Assert.Equal(Id, await Store.PatientOfEscalationAsync(Resolved.Id, None));
        Assert.Equal([Id], (await Store.FindAsync(LedgerSamples.Phone, None)).Patients.AsEnumerable());
        Assert.Equal([Id], (await Store.FindAsync(LedgerSamples.Email, None)).Patients.AsEnumerable());
    }

    [Fact]
    public async Task RepairAsync_UnreadReplyIsNotInTheIndex_IsDueAgain()
    {
        await Store.AppendAsync(Id, LedgerSamples.Reply("m1", T), None);
        await Space.ClearAsync("due");

        await Store.RepairAsync(Id, None);

        Assert.Equal(new DueLedger(Id, T), Assert.Single(await Store.DueAsync(T, 10, None)));
    }

    [Fact]
    public async Task RepairAsync_UnreadReplies_LeavesContactPointsToTheTurn()
    {
        await StepAsync(LedgerSamples.Commit(LedgerSamples.State(1)));
        await Store.AppendAsync(Id, LedgerSamples.Reply("m1", T), None);

        await Store.RepairAsync(Id, None);

        Assert.Empty((await Store.FindAsync(LedgerSamples.Phone, None)).Patients);
    }

    [Fact]
    public async Task RepairAsync_AllIsRight_ChangesNothingAndTellsWhoWasFirst()
    {
        await StepAsync(LedgerSamples.Commit(LedgerSamples.State(1, Open, Resolved), T + Duration.FromHours(1)));
        await StepAsync(LedgerSamples.Commit(LedgerSamples.State(2) with { Patient = LedgerSamples.Patient(2, "MRN-0001") }));
        await Store.EscalationsAsync(EscalationFilter.All, 10, null, None);
        Space.TakeOperations();

        await Store.RepairAsync(Id, None);

        Assert.DoesNotContain(Space.TakeOperations(), o => o.StartsWith("transaction", StringComparison.Ordinal) && o.EndsWith("escalations", StringComparison.Ordinal));
        Assert.Equal(Id, await Store.PatientByExternalIdAsync("MRN-0001", None));
        Assert.Equal(2, (await Space.RowsAsync("due")).Count + (await Space.RowsAsync("patients")).Count - 1);
    }

    [Fact]
    public async Task RepairAsync_NobodysLedger_DoesNothing()
    {
        await Store.RepairAsync(Id, None);

        Assert.Empty(await Space.RowsAsync("ledger"));
    }

    [Fact]
    public async Task PurgeAsync_RemovesDecidedInboxRowsAfter35Days()
    {
        await Store.AppendAsync(Id, LedgerSamples.Reply("old", T), None);
        await Store.AppendAsync(Id, LedgerSamples.Reply("younger", T + Duration.FromDays(1)), None);
        await Store.AppendAsync(Id, LedgerSamples.Reply("undecided", T), None);
        await StepAsync(LedgerSamples.Commit(LedgerSamples.State(1)) with { Decided = [new DecidedEntry("old", null, null), new DecidedEntry("younger", null, null)] });

        Assert.Equal(0, await Store.PurgeAsync(T + LedgerLimits.InboxKept, None));
        Assert.Equal(1, await Store.PurgeAsync(T + LedgerLimits.InboxKept + Duration.FromSeconds(1), None));
        Assert.Null(await Store.OutcomeAsync(Id, "old", None));
        Assert.NotNull(await Store.OutcomeAsync(Id, "younger", None));
        Assert.Equal("undecided", Assert.Single((await Store.LoadAsync(Id, None)).Inbox).SourceId);
    }

    [Fact]
    public async Task PurgeAsync_OptOut_IsKeptFourYearsAndLongerWhereSomebodyIsReachedThere()
    {
        await Store.LinkAsync(Id, [LedgerSamples.Phone], None);
        await Store.SetOptedOutAsync(LedgerSamples.Phone, T, None);
        await Store.SetOptedOutAsync(LedgerSamples.Email, T, None);

        Assert.Equal(0, await Store.PurgeAsync(T + Duration.FromDays(4 * 365), None));
        Assert.NotNull((await Store.FindAsync(LedgerSamples.Email, None)).OptedOutAt);
        Assert.Equal(1, await Store.PurgeAsync(T + Duration.FromDays(5 * 365), None));
        Assert.NotNull((await Store.FindAsync(LedgerSamples.Phone, None)).OptedOutAt);
        Assert.Null((await Store.FindAsync(LedgerSamples.Email, None)).OptedOutAt);

        await Store.SetOptedOutAsync(LedgerSamples.Phone, null, None);
        Assert.Equal(1, await Store.PurgeAsync(T + Duration.FromDays(5 * 365), None));
    }

    [Fact]
    public async Task LinkAsync_DiesHalfWay_TheNextCallUndoesWhatIsLeft()
    {
        await Store.LinkAsync(Id, [LedgerSamples.Phone], None);
        await DyingBeforeAsync(r => r.Method == "DELETE", async () => await Store.LinkAsync(Id, [LedgerSamples.Email], None));

        await Store.LinkAsync(Id, [LedgerSamples.Email], None);

        Assert.Empty((await Store.FindAsync(LedgerSamples.Phone, None)).Patients);
        Assert.Equal([Id], (await Store.FindAsync(LedgerSamples.Email, None)).Patients.AsEnumerable());
    }

    [Fact]
    public async Task StoreTextAsync_DiesBetweenIndexAndText_IsNotWaitingAndTheRowGoesWhenItIsOld()
    {
        var text = new StrayText(LedgerSamples.Phone, "m1", "hola", T, null);
        await DyingBeforeAsync(r => r.Method == "POST", async () => await Store.StoreTextAsync(text, None));

        Assert.Empty(await Store.UnhandledAsync(T + Duration.FromHours(1), None));
        Assert.Single(await Space.RowsAsync("strays"));
        Assert.True(await Store.StoreTextAsync(text, None));
        Assert.Equal([text], await Store.UnhandledAsync(T + Duration.FromHours(1), None));
        await DyingBeforeAsync(r => r.Method == "DELETE", async () => await Store.MarkHandledAsync(LedgerSamples.Phone, "m1", "answered", unread: false, None));
        Assert.Empty(await Store.UnhandledAsync(T + Duration.FromHours(1), None));
        Assert.Single(await Space.RowsAsync("strays"));
    }

    [Fact]
    public async Task ContactPoints_AreNowhereInAKey()
    {
        await Store.LinkAsync(Id, [LedgerSamples.Phone, LedgerSamples.Email], None);
        await Store.SetOptedOutAsync(LedgerSamples.Phone, T, None);
        await Store.StoreTextAsync(new StrayText(LedgerSamples.Phone, "m1", "hola", T, null), None);
        await Store.WriteAsync(new Access(Id, "lee", "escalation", Open.Id, T), None);
        await Store.AppendAsync(Id, LedgerSamples.Reply("m1", T), None);
        await StepAsync(LedgerSamples.Commit(LedgerSamples.State(1, Open), T) with { OutboxChanged = [LedgerSamples.Message(1, T)] });

        var keys = new List<string>();
        foreach (var table in new[] { "ledger", "due", "escalations", "patients", "contacts", "strays", "access" }) keys.AddRange((await Space.RowsAsync(table)).Select(r => r.PartitionKey + r.RowKey));
        Assert.InRange(keys.Count, 15, 20);
        Assert.DoesNotContain(keys, k => k.Contains("2125550100", StringComparison.Ordinal) || k.Contains("maria", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task CreateTablesAsync_Again_LeavesWhatIsThere()
    {
        await StepAsync(LedgerSamples.Commit(LedgerSamples.State(1)));

        await Space.Open().CreateTablesAsync(None);

        Assert.NotNull((await Store.LoadAsync(Id, None)).Revision);
    }
}
