using Outreach.App.Ledgers;
using Outreach.Functions.Tables;
using Outreach.Testing.Archiving;
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

[Collection(AzuriteTests.Name)]
public sealed class TablePracticeVersionsTests(AzuriteServer azurite) : Outreach.Testing.Practices.PracticeVersionsContract
{
    private readonly TableSpace space = new(azurite);

    public override Task DisposeAsync() => space.EndAsync();

    protected override async ValueTask<App.Practices.IPracticeVersions> OpenAsync()
    {
        var table = space.Table("practice", space.Rules);
        await table.CreateIfNotExistsAsync();
        return new TablePracticeVersions(table);
    }
}

[Collection(AzuriteTests.Name)]
public sealed class TableLedgerArchiveTests(AzuriteServer azurite) : LedgerArchiveContract
{
    private readonly List<TableSpace> spaces = [];

    public override async Task DisposeAsync()
    {
        foreach (var space in spaces) await space.EndAsync();
    }

    protected override async ValueTask<WholeStore> OpenAsync()
    {
        spaces.Add(new TableSpace(azurite));
        return WholeStore.Of(await spaces[^1].CreateAsync());
    }
}
