using NodaTime;
using Outreach.App.Ledgers;

namespace Outreach.Local.Hosting;

/// <summary>Every night a turn for every ledger, whatever the projections say.</summary>
internal sealed class ClockNightlyWalk(ILedgerStore ledgers, ClockTurns turns, IClock clock, Func<DateTimeZone> zone) : IDueWork
{
    private static readonly LocalTime At = new(3, 0);

    private Instant? next;

    public ValueTask<Instant?> NextAsync(CancellationToken cancel) => ValueTask.FromResult<Instant?>(next ??= After(clock.GetCurrentInstant()));

    public async ValueTask RunDueAsync(Instant now, CancellationToken cancel)
    {
        next = After(now);
        await foreach (var id in ledgers.AllAsync(cancel)) await turns.TryRunAsync(id, now, cancel);
    }

    private Instant After(Instant now)
    {
        var today = now.InZone(zone()).Date;
        var tonight = (today + At).InZoneLeniently(zone()).ToInstant();
        return tonight > now ? tonight : (today.PlusDays(1) + At).InZoneLeniently(zone()).ToInstant();
    }
}
