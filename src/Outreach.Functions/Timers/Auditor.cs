using System.Diagnostics.Metrics;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using NodaTime;
using Outreach.App.Health;
using Outreach.App.Ledgers;
using Outreach.App.Receiving;
using Outreach.App.Stepping;
using Outreach.Core.Patients;
using Outreach.Functions.FollowUps;

namespace Outreach.Functions.Timers;

/// <summary>Looks every minute for what should have been done and was not: inbox rows and wakes older than a minute, open escalations without a next
/// step, texts nobody has dealt with. Each is taken up here and now, its clock is nudged or started again, and it is counted.</summary>
public sealed partial class Auditor(ILedgerStore ledgers, Turns turns, Reception reception, Clocks clocks, IAuditorNotes notes, IClock clock, ILogger<Auditor> log)
{
    public const string Meter = "Outreach.Auditor";

    private const int AtMost = 500;
    private const int AtOnce = 8;

    private static readonly Duration Grace = Duration.FromSeconds(60);
    private static readonly Meter Meters = new(Meter);
    private static readonly Counter<long> Counter = Meters.CreateCounter<long>("outreach.auditor.taken_up", "{patient}", "Overdue work the auditor found and did.");

    [Function("Auditor")]
    public async Task RunAsync([TimerTrigger("0 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancel)
    {
        var overdueSince = clock.GetCurrentInstant() - Grace;
        Dictionary<PatientId, string> found = [];
        foreach (var due in await ledgers.DueAsync(overdueSince, AtMost, cancel)) found[due.Id] = "due";
        foreach (var escalation in await ledgers.EscalationsAsync(EscalationFilter.Open, AtMost, null, cancel))
        {
            if (escalation.IsStuck(overdueSince)) found[escalation.Patient] = "escalation";
        }

        await Parallel.ForEachAsync(found, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (one, stop) => await TakeUpAsync(client, one.Key, one.Value, stop));
        await clocks.AllAsync(client, () => reception.TakeUpAsync(overdueSince, cancel), cancel);
        await notes.WriteAsync(new AuditorRun(clock.GetCurrentInstant(), found.Count), cancel);
        Looked(log, found.Count);
    }

    private async ValueTask TakeUpAsync(DurableTaskClient client, PatientId patient, string what, CancellationToken cancel)
    {
        Counter.Add(1, new KeyValuePair<string, object?>("what", what));
        TakenUp(log, what, patient);
        try
        {
            await turns.RunAsync(patient, cancel);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            // The others are not to wait for this one; it is found again in a minute.
            Failed(log, patient, e.GetType().Name);
        }

        await clocks.NudgeAsync(client, patient, cancel);
    }

    /// <summary>Every minute: an alert misses it where the app is silent.</summary>
    [LoggerMessage(Level = LogLevel.Information, Message = "The auditor has looked: {Overdue} overdue.")]
    private static partial void Looked(ILogger log, int overdue);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The auditor took up something overdue ({What}) of patient {Patient}.")]
    private static partial void TakenUp(ILogger log, string what, PatientId patient);

    [LoggerMessage(Level = LogLevel.Error, Message = "What was overdue of patient {Patient} failed again ({Exception}).")]
    private static partial void Failed(ILogger log, PatientId patient, string exception);
}
