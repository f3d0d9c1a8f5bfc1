using NodaTime;

namespace Outreach.Local.Hosting;

/// <summary>A clock that stands still until it is moved, and never goes back.</summary>
/// <param name="remember">Called before the clock shows a new moment, so that a killed process resumes no earlier than anything it did.</param>
internal sealed class ClockSimulated(Instant start, Action<Instant> remember) : IClock
{
    private long ticks = start.ToUnixTimeTicks();

    public Instant GetCurrentInstant() => Instant.FromUnixTimeTicks(Interlocked.Read(ref ticks));

    public void MoveTo(Instant moment)
    {
        if (moment <= GetCurrentInstant()) return;
        remember(moment);
        Interlocked.Exchange(ref ticks, moment.ToUnixTimeTicks());
    }
}
