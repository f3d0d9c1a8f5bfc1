using NodaTime;
using Outreach.App.Digests;
using Outreach.Functions.Sending;

namespace Outreach.Functions.Tests.Sending;

public sealed class SentDigestsTests
{
    private static readonly Guid Today = Guid.NewGuid();

    [Fact]
    public async Task FindAsync_WhatWasWritten_IsFoundForThatProviderAndDigestAlone()
    {
        var log = new SentDigests(new FakeTable());
        var place = Instant.FromUtc(2026, 3, 3, 12, 42);
        await log.WriteAsync("lee", Today, new DigestStanding(false, place), default);
        Assert.Equal(new DigestStanding(false, place), await log.FindAsync("lee", Today, default));

        await log.WriteAsync("lee", Today, new DigestStanding(true, null), default);

        Assert.Equal(new DigestStanding(true, null), await log.FindAsync("lee", Today, default));
        Assert.Null(await log.FindAsync("lee", Guid.NewGuid(), default));
        Assert.Null(await log.FindAsync("of/another#office", Today, default));
    }
}
