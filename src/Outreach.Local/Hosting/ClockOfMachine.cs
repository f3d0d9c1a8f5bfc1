using NodaTime;

namespace Outreach.Local.Hosting;

/// <summary>The machine's own clock.</summary>
internal sealed class ClockOfMachine(TimeProvider time) : IClock
{
    public Instant GetCurrentInstant() => Instant.FromDateTimeOffset(time.GetUtcNow());
}
