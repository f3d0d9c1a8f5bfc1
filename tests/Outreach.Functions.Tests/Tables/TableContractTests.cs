using Outreach.App.Ledgers;
using Outreach.Testing.Ledgers;

namespace Outreach.Functions.Tests.Tables;

[Collection(AzuriteTests.Name)]
public sealed class TableLedgerStoreContractTests(AzuriteServer azurite) : LedgerStoreContract
{
    private readonly TableSpace space = new(azurite);

    public override Task DisposeAsync() => space.EndAsync();

    protected override async ValueTask<ILedgerStore> OpenAsync() => await space.CreateAsync();
}

[Collection(AzuriteTests.Name)]
public sealed class TableContactBookTests(AzuriteServer azurite) : ContactBookContract
{
    private readonly TableSpace space = new(azurite);

    public override Task DisposeAsync() => space.EndAsync();

    protected override async ValueTask<IContactBook> OpenAsync() => await space.CreateAsync();
}

[Collection(AzuriteTests.Name)]
public sealed class TableAccessLogTests(AzuriteServer azurite) : AccessLogContract
{
    private readonly TableSpace space = new(azurite);

    public override Task DisposeAsync() => space.EndAsync();

    protected override async ValueTask<IAccessLog> OpenAsync() => await space.CreateAsync();
}
