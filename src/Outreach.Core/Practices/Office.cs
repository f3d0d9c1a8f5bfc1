using NodaTime;
using Outreach.Core.Patients;

namespace Outreach.Core.Practices;

/// <summary>The practice's own time: office hours and holidays.</summary>
public static class Office
{
    private const int DaysAhead = 31;

    public static bool IsOpen(Practice practice, Instant at) => IsOpen(practice, at.InZone(practice.Zone).LocalDateTime);

    public static bool IsOpen(Practice practice, LocalDateTime local) => !practice.Holidays.Contains(local.Date) && practice.OfficeHours.Covers(local);

    /// <summary>When the office closes on the day of this moment; a working day later where it is closed then.</summary>
    public static Instant Closes(Practice practice, Instant open)
    {
        var day = open.InZone(practice.Zone).Date;
        return practice.OfficeHours.On(day.DayOfWeek) is [.., var last] && !practice.Holidays.Contains(day) ? LocalTimes.At(practice.Zone, day + last.To) : open + Duration.FromHours(8);
    }

    /// <summary>This moment when the office is open, else when it next opens; a day later when it never seems to.</summary>
    public static Instant NextOpen(Practice practice, Instant from)
    {
        if (IsOpen(practice, from)) return from;
        var day = from.InZone(practice.Zone).Date;
        for (var i = 0; i < DaysAhead; i++, day = day.PlusDays(1))
        {
            if (practice.Holidays.Contains(day)) continue;
            foreach (var span in practice.OfficeHours.On(day.DayOfWeek))
            {
                var opens = LocalTimes.At(practice.Zone, day + span.From);
                if (opens > from) return opens;
            }
        }

        return from + Duration.FromDays(1);
    }
}
