using Outreach.Testing;

namespace Outreach.Functions.Tests.Tables;

/// <summary>One Azurite for as long as the tests of its collection run.</summary>
public sealed class AzuriteServer : IAsyncLifetime
{
    private AzuriteProcess? azurite;

    public string ConnectionString => azurite?.ConnectionString ?? throw new InvalidOperationException(AzuriteProcess.Missing);

    public async Task InitializeAsync()
    {
        if (AzuriteProcess.Missing is null) azurite = await AzuriteProcess.StartAsync();
    }

    public async Task DisposeAsync()
    {
        if (azurite is not null) await azurite.DisposeAsync();
    }
}

/// <summary>Tests that share one Azurite; where there is none, they are skipped and say so.</summary>
[CollectionDefinition(Name)]
public sealed class AzuriteTests : ICollectionFixture<AzuriteServer>
{
    public const string Name = "Azurite";
}
