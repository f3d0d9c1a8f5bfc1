using NodaTime;
using NodaTime.Text;
using Outreach.App.Ledgers;
using Outreach.App.Timelines;
using Outreach.Core.Practices;

namespace Outreach.Local.Commands.Timeline;

/// <summary>A patient's timeline as text: oldest first, one line an event, in the patient's own time.</summary>
public static class TimelineText
{
    private static readonly LocalDateTimePattern Time = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm");

    /// <param name="newestFirst">As the store gives them.</param>
    public static void Write(IReadOnlyList<TimelineEntry> newestFirst, DateTimeZone zone, Practice practice, TextWriter output)
    {
        foreach (var entry in newestFirst.Reverse()) output.WriteLine(Line(entry, zone, practice));
    }

    /// <summary>"2026-03-02 09:00  Check-in by text: weight — because home-blood-pressure@1 …"</summary>
    public static string Line(TimelineEntry entry, DateTimeZone zone, Practice practice)
    {
        var line = TimelineWords.Describe(entry.Event, zone, practice);
        var because = line.Why is null ? "" : $" — because {line.Why}";
        return $"{Time.Format(entry.Event.At.InZone(zone).LocalDateTime)}  {OneLine(line.Text + because)}";
    }

    /// <summary>A patient's words may hold line breaks, and characters that would move a terminal's cursor.</summary>
    private static string OneLine(string text) =>
        string.Join(' ', new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)]).Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
