using System.Collections.Concurrent;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;

namespace Outreach.Local.Storage;

/// <summary>States as they were last committed, so that a step need not read their JSON again. Good for exactly one revision: what
/// the file says always wins. Two generations; when the younger is full the older is let go.</summary>
internal sealed class StateCache(long bytesAGeneration)
{
    /// <summary>Of JSON; in memory a state takes about four times as much.</summary>
    public const long DefaultBytesAGeneration = 16 * 1024 * 1024;

    private readonly Lock turning = new();
    private volatile ConcurrentDictionary<PatientId, Entry> younger = new();
    private volatile ConcurrentDictionary<PatientId, Entry> older = new();
    private long bytes;

    public FollowUp? Find(PatientId patient, long revision)
    {
        if (!younger.TryGetValue(patient, out var entry) && !older.TryGetValue(patient, out entry)) return null;
        return entry.Revision == revision ? entry.State : null;
    }

    /// <param name="state">Without its outbox, which is rows of its own.</param>
    /// <param name="size">Bytes of its JSON.</param>
    public void Keep(PatientId patient, long revision, FollowUp state, int size)
    {
        younger[patient] = new Entry(revision, state);
        if (Interlocked.Add(ref bytes, size) < bytesAGeneration) return;
        lock (turning)
        {
            if (Interlocked.Read(ref bytes) < bytesAGeneration) return;
            older = younger;
            younger = new ConcurrentDictionary<PatientId, Entry>();
            Interlocked.Exchange(ref bytes, 0);
        }
    }

    /// <summary>What the file says of it now may be another ledger under the same revisions: it was erased or restored.</summary>
    public void Forget(PatientId patient)
    {
        younger.TryRemove(patient, out _);
        older.TryRemove(patient, out _);
    }

    private sealed record Entry(long Revision, FollowUp State);
}
