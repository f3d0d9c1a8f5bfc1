using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Outreach.App.Stepping;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;

namespace Outreach.Functions.FollowUps;

/// <summary>Nudges the clocks of patients about whom something was decided outside their own clock: started where there is none, else told.
/// A nudge that fails is found by the auditor; nothing that matters waits for it.</summary>
public sealed partial class Clocks(ILogger<Clocks> log) : IFollowUpWatcher
{
    /// <summary>A live clock is never replaced; a dead one starts again under the same id.</summary>
    private static readonly OrchestrationRuntimeStatus[] Alive = [OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended];

    private readonly AsyncLocal<HashSet<PatientId>?> touched = new();

    public void Happened(PatientId patient, Core.FollowUps.FollowUp state, Event happened)
    {
        if (touched.Value is not { } set) return;
        lock (set) set.Add(patient);
    }

    /// <summary>Does the work, and then nudges everybody whom it concerned.</summary>
    public Task<T> AllAsync<T>(DurableTaskClient client, Func<ValueTask<T>> work, CancellationToken cancel) => WatchAsync(client, null, work, cancel);

    /// <summary>The same for the clock's own work: it need not be told.</summary>
    public Task<T> OthersAsync<T>(DurableTaskClient client, PatientId own, Func<ValueTask<T>> work, CancellationToken cancel) => WatchAsync(client, own, work, cancel);

    public async Task NudgeAsync(DurableTaskClient client, PatientId patient, CancellationToken cancel)
    {
        var id = patient.ToString();
        try
        {
            if (await client.GetInstanceAsync(id, getInputsAndOutputs: false, cancel) is { } known && Alive.Contains(known.RuntimeStatus))
            {
                await client.RaiseEventAsync(id, FollowUp.Nudge, eventPayload: null, cancel);
                return;
            }

            await client.ScheduleNewOrchestrationInstanceAsync(FollowUp.Name, input: null, new StartOrchestrationOptions(id).WithDedupeStatuses(Alive), cancel);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // Somebody else started it meanwhile, and it has taken up what this nudge is about.
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            NotNudged(log, patient, e.GetType().Name);
        }
    }

    private async Task<T> WatchAsync<T>(DurableTaskClient client, PatientId? own, Func<ValueTask<T>> work, CancellationToken cancel)
    {
        HashSet<PatientId> set = [];
        touched.Value = set;
        try
        {
            return await work();
        }
        finally
        {
            touched.Value = null;
            PatientId[] patients;
            lock (set) patients = [.. set.Where(p => p != own)];
            foreach (var patient in patients) await NudgeAsync(client, patient, cancel);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The clock of patient {Patient} was not nudged ({Exception}); the auditor will find what is due.")]
    private static partial void NotNudged(ILogger log, PatientId patient, string exception);
}
