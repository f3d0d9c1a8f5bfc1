using Microsoft.Extensions.Logging;
using NodaTime;

namespace Outreach.Local.Hosting;

/// <summary>Moves a simulated clock from one moment at which something is due to the next, and does all that is due there before it goes on.</summary>
/// <param name="happened">Grows when something happened that a person would call an event.</param>
internal sealed partial class ClockDriver(
    ClockSimulated clock, DueWorks works, ClockAuditor auditor, Func<long> happened, TimeProvider time, ILogger<ClockDriver> log) : IDisposable
{
    public const double FastestSpeed = 86_400;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);

    /// <summary>After a long step the clock goes on from there; it does not race to catch up.</summary>
    private static readonly TimeSpan LongestTick = TimeSpan.FromMilliseconds(250);

    private static readonly Duration LooksAhead = Duration.FromDays(400);

    private readonly SemaphoreSlim gate = new(1, 1);
    private double speed;

    /// <summary>Simulated seconds a second; 0 is paused.</summary>
    public double Speed
    {
        get => Volatile.Read(ref speed);
        set => Volatile.Write(ref speed, Math.Clamp(value, 0, FastestSpeed));
    }

    /// <summary>Returns when everything due by then has been done. Requests wait for one another.</summary>
    public async Task MoveToAsync(Func<Instant, Instant> target, CancellationToken cancel)
    {
        await gate.WaitAsync(cancel);
        try
        {
            await GoAsync(target(clock.GetCurrentInstant()), cancel);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Goes on until something happens. False, with the clock where it was, when nothing is due any more.</summary>
    public async Task<bool> MoveToNextAsync(CancellationToken cancel)
    {
        await gate.WaitAsync(cancel);
        try
        {
            var (before, limit) = (happened(), clock.GetCurrentInstant() + LooksAhead);
            while (await works.NextAsync(cancel) is { } next && next <= limit)
            {
                await GoAsync(Instant.Max(next, clock.GetCurrentInstant()), cancel);
                if (happened() != before) return true;
            }

            return false;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Lets time pass at its speed until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(Tick, time);
        var last = time.GetTimestamp();
        while (await timer.WaitForNextTickAsync(cancel))
        {
            var elapsed = time.GetElapsedTime(last);
            last = time.GetTimestamp();
            if (Speed is not (> 0 and var factor)) continue;
            try
            {
                var passed = Duration.FromTimeSpan(elapsed < LongestTick ? elapsed : LongestTick) * factor;
                await MoveToAsync(now => now + passed, cancel);
            }
            catch (Exception failure) when (!cancel.IsCancellationRequested)
            {
                Failed(log, failure.GetType().Name);
            }
        }
    }

    public void Dispose() => gate.Dispose();

    private async Task GoAsync(Instant target, CancellationToken cancel)
    {
        Instant moment;
        do
        {
            cancel.ThrowIfCancellationRequested();
            moment = await works.NextAsync(cancel) is { } next && next < target ? Instant.Max(next, clock.GetCurrentInstant()) : target;
            clock.MoveTo(moment);
            await works.RunDueAsync(moment, cancel);
            await auditor.RunAsync(moment, cancel);
        }
        while (moment < target);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A step of the clock failed with {Failure}; the next comes in a moment.")]
    private static partial void Failed(ILogger log, string failure);
}
