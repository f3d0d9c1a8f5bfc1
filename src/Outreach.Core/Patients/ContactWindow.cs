using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.Practices;

namespace Outreach.Core.Patients;

/// <summary>When routine messages may reach one patient, in the patient's own zone (R3).
/// Local times that DST skips or doubles follow <see cref="LocalTimes"/>; an hour that comes twice is open twice.</summary>
public sealed record ContactWindow(WeekTimes Times, DateTimeZone Zone, ImmutableSortedSet<LocalDate> QuietDays)
{
    private const int DaysAhead = 15;

    public static ContactWindow For(Patient patient, Practice practice, DateTimeZone zone) => new(
        patient.Window ?? practice.ContactHours,
        zone,
        practice.HolidaysAreQuiet ? practice.Holidays : []);

    public bool IsOpen(Instant at)
    {
        var local = at.InZone(Zone).LocalDateTime;
        return !QuietDays.Contains(local.Date) && Times.Covers(local);
    }

    /// <summary>This moment when the window is open, else when it next opens; null when it never does.</summary>
    public Instant? NextOpen(Instant from)
    {
        if (IsOpen(from)) return from;
        var day = from.InZone(Zone).Date;
        for (var i = 0; i < DaysAhead; i++, day = day.PlusDays(1))
        {
            if (QuietDays.Contains(day)) continue;
            foreach (var span in Times.On(day.DayOfWeek))
            {
                if (First(day + span.From, from) is { } opens) return opens;
            }
        }

        return null;
    }

    /// <summary>A time that comes twice opens twice; nothing opens in an hour that does not come.</summary>
    private Instant? First(LocalDateTime local, Instant after)
    {
        var mapping = Zone.MapLocal(local);
        if (mapping.Count == 2 && mapping.First().ToInstant() <= after && mapping.Last().ToInstant() is var second && second > after) return second;
        var opens = LocalTimes.At(Zone, local);
        return opens > after && IsOpen(opens) ? opens : null;
    }

    /// <summary>The first opening on a later local day than <paramref name="from"/>.</summary>
    public Instant? NextDay(Instant from) => NextOpen(Zone.AtStartOfDay(from.InZone(Zone).Date.PlusDays(1)).ToInstant());
}
