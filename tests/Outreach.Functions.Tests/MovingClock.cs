using NodaTime;

namespace Outreach.Functions.Tests;

/// <summary>Goes on from the time it was set to at the pace of the real one, which is the test host's.</summary>
internal sealed class MovingClock : IClock
{
    private readonly Lock gate = new();
    private Instant at;
    private long since;

    public MovingClock(Instant start) => Set(start);

    public void Set(Instant now)
    {
        lock (gate) (at, since) = (now, TimeProvider.System.GetTimestamp());
    }

    public Instant GetCurrentInstant()
    {
        lock (gate) return at + Duration.FromTimeSpan(TimeProvider.System.GetElapsedTime(since));
    }

    /// <summary>The real time of a time on this clock.</summary>
    public DateTime Real(DateTime time) => TimeProvider.System.GetUtcNow().UtcDateTime + (time - GetCurrentInstant().ToDateTimeUtc());
}
