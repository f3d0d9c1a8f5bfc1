using NodaTime;

namespace Outreach.Local.Hosting;

/// <summary>Work that falls due at moments of the clock: ledgers, the carrier's events, the personas' replies.</summary>
internal interface IDueWork
{
    /// <summary>When something is next due; it may be past. Null when nothing ever is.</summary>
    ValueTask<Instant?> NextAsync(CancellationToken cancel);

    /// <summary>Does all that is due by then. What fails is put off, so that <see cref="NextAsync"/> moves on.</summary>
    ValueTask RunDueAsync(Instant now, CancellationToken cancel);
}

/// <summary>All the work of one clock.</summary>
internal sealed class DueWorks(IReadOnlyList<IDueWork> works) : IDueWork
{
    public async ValueTask<Instant?> NextAsync(CancellationToken cancel)
    {
        Instant? earliest = null;
        foreach (var work in works)
        {
            if (await work.NextAsync(cancel) is { } next && (earliest is null || next < earliest)) earliest = next;
        }

        return earliest;
    }

    /// <summary>One kind of work makes another due, at the same moment too: goes on until nothing is.</summary>
    public async ValueTask RunDueAsync(Instant now, CancellationToken cancel)
    {
        bool anything;
        do
        {
            anything = false;
            foreach (var work in works)
            {
                if (await work.NextAsync(cancel) is not { } next || next > now) continue;
                await work.RunDueAsync(now, cancel);
                anything = true;
            }
        }
        while (anything);
    }
}
