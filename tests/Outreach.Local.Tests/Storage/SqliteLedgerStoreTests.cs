using Microsoft.Data.Sqlite;
using NodaTime;
using Outreach.App.Ledgers;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;
using Outreach.Local.Storage;
using Outreach.Testing.Ledgers;

namespace Outreach.Local.Tests.Storage;

public sealed class SqliteLedgerStoreTests : IAsyncLifetime
{
    private static readonly Instant T = LedgerSamples.Start;

    private readonly StoreFolder folder = new();

    private static CancellationToken None => CancellationToken.None;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await folder.DisposeAsync();

    [Fact]
    public async Task Open_Again_HasEverything()
    {
        var store = folder.Open();
        await store.AppendAsync(LedgerSamples.Id(1), LedgerSamples.Reply("m1", T), None);
        await store.CommitAsync(LedgerSamples.Id(1), null, LedgerSamples.Commit(LedgerSamples.State(1), T), None);
        await store.DisposeAsync();

        var ledger = await folder.Open().LoadAsync(LedgerSamples.Id(1), None);

        Assert.Equal("Ruiz", ledger.State.Patient!.FamilyName);
        Assert.Single(ledger.Inbox);
    }

    [Fact]
    public async Task Open_WhileAnotherHasIt_BothSeeWhatWasCommitted()
    {
        var one = folder.Open();
        var other = folder.Open();
        await one.CommitAsync(LedgerSamples.Id(1), null, LedgerSamples.Commit(LedgerSamples.State(1)), None);

        var ledger = await other.LoadAsync(LedgerSamples.Id(1), None);
        Assert.True(await other.CommitAsync(LedgerSamples.Id(1), ledger.Revision, LedgerSamples.Commit(ledger.State), None));
        Assert.False(await one.CommitAsync(LedgerSamples.Id(1), ledger.Revision, LedgerSamples.Commit(ledger.State), None));
    }

    [Fact]
    public async Task Replies_CanBeReadAsATable()
    {
        var store = folder.Open();
        await store.AppendAsync(LedgerSamples.Id(1), LedgerSamples.Reply("m1", T, "128/82 \"hoy\""), None);
        await store.AppendAsync(LedgerSamples.Id(1), new InboxEntry(Command.TickAt(T), T), None);

        using var reader = folder.Query("SELECT patient, channel, text, received_at, message_id FROM replies");
        Assert.True(reader.Read());
        Assert.Equal(
            [LedgerSamples.Id(1).ToString(), "sms", "128/82 \"hoy\"", "2026-03-02T14:00:00Z", "m1"],
            Enumerable.Range(0, 5).Select(reader.GetString));
        Assert.False(reader.Read());
    }

