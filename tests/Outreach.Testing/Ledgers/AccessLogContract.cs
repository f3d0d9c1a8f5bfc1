using NodaTime;
using Outreach.App.Ledgers;

namespace Outreach.Testing.Ledgers;

/// <summary>What every access log does.</summary>
public abstract class AccessLogContract : IAsyncLifetime
{
    private IAccessLog log = null!;

    private static CancellationToken None => CancellationToken.None;

    public async Task InitializeAsync() => log = await OpenAsync();

    public abstract Task DisposeAsync();

    /// <summary>A log that nobody has written to.</summary>
    protected abstract ValueTask<IAccessLog> OpenAsync();

    [Fact]
    public async Task ReadAsync_IsNewestFirstAndOfOnePatient()
    {
        var accesses = Enumerable.Range(0, 4)
            .Select(n => new Access(LedgerSamples.Id(n == 3 ? 2 : 1), n == 0 ? "patient" : "lee", n == 0 ? "check-in" : "escalation", LedgerSamples.Message(n, LedgerSamples.Start).Key, LedgerSamples.Start + Duration.FromMinutes(n)))
            .ToArray();
        foreach (var access in accesses) await log.WriteAsync(access, None);

        Assert.Equal([accesses[2], accesses[1]], await log.ReadAsync(LedgerSamples.Id(1), 2, None));
        Assert.Equal([accesses[3]], await log.ReadAsync(LedgerSamples.Id(2), 10, None));
        Assert.Empty(await log.ReadAsync(LedgerSamples.Id(9), 10, None));
    }

    [Fact]
    public async Task WriteAsync_SameOpeningTwice_IsLoggedTwice()
    {
        var access = new Access(LedgerSamples.Id(1), "lee", "escalation", LedgerSamples.Message(1, LedgerSamples.Start).Key, LedgerSamples.Start);
        await log.WriteAsync(access, None);
        await log.WriteAsync(access, None);

        Assert.Equal(2, (await log.ReadAsync(LedgerSamples.Id(1), 10, None)).Count);
    }
}
