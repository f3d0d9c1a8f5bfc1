using NodaTime;
using Outreach.Core.Patients;

namespace Outreach.Local.Simulation.Carrier;

/// <summary>How much was taken in the last minute. Counted here because counting rows grows with what was sent; only inside a commit.</summary>
internal sealed class CarrierMinute(CarrierDatabase database)
{
    private static readonly Duration Minute = Duration.FromMinutes(1);

    private readonly Dictionary<Channel, Queue<Instant>> lately = [];

    public int Sent(Channel channel, Instant now)
    {
        var times = Of(channel, now);
        while (times.TryPeek(out var first) && first <= now - Minute) times.Dequeue();
        return times.Count;
    }

    public void Add(Channel channel, Instant now) => Of(channel, now).Enqueue(now);

    /// <summary>After a restart what was taken before it counts too.</summary>
    private Queue<Instant> Of(Channel channel, Instant now) => lately.TryGetValue(channel, out var known) ? known : lately[channel] = new(database.Read(
        "SELECT at FROM messages WHERE direction = 'out' AND channel = ?1 AND at > ?2 AND send_key IS NOT NULL ORDER BY at",
        r => r.Time(0), channel.Word(), (now - Minute).Ticks()));
}
