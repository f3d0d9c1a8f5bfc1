using Microsoft.Azure.Functions.Worker;
using NodaTime;
using Outreach.App.Digests;

namespace Outreach.Functions.Timers;

/// <summary>Asks every five minutes whether it is time for the providers' digest: the practice's morning is in its own zone, the timer's is not. As often as a place in the email queue is kept.</summary>
public sealed class DigestTimer(ProviderDigest digest, IClock clock)
{
    [Function("Digest")]
    public async Task RunAsync([TimerTrigger("0 */5 * * * *")] TimerInfo timer, CancellationToken cancel)
    {
        var now = clock.GetCurrentInstant();
        if (digest.IsDue(now)) await digest.SendAsync(now, cancel);
    }
}
