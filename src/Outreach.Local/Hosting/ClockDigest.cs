using NodaTime;
using Outreach.App.Digests;
using Outreach.Core.Patients;
using Outreach.Core.Practices;

namespace Outreach.Local.Hosting;

/// <summary>The providers' digest: from its time in the morning every five minutes while it is worth sending, as what was held or refused is asked for again.</summary>
internal sealed class ClockDigest(ProviderDigest digest, IClock clock, Func<Practice> practice) : IDueWork
{
    private static readonly Duration Again = Duration.FromMinutes(5);

    private Instant? next;

    public ValueTask<Instant?> NextAsync(CancellationToken cancel) => ValueTask.FromResult<Instant?>(next ??= After(clock.GetCurrentInstant()));

    public async ValueTask RunDueAsync(Instant now, CancellationToken cancel)
    {
        next = After(now + Again);
        if (digest.IsDue(now)) await digest.SendAsync(now, cancel);
    }

    private Instant After(Instant now)
    {
        if (digest.IsDue(now)) return now;
        var zone = practice().Zone;
        var today = now.InZone(zone).Date;
        var morning = LocalTimes.At(zone, today + ProviderDigest.At);
        return morning > now ? morning : LocalTimes.At(zone, today.PlusDays(1) + ProviderDigest.At);
    }
}

/// <summary>For as long as the process lives: a digest sent again after a new start has the same key, and the carrier takes a message once a key.</summary>
internal sealed class DigestsOfThisRun : IDigestLog
{
    private readonly Dictionary<string, (Guid Digest, DigestStanding Standing)> known = new(StringComparer.Ordinal);

    public ValueTask<DigestStanding?> FindAsync(string provider, Guid digest, CancellationToken cancel) =>
        ValueTask.FromResult(known.TryGetValue(provider, out var found) && found.Digest == digest ? found.Standing : null);

    public ValueTask WriteAsync(string provider, Guid digest, DigestStanding standing, CancellationToken cancel)
    {
        known[provider] = (digest, standing);
        return ValueTask.CompletedTask;
    }
}
