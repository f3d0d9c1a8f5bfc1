using NodaTime;
using Outreach.App.Ledgers;
using Outreach.Core.Patients;

namespace Outreach.Local.Hosting;

/// <summary>The scheduler: a turn for each ledger whose wake has come or whose inbox waits.</summary>
/// <param name="atOnce">Turns at a time: one where order must be reproducible, several where they may share commits.</param>
internal sealed class ClockLedgers(ILedgerStore ledgers, ClockTurns turns, int atOnce) : IDueWork
{
    private const int Batch = 200;
    private const int TurnsAMoment = 5;

    private static readonly Instant Ever = Instant.FromUtc(9000, 1, 1, 0, 0);

    public async ValueTask<Instant?> NextAsync(CancellationToken cancel)
    {
        if (turns.NextTry is not { } nextTry) return await ledgers.NextDueAsync(cancel);
        var due = await ledgers.DueAsync(Ever, turns.PutOffCount + 1, cancel);
        return due.FirstOrDefault(d => !turns.IsPutOff(d.Id)) is { } first && first.DueAt < nextTry ? first.DueAt : nextTry;
    }

    public async ValueTask RunDueAsync(Instant now, CancellationToken cancel)
    {
        foreach (var id in turns.TriedAgainBy(now).ToList()) await TryAgainAsync(id, now, cancel);
        var runs = new Dictionary<PatientId, int>();
        while (await WaitingAsync(now, cancel) is { Count: > 0 } waiting)
        {
            await Parallel.ForEachAsync(
                waiting,
                new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancel },
                async (id, stop) => await turns.TryRunAsync(id, now, stop));
            foreach (var id in waiting)
            {
                if ((runs[id] = runs.GetValueOrDefault(id) + 1) >= TurnsAMoment && await IsDueAsync(id, now, cancel)) turns.StillDue(id, now);
            }
        }
    }

    private async ValueTask TryAgainAsync(PatientId id, Instant now, CancellationToken cancel)
    {
        if (!await turns.TryRunAsync(id, now, cancel)) return;
        if (await IsDueAsync(id, now, cancel)) turns.StillDue(id, now);
        else turns.Recovered(id);
    }

    private async ValueTask<List<PatientId>> WaitingAsync(Instant now, CancellationToken cancel)
    {
        var due = await ledgers.DueAsync(now, Batch + turns.PutOffCount, cancel);
        return [.. due.Select(d => d.Id).Where(id => !turns.IsPutOff(id, now))];
    }

    private async ValueTask<bool> IsDueAsync(PatientId id, Instant now, CancellationToken cancel) => (await WaitingAsync(now, cancel)).Contains(id);
}
