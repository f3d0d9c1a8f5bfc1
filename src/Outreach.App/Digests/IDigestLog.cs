using NodaTime;

namespace Outreach.App.Digests;

/// <summary>How far the latest digest of each provider has got.</summary>
public interface IDigestLog
{
    /// <summary>Null where the provider's latest is not this one.</summary>
    ValueTask<DigestStanding?> FindAsync(string provider, Guid digest, CancellationToken cancel);

    /// <summary>In place of what was known of the provider.</summary>
    ValueTask WriteAsync(string provider, Guid digest, DigestStanding standing, CancellationToken cancel);
}

/// <param name="SlotAt">Its place in the email queue, where it was held.</param>
public sealed record DigestStanding(bool Sent, Instant? SlotAt);
