using NodaTime;
using NodaTime.Text;
using Outreach.Local.Hosting;
using Outreach.Local.Simulation.Carrier;

namespace Outreach.Local.Simulation.Serving;

/// <param name="Local">In the practice's zone, with its offset.</param>
/// <param name="Speed">Simulated seconds a second; 0 is paused. With the machine's own clock 1.</param>
internal sealed record ClockReading(Instant Now, string Local, string Zone, double Speed, bool Paused, string Mode);

/// <summary>Reads the clock and, where time is simulated, moves it.</summary>
internal sealed class SimClock(IClock clock, ClockDriver? driver, ClockMemory memory, Func<DateTimeZone> zone)
{
    private static readonly Duration Furthest = Duration.FromDays(366);

    public ClockReading Read()
    {
        var now = clock.GetCurrentInstant();
        var speed = driver?.Speed ?? 1;
        var local = now.InZone(zone());
        return new ClockReading(now, OffsetDateTimePattern.Rfc3339.Format(local.ToOffsetDateTime()), zone().Id, speed, speed == 0, driver is null ? "real" : "simulated");
    }

    public void SetSpeed(double speed)
    {
        if (speed is not (>= 0 and <= ClockDriver.FastestSpeed)) throw SimRefusal.Invalid($"\"speed\" is simulated seconds a second: a number from 0 (paused) to {ClockDriver.FastestSpeed:0}, for example 60.");
        Simulated.Speed = speed;
        memory.Remember(speed);
    }

    /// <summary>Days are counted in the practice's zone: a day later is the same time of day, across a change of the clocks too. Hours and minutes are as long as they are.</summary>
    public Task AdvanceAsync(string period, CancellationToken cancel)
    {
        const string Wanted = "\"advance\" is a period in ISO 8601 of at most a year, for example \"P1D\", \"PT90M\" or \"P1W\".";
        if (!PeriodPattern.NormalizingIso.Parse(period).TryGetValue(Period.Zero, out var by)) throw SimRefusal.Invalid(Wanted);
        var now = clock.GetCurrentInstant();
        if (Target(now, by) is not { } first || first <= now || first - now > Furthest) throw SimRefusal.Invalid(Wanted);
        return Simulated.MoveToAsync(from => Target(from, by) ?? from, cancel);
    }

    public Task<bool> ToNextAsync(CancellationToken cancel) => Simulated.MoveToNextAsync(cancel);

    private Instant? Target(Instant from, Period by)
    {
        try
        {
            var days = new PeriodBuilder(by) { Hours = 0, Minutes = 0, Seconds = 0, Milliseconds = 0, Ticks = 0, Nanoseconds = 0 }.Build();
            var there = days.HasDateComponent ? (from.InZone(zone()).LocalDateTime + days).InZoneLeniently(zone()).ToInstant() : from;
            return there + (by - days).ToDuration();
        }
        catch (Exception outOfRange) when (outOfRange is OverflowException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private ClockDriver Simulated => driver
        ?? throw SimRefusal.Conflict("real-clock", "This server runs on the machine's own clock, which cannot be moved. Start it with --clock 2026-03-02T08:55Z to simulate time.");
}
