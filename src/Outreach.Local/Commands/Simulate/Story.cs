using NodaTime;
using NodaTime.Text;
using Outreach.App.Simulating;

namespace Outreach.Local.Commands;

/// <summary>A simulated patient's story, a line each, in the patient's own time.</summary>
internal static class Story
{
    private static readonly LocalDateTimePattern Time = LocalDateTimePattern.CreateWithInvariantCulture("ddd d MMM HH:mm");

    public static void Write(TextWriter output, IEnumerable<Said> said, DateTimeZone zone)
    {
        foreach (var line in said)
        {
            output.WriteLine($"{Time.Format(line.At.InZone(zone).LocalDateTime),-17} {line.Who,-10} {line.Text.ReplaceLineEndings(" / ")}");
            if (line.Why is { Length: > 0 } why) output.WriteLine($"{"",-28} because: {why}");
        }
    }
}
