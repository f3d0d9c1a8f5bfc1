using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using NodaTime;
using Outreach.Core.Patients;
using Outreach.Functions.FollowUps;
using Outreach.Functions.Tables;

namespace Outreach.Functions.Timers;

/// <summary>Every night every ledger: its projections are made right again, and its clock is started where it has none. What need not be kept any longer is removed.</summary>
public sealed partial class NightlyWalk(TableLedgerStore ledgers, Clocks clocks, IClock clock, ILogger<NightlyWalk> log)
{
    private const int AtOnce = 8;

    [Function("NightlyWalk")]
    public async Task RunAsync([TimerTrigger("0 0 8 * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancel)
    {
        int walked = 0, failed = 0;
        await Parallel.ForEachAsync(ledgers.AllAsync(cancel), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (patient, stop) =>
        {
            try
            {
                await ledgers.RepairAsync(patient, stop);
                await clocks.KeepAliveAsync(client, patient, stop);
                Interlocked.Increment(ref walked);
            }
            catch (Exception e) when (e is not OperationCanceledException || !stop.IsCancellationRequested)
            {
                Interlocked.Increment(ref failed);
                Failed(log, patient, e.GetType().Name);
            }
        });
        var purged = await ledgers.PurgeAsync(clock.GetCurrentInstant(), cancel);
        Walked(log, walked, failed, purged);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The nightly walk went through {Walked} ledgers; {Failed} could not be walked. {Purged} old rows were removed.")]
    private static partial void Walked(ILogger log, int walked, int failed, int purged);

    [LoggerMessage(Level = LogLevel.Error, Message = "The ledger of patient {Patient} could not be walked ({Exception}).")]
    private static partial void Failed(ILogger log, PatientId patient, string exception);
}
