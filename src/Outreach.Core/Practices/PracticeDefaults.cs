using NodaTime;

namespace Outreach.Core.Practices;

/// <summary>What holds where a practice says nothing else.</summary>
public static class PracticeDefaults
{
    public static readonly Caps Caps = new(ADay: 2, AWeek: 7, SegmentsAText: 2);

    public static readonly Duration EmergencyRepeat = Duration.FromMinutes(15);
    public static readonly Duration UrgentRepeat = Duration.FromHours(4);

    public static readonly Duration EmergencyPromise = Duration.FromMinutes(15);
    public static readonly Duration UrgentPromise = Duration.FromHours(4);
    public static readonly Duration RoutinePromise = Duration.FromHours(24);

    public static readonly EmergencyLines Emergency = new("911", "988");

    /// <summary>9 to 8, Sundays from noon: inside every US state's quiet hours for solicitations but the Sunday bans, which treatment messages do not fall under.</summary>
    public static readonly WeekTimes ContactHours = WeekTimes.Of(
        [.. Enum.GetValues<IsoDayOfWeek>().Where(d => d != IsoDayOfWeek.None).Select(d => (d, new LocalTime(d == IsoDayOfWeek.Sunday ? 12 : 9, 0), new LocalTime(20, 0)))]);
}
