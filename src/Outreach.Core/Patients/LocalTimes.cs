using NodaTime;
using NodaTime.TimeZones;

namespace Outreach.Core.Patients;

/// <summary>The one rule for local times that daylight saving skips or doubles.</summary>
public static class LocalTimes
{
    private static readonly ZoneLocalMappingResolver Rule = Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);

    /// <summary>A time that is skipped counts as the first moment after the gap, one that comes twice as the first of the two; so a later local time is never an earlier instant.</summary>
    public static Instant At(DateTimeZone zone, LocalDateTime local) => zone.ResolveLocal(local, Rule).ToInstant();
}
