using NodaTime;
using NodaTime.Text;
using Outreach.Core.Patients;

namespace Outreach.Core.Messages;

/// <summary>Days and times as patients read them.</summary>
public static class PlainDates
{
    private static readonly LocalTimePattern Clock = LocalTimePattern.CreateWithInvariantCulture("h:mm tt");
    private static readonly string[] Days = ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"];
    private static readonly string[] Months = ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"];

    /// <summary>"Monday 3/2", "lunes 2 de marzo".</summary>
    public static string Day(LocalDate date, Language language) => language == Language.Spanish
        ? $"{Weekday(date.DayOfWeek, language)} {date.Day} de {Months[date.Month - 1]}"
        : $"{date.DayOfWeek} {date.Month}/{date.Day}";

    public static string Weekday(IsoDayOfWeek day, Language language) => language == Language.Spanish ? Days[(int)day - 1] : day.ToString();

    public static string Time(LocalTime time) => Clock.Format(time);
}
