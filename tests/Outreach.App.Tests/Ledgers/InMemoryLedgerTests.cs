using Outreach.App.Ledgers;
using Outreach.Testing.Ledgers;

namespace Outreach.App.Tests.Ledgers;

public sealed class InMemoryLedgerTests : LedgerStoreContract
{
    public override Task DisposeAsync() => Task.CompletedTask;

    protected override ValueTask<ILedgerStore> OpenAsync() => ValueTask.FromResult<ILedgerStore>(new InMemoryLedger());
}

public sealed class InMemoryContactBookTests : ContactBookContract
{
    public override Task DisposeAsync() => Task.CompletedTask;

    protected override ValueTask<IContactBook> OpenAsync() => ValueTask.FromResult<IContactBook>(new InMemoryLedger());
}

public sealed class InMemoryAccessLogTests : AccessLogContract
{
    public override Task DisposeAsync() => Task.CompletedTask;

    protected override ValueTask<IAccessLog> OpenAsync() => ValueTask.FromResult<IAccessLog>(new InMemoryLedger());
}

public sealed class InMemoryPracticeVersionsTests : Outreach.Testing.Practices.PracticeVersionsContract
{
    public override Task DisposeAsync() => Task.CompletedTask;

    protected override ValueTask<App.Practices.IPracticeVersions> OpenAsync() => ValueTask.FromResult<App.Practices.IPracticeVersions>(new Outreach.Testing.Practices.InMemoryPracticeVersions());
}
