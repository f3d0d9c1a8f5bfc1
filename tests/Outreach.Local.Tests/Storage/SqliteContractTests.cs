using Outreach.App.Ledgers;
using Outreach.Local.Storage;
using Outreach.Testing.Archiving;
using Outreach.Testing.Ledgers;

namespace Outreach.Local.Tests.Storage;

public sealed class SqliteLedgerStoreContractTests : LedgerStoreContract
{
    private readonly StoreFolder folder = new();

    public override async Task DisposeAsync() => await folder.DisposeAsync();

    protected override ValueTask<ILedgerStore> OpenAsync() => ValueTask.FromResult<ILedgerStore>(folder.Open());
}

public sealed class SqliteContactBookTests : ContactBookContract
{
    private readonly StoreFolder folder = new();

    public override async Task DisposeAsync() => await folder.DisposeAsync();

    protected override ValueTask<IContactBook> OpenAsync() => ValueTask.FromResult<IContactBook>(folder.Open());
}

public sealed class SqliteAccessLogTests : AccessLogContract
{
    private readonly StoreFolder folder = new();

    public override async Task DisposeAsync() => await folder.DisposeAsync();

    protected override ValueTask<IAccessLog> OpenAsync() => ValueTask.FromResult<IAccessLog>(folder.Open());
}

public sealed class SqlitePracticeVersionsTests : Outreach.Testing.Practices.PracticeVersionsContract
{
    private readonly StoreFolder folder = new();
    private SqlitePracticeVersions? versions;

    public override async Task DisposeAsync()
    {
        versions?.Dispose();
        await folder.DisposeAsync();
    }

    protected override ValueTask<App.Practices.IPracticeVersions> OpenAsync()
    {
        folder.Open();
        return ValueTask.FromResult<App.Practices.IPracticeVersions>(versions = new SqlitePracticeVersions(folder.File));
    }
}

public sealed class SqliteLedgerArchiveTests : LedgerArchiveContract
{
    private readonly List<StoreFolder> folders = [];

    public override async Task DisposeAsync()
    {
        foreach (var folder in folders) await folder.DisposeAsync();
    }

    protected override ValueTask<WholeStore> OpenAsync()
    {
        folders.Add(new StoreFolder());
        return ValueTask.FromResult(WholeStore.Of(folders[^1].Open()));
    }
}
