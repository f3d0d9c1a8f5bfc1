using Outreach.App.Ledgers;
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
