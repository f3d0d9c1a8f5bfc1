using System.Collections.Concurrent;
using NodaTime;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.Local.Simulation;

/// <summary>What the page needs to know of committed events: whose timeline has grown, and who has the latest concern.</summary>
internal sealed class EventFeed
{
    private readonly ConcurrentDictionary<PatientId, long> grown = new();
    private long notable;
    private LatestConcern? latest;

    /// <summary>Changes when the process does, because counts begin again.</summary>
    public string Run { get; } = Guid.NewGuid().ToString("N");

    public long Notable => Interlocked.Read(ref notable);

    public LatestConcern? Latest => Volatile.Read(ref latest);

    public IReadOnlyDictionary<PatientId, long> Grown => grown;

    public void Record(PatientId patient, Event committed)
    {
        grown.AddOrUpdate(patient, 1, (_, n) => n + 1);
        if (committed is not (Event.MessageSent or Event.MessageReported or Event.MessageRetried)) Interlocked.Increment(ref notable);
        var concern = committed switch
        {
            Event.EscalationOpened opened => new LatestConcern(patient, opened.At, opened.Escalation.Urgency),
            Event.ConcernJoined joined => new LatestConcern(patient, joined.At, joined.Urgency),
            _ => null,
        };
        if (concern is not null) Volatile.Write(ref latest, concern);
    }
}

internal sealed record LatestConcern(PatientId PatientId, Instant At, Urgency Urgency);
