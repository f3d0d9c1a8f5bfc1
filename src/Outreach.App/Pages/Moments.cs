using NodaTime;
using NodaTime.Text;
using Outreach.Core.Patients;

namespace Outreach.App.Pages;

/// <summary>Times as people at the practice say them, from now and in their zone.</summary>
internal sealed class Moments(Instant now, DateTimeZone zone)
{
    private static readonly LocalTimePattern Time = LocalTimePattern.CreateWithInvariantCulture("h:mm tt");
    private static readonly LocalDatePattern Day = LocalDatePattern.CreateWithInvariantCulture("ddd, MMM d");
    private static readonly string[] SpanishMonths = ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"];

    public Instant Now => now;

    public LocalDate Today => now.InZone(zone).Date;

    /// <summary>"9:16 AM", with the day unless it is today.</summary>
    public string At(Instant at)
    {
        var local = at.InZone(zone);
        return local.Date == Today ? Clock(local.TimeOfDay) : $"{Day.Format(local.Date)}, {Clock(local.TimeOfDay)}";
    }

    /// <summary>"14 min ago" or "in 46 min".</summary>
    public string FromNow(Instant at) => at <= now ? $"{Length(now - at)} ago" : $"in {Length(at - now)}";

    public string On(LocalDate date) => date == Today ? "today" : date == Today.PlusDays(-1) ? "yesterday" : Day.Format(date);

    /// <summary>"Mon, Mar 2".</summary>
    public static string Named(LocalDate date) => Day.Format(date);

    public static string Clock(LocalTime time) => Time.Format(time);

    public static string Short(LocalDate date, Language language) => language == Language.Spanish
        ? $"{date.Day} {SpanishMonths[date.Month - 1]}"
        : LocalDatePattern.CreateWithInvariantCulture("MMM d").Format(date);

    public static string Length(Duration length) => Math.Floor(length.TotalMinutes) switch
    {
        < 1 => "less than a minute",
        < 60 and var minutes => $"{minutes} min",
        < 24 * 60 and var minutes when minutes % 60 == 0 => $"{minutes / 60} h",
        < 24 * 60 and var minutes => $"{Math.Floor(minutes / 60)} h {minutes % 60} min",
        < 48 * 60 => "1 day",
        var minutes => $"{Math.Floor(minutes / 60 / 24)} days",
    };
}
