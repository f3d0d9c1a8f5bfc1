using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using NodaTime;
using Outreach.Core.Patients;

namespace Outreach.Local.Hosting;

/// <summary>Turns that may fail: a failed one is logged by patient id alone, put off for a while, and stops nobody else's.</summary>
internal sealed partial class ClockTurns(Func<PatientId, CancellationToken, ValueTask> turn, ILogger<ClockTurns> log)
{
    private static readonly Duration FirstWait = Duration.FromSeconds(1);
    private static readonly Duration LongestWait = Duration.FromMinutes(5);

    private readonly ConcurrentDictionary<PatientId, PutOff> putOff = new();

    public int PutOffCount => putOff.Count;

    public bool IsPutOff(PatientId id, Instant now) => putOff.TryGetValue(id, out var off) && off.Until > now;

    public bool IsPutOff(PatientId id) => putOff.ContainsKey(id);

    /// <summary>When the first of those put off is tried again.</summary>
    public Instant? NextTry => putOff.IsEmpty ? null : putOff.Values.Min(o => o.Until);

    public IEnumerable<PatientId> TriedAgainBy(Instant now) => putOff.Where(o => o.Value.Until <= now).Select(o => o.Key);

    public async ValueTask<bool> TryRunAsync(PatientId id, Instant now, CancellationToken cancel)
    {
        try
        {
            await turn(id, cancel);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            Failed(log, id, failure.GetType().Name, failure.StackTrace);
            Delay(id, now);
            return false;
        }

        return true;
    }

    /// <summary>It is well again; only once its ledger has moved on, so that waits grow for one that never does.</summary>
    public void Recovered(PatientId id) => putOff.TryRemove(id, out _);

    /// <summary>A turn that did not move its ledger on would be due for ever.</summary>
    public void StillDue(PatientId id, Instant now)
    {
        NotMoved(log, id);
        Delay(id, now);
    }

    private void Delay(PatientId id, Instant now) => putOff.AddOrUpdate(
        id,
        _ => new PutOff(1, now + FirstWait),
        (_, off) => new PutOff(off.Times + 1, now + Duration.Min(FirstWait * Math.Pow(2, Math.Min(off.Times, 20)), LongestWait)));

    [LoggerMessage(Level = LogLevel.Error, Message = "The turn of patient {Patient} failed with {Failure}; it is tried again. {Where}")]
    private static partial void Failed(ILogger log, PatientId patient, string failure, string? where);

    [LoggerMessage(Level = LogLevel.Error, Message = "Patient {Patient} is still due after its turns; it is tried again later.")]
    private static partial void NotMoved(ILogger log, PatientId patient);

    private sealed record PutOff(int Times, Instant Until);
}
