using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using NodaTime;
using Outreach.App.Ledgers;
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

    private static readonly TimeSpan LongestEnding = TimeSpan.FromSeconds(10);

    private readonly AsyncLocal<Dictionary<PatientId, Waiting>?> touched = new();

    public void Happened(PatientId patient, Core.FollowUps.FollowUp state, Event happened)
    {
        // When to look again is all a clock need know.
    }

    public void Committed(PatientId patient, Instant? wakeBefore, Instant? wakeNow)
    {
        if (touched.Value is not { } waiting) return;
        var (before, now) = (wakeBefore ?? Instant.MaxValue, wakeNow ?? Instant.MaxValue);
        lock (waiting) waiting[patient] = waiting.TryGetValue(patient, out var known) ? new(Instant.Max(known.Latest, before), now) : new(before, now);
    }

    /// <summary>Does the work, and then nudges every clock that would wake too late. One that wakes too early looks, and waits anew.</summary>
    public Task<T> AllAsync<T>(DurableTaskClient client, Func<ValueTask<T>> work, CancellationToken cancel) => WatchAsync(client, null, work, cancel);

    /// <summary>The same for the clock's own work: it need not be told.</summary>
    public Task<T> OthersAsync<T>(DurableTaskClient client, PatientId own, Func<ValueTask<T>> work, CancellationToken cancel) => WatchAsync(client, own, work, cancel);

    public Task NudgeAsync(DurableTaskClient client, PatientId patient, CancellationToken cancel) => WakeAsync(client, patient, isToLook: true, cancel);

    /// <summary>Starts the clock of a patient who has none; a live one looks at least once a day by itself.</summary>
    public Task KeepAliveAsync(DurableTaskClient client, PatientId patient, CancellationToken cancel) => WakeAsync(client, patient, isToLook: false, cancel);

    private async Task WakeAsync(DurableTaskClient client, PatientId patient, bool isToLook, CancellationToken cancel)
    {
        var id = patient.ToString();
        try
        {
            if (await client.GetInstanceAsync(id, getInputsAndOutputs: false, cancel) is { } known && Alive.Contains(known.RuntimeStatus))
            {
                if (isToLook) await client.RaiseEventAsync(id, FollowUp.Nudge, eventPayload: null, cancel);
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

    /// <summary>Of a patient who was erased. One that goes on for lack of storage does nothing: its ledger is empty.</summary>
    public async Task EndAsync(DurableTaskClient client, PatientId patient, CancellationToken cancel)
    {
        try
        {
            await client.TerminateInstanceAsync(patient.ToString(), cancel);
            await client.WaitForInstanceCompletionAsync(patient.ToString(), cancel).WaitAsync(LongestEnding, cancel);
            await client.PurgeInstanceAsync(patient.ToString(), cancel);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            NotEnded(log, patient, e.GetType().Name);
        }
    }

    private async Task<T> WatchAsync<T>(DurableTaskClient client, PatientId? own, Func<ValueTask<T>> work, CancellationToken cancel)
    {
        Dictionary<PatientId, Waiting> waiting = [];
        touched.Value = waiting;
        try
        {
            return await work();
        }
        finally
        {
            touched.Value = null;
            PatientId[] patients;
            lock (waiting) patients = [.. waiting.Where(w => w.Key != own && w.Value.IsTooLong).Select(w => w.Key)];
            foreach (var patient in patients) await NudgeAsync(client, patient, cancel);
        }
    }

    /// <param name="Latest">Until when a clock may be waiting that has looked since the work began, or before.</param>
    /// <param name="Now">When it has to look, after the last commit.</param>
    private readonly record struct Waiting(Instant Latest, Instant Now)
    {
        public bool IsTooLong => Ticks.Of(Now) < Ticks.Of(Latest);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The clock of patient {Patient} was not nudged ({Exception}); the auditor will find what is due.")]
    private static partial void NotNudged(ILogger log, PatientId patient, string exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The durable clock of erased patient {Patient} could not be ended ({Exception}); it holds ids and times only.")]
    private static partial void NotEnded(ILogger log, PatientId patient, string exception);
}
