using Microsoft.Azure.Functions.Worker;
using NodaTime;
using Outreach.App.Digests;

namespace Outreach.Functions.Timers;

/// <summary>Asks every quarter of an hour whether it is time for the providers' digest: the practice's morning is in its own zone, the timer's is not.</summary>
public sealed class DigestTimer(ProviderDigest digest, IClock clock)
{
    [Function("Digest")]
    public async Task RunAsync([TimerTrigger("0 */15 * * * *")] TimerInfo timer, CancellationToken cancel)
    {
        var now = clock.GetCurrentInstant();
        if (digest.IsDue(now)) await digest.SendAsync(now, cancel);
    }
}