    [Fact]
    public async Task ContactPoints_AreNowhereInAKey()
    {
        var store = folder.Open();
        await store.LinkAsync(LedgerSamples.Id(1), [LedgerSamples.Phone, LedgerSamples.Email], None);
        await store.SetOptedOutAsync(LedgerSamples.Phone, T, None);
        await store.StoreTextAsync(new StrayText(LedgerSamples.Phone, "m1", "hola", T, null), None);
        await store.AppendAsync(LedgerSamples.Id(1), LedgerSamples.Reply("m1", T), None);
        await store.CommitAsync(
            LedgerSamples.Id(1), null, LedgerSamples.Commit(LedgerSamples.State(1)) with { OutboxChanged = [LedgerSamples.Message(1, T)] }, None);

        using var reader = folder.Query(
            "SELECT partition || key FROM ledger UNION ALL SELECT contact || patient FROM contacts UNION ALL SELECT contact FROM opt_outs UNION ALL SELECT contact || message_id FROM stray_texts");
        var keys = new List<string>();
        while (reader.Read()) keys.Add(reader.GetString(0));
        Assert.Equal(7, keys.Count);
        Assert.DoesNotContain(keys, k => k.Contains("2125550100", StringComparison.Ordinal) || k.Contains("maria", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task LoadAsync_InboxRowThatCannotBeRead_IsSetAsideAndHoldsNothingUp()
    {
        var store = folder.Open();
        var id = LedgerSamples.Id(1);
        await store.AppendAsync(id, LedgerSamples.Reply("m1", T), None);
        await store.AppendAsync(id, LedgerSamples.Reply("m2", T + Duration.FromSeconds(1)), None);
        folder.Execute("UPDATE ledger SET body = '{\"command\":\"of the future\"}' WHERE key = 'i|m1'");

        Assert.Equal("m2", Assert.Single((await store.LoadAsync(id, None)).Inbox).SourceId);
        Assert.Equal("unreadable", (await store.OutcomeAsync(id, "m1", None))!.RefusalCode);
        Assert.Equal(T + Duration.FromSeconds(1), await store.NextDueAsync(None));
    }

    [Fact]
    public async Task LoadAsync_StateThatCannotBeRead_SaysSoWithoutItsContent()
    {
        var store = folder.Open();
        await store.CommitAsync(LedgerSamples.Id(1), null, LedgerSamples.Commit(LedgerSamples.State(1)), None);
        folder.Execute("UPDATE ledger SET body = '{\"secret Ruiz', revision = revision + 1 WHERE key = 's'");

        var fault = await Assert.ThrowsAsync<UnreadableLedgerException>(async () => await store.LoadAsync(LedgerSamples.Id(1), None));
        Assert.DoesNotContain("Ruiz", fault.ToString(), StringComparison.Ordinal);
        Assert.Empty(await store.PatientsAsync(10, null, None));
    }

    [Fact]
    public async Task DueAsync_RowsThatAreNotOurs_AreNotAmongThem()
    {
        var store = folder.Open();
        await store.CommitAsync(LedgerSamples.Id(1), null, LedgerSamples.Commit(LedgerSamples.State(1), T + Duration.FromHours(1)), None);
        folder.Execute(
            """
            INSERT INTO ledger (partition, key, body, schema, wake) VALUES ('not an id', 's', 'not json', 1, 0), ('', 's', '', 1, 0);
            INSERT INTO ledger (partition, key, body, schema, pending, stored) VALUES ('+12125550100', 'i|x', '', 1, 0, 0);
            """);

        Assert.Equal(LedgerSamples.Id(1), Assert.Single(await store.DueAsync(T + Duration.FromDays(1), 10, None)).Id);
        Assert.Equal(T + Duration.FromHours(1), await store.NextDueAsync(None));
        var all = new List<PatientId>();
        await foreach (var id in store.AllAsync(None)) all.Add(id);
        Assert.Equal([LedgerSamples.Id(1)], all);
    }

    [Fact]
    public async Task DueAsync_WakeBetweenTwoTicks_IsNotDueBeforeItsTime()
    {
        var store = folder.Open();
        var wake = T + Duration.FromNanoseconds(1);
        await store.CommitAsync(LedgerSamples.Id(1), null, LedgerSamples.Commit(LedgerSamples.State(1), wake), None);

        Assert.Empty(await store.DueAsync(T, 10, None));
        Assert.True(await store.NextDueAsync(None) >= wake);
    }

    [Fact]
    public async Task LoadAsync_TextsOfOneInstant_AreInOrderOfArrival()
    {
        var store = folder.Open();
        string[] burst = ["z", "a", "m", "b"];
        foreach (var id in burst) await store.AppendAsync(LedgerSamples.Id(1), LedgerSamples.Reply(id, T), None);

        Assert.Equal(burst, (await store.LoadAsync(LedgerSamples.Id(1), None)).Inbox.Select(e => e.SourceId));
    }

    [Fact]
    public async Task PurgeAsync_RemovesDecidedInboxRowsAfter35Days()
    {
        var store = folder.Open();
        var id = LedgerSamples.Id(1);
        await store.AppendAsync(id, LedgerSamples.Reply("old", T), None);
        await store.AppendAsync(id, LedgerSamples.Reply("younger", T + Duration.FromDays(1)), None);
        await store.AppendAsync(id, LedgerSamples.Reply("undecided", T), None);
        await store.CommitAsync(
            id, null, LedgerSamples.Commit(LedgerSamples.State(1)) with { Decided = [new DecidedEntry("old", null, null), new DecidedEntry("younger", null, null)] }, None);

        Assert.Equal(0, await store.PurgeAsync(T + LedgerLimits.InboxKept, None));
        Assert.Equal(1, await store.PurgeAsync(T + LedgerLimits.InboxKept + Duration.FromSeconds(1), None));
        Assert.Null(await store.OutcomeAsync(id, "old", None));
        Assert.NotNull(await store.OutcomeAsync(id, "younger", None));
        Assert.Equal("undecided", Assert.Single((await store.LoadAsync(id, None)).Inbox).SourceId);
    }

    [Fact]
    public async Task PurgeAsync_OptOut_IsKeptFourYearsAndLongerWhereSomebodyIsReachedThere()
    {
        var store = folder.Open();
        await store.LinkAsync(LedgerSamples.Id(1), [LedgerSamples.Phone], None);
        await store.SetOptedOutAsync(LedgerSamples.Phone, T, None);
        await store.SetOptedOutAsync(LedgerSamples.Email, T, None);

        Assert.Equal(0, await store.PurgeAsync(T + Duration.FromDays(4 * 365), None));
        Assert.NotNull((await store.FindAsync(LedgerSamples.Email, None)).OptedOutAt);
        Assert.Equal(1, await store.PurgeAsync(T + Duration.FromDays(5 * 365), None));
        Assert.NotNull((await store.FindAsync(LedgerSamples.Phone, None)).OptedOutAt);
        Assert.Null((await store.FindAsync(LedgerSamples.Email, None)).OptedOutAt);
    }

    [Fact]
    public void Open_FolderThatIsNotThere_SaysWhatToDo()
    {
        var fault = Assert.Throws<LedgerUnavailableException>(() => new SqliteLedgerStore(Path.Combine(folder.File, "no", "ledger.db"), StoreFolder.ContactKey));
        Assert.Contains("check that the folder exists", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_FileThatIsNoLedger_SaysSo()
    {
        System.IO.File.WriteAllText(folder.File, new string('x', 10_000));

        var fault = Assert.Throws<LedgerUnavailableException>(() => folder.Open());
        Assert.False(fault.CanRetry);
        Assert.Contains("damaged or is no ledger", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_FileOfANewerVersion_IsLeftAlone()
    {
        await folder.Open().DisposeAsync();
        folder.Execute("PRAGMA user_version = 99");

        Assert.Contains("run the newer version", Assert.Throws<LedgerUnavailableException>(() => folder.Open()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_NewFile_IsForItsOwnerOnly()
    {
        folder.Open();

        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(folder.File));
    }
}
