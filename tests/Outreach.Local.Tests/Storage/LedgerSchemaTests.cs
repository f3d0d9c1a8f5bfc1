using NodaTime;
using Outreach.App.Ledgers;
using Outreach.Testing.Ledgers;

namespace Outreach.Local.Tests.Storage;

/// <summary>Files of an older version are brought up when they are opened.</summary>
public sealed class LedgerSchemaTests : IAsyncLifetime
{
    private static readonly Instant T = LedgerSamples.Start;

    private readonly StoreFolder folder = new();

    private static CancellationToken None => CancellationToken.None;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await folder.DisposeAsync();

    [Fact]
    public async Task Open_Version1_HasWhatIsNewAndFillsTheLists()
    {
        var store = folder.Open();
        await store.CommitAsync(LedgerSamples.Id(1), null, LedgerSamples.Commit(LedgerSamples.Silenced(1), T), None);
        await store.CommitAsync(LedgerSamples.Id(2), null, LedgerSamples.Commit(LedgerSamples.State(2), T), None);
        await store.CommitAsync(LedgerSamples.Id(3), null, LedgerSamples.Commit(LedgerSamples.Silenced(3), T), None);
        await store.StoreTextAsync(new StrayText(LedgerSamples.Phone, "m-1", "hola", T, null), None);
        await store.DisposeAsync();
        AsInVersion1();
        folder.Execute($"UPDATE ledger SET body = 'no JSON' WHERE partition = '{LedgerSamples.Id(3)}'");

        store = folder.Open();

        Assert.Equal(LedgerSamples.Id(1), Assert.Single(await store.ListedAsync(PatientLists.Unreachable, 10, null, None)).Id);
        Assert.Equal(new StrayText(LedgerSamples.Phone, "m-1", "hola", T, null), Assert.Single(await store.UnhandledAsync(T + Duration.FromHours(1), None)));
        await store.MarkHandledAsync(LedgerSamples.Phone, "m-1", StrayText.Answered, unread: true, None);
        Assert.Single(await store.UnreadAsync(10, None));
        await store.DisposeAsync();
        Assert.Single(await folder.Open().UnreadAsync(10, None));
    }

    private void AsInVersion1() => folder.Execute("""
        DROP INDEX patients_listed;
        DROP INDEX stray_texts_unread;
        ALTER TABLE patients DROP COLUMN lists;
        ALTER TABLE stray_texts DROP COLUMN unread;
        ALTER TABLE stray_texts DROP COLUMN seen_by;
        ALTER TABLE stray_texts DROP COLUMN seen_at;
        PRAGMA user_version = 1;
        """);
}
