using NodaTime;
using NodaTime.TimeZones;

namespace Outreach.Core.Patients;

/// <summary>Local times of one zone. Looked up in the zone only near a change of its offset; everywhere else the offset of the moment asked for last holds. Of one thread.</summary>
internal sealed class LocalClock(DateTimeZone zone)
{
    private static readonly Duration ADay = Duration.FromDays(1);

    private ZoneInterval? around;

    public DateTimeZone Zone => zone;

    public LocalDateTime Local(Instant at) => at.WithOffset(Around(at).WallOffset).LocalDateTime;

    /// <summary>As <see cref="LocalTimes.At"/> in the zone.</summary>
    public Instant At(LocalDateTime local) => Undisputed(local) ?? LocalTimes.At(zone, local);

    public Instant StartOfDay(LocalDate date) => Undisputed(date.AtMidnight()) ?? zone.AtStartOfDay(date).ToInstant();

    private ZoneInterval Around(Instant at) => around is { } known && known.Contains(at) ? known : around = zone.GetZoneInterval(at);

    /// <summary>Null where a change of offset is within a day of it.</summary>
    private Instant? Undisputed(LocalDateTime local)
    {
        if (around is not { } known) return null;
        var at = local.WithOffset(known.WallOffset).ToInstant();
        return (known.HasStart && at - known.Start < ADay) || (known.HasEnd && known.End - at < ADay) ? null : at;
    }
}
