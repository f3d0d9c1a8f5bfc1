using NodaTime;
using Outreach.App.Ledgers;
using Outreach.Core.FollowUps;
using Outreach.Local.Commands.Timeline;
using Outreach.Testing;
using Outreach.Testing.Ledgers;

namespace Outreach.Local.Tests.Commands;

public sealed class TimelineTextTests
{
    private static readonly DateTimeZone NewYork = DateTimeZoneProviders.Tzdb["America/New_York"];

    [Fact]
    public void Write_NewestFirst_IsPrintedOldestFirstOneLineAnEvent()
    {
        var entries = EventSamples.All.Select((e, n) => new TimelineEntry($"{n:D10}|00", e)).Reverse().ToList();
        var output = new StringWriter { NewLine = "\n" };

        TimelineText.Write(entries, NewYork, Shipped.Practice, output);

        var lines = output.ToString().TrimEnd('\n').Split('\n');
        Assert.Equal(entries.Count, lines.Length);
        Assert.StartsWith("2026-03-02 09:00  Registered", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, l => l == "2026-03-02 09:00  Answer to blood-pressure: 128/82 — because the patient's words: “128 over 82 thanks”");
    }

    [Fact]
    public void Line_WordsWithControlCharacters_CannotMoveTheCursor()
    {
        var reply = new Event.ProviderReplied(Guid.Empty, "lee", "a\u001b[2Jb\r\nc") { At = LedgerSamples.Start };

        Assert.Equal("2026-03-02 09:00  Dr. Lee wrote to the patient: “a [2Jb c”", TimelineText.Line(new TimelineEntry("0000000001|00", reply), NewYork, Shipped.Practice));
    }

    [Fact]
    public void Line_PatientElsewhere_IsInTheirOwnTime() =>
        Assert.StartsWith("2026-03-02 07:00", TimelineText.Line(new TimelineEntry("0000000001|00", EventSamples.All[0]), DateTimeZoneProviders.Tzdb["America/Phoenix"], Shipped.Practice), StringComparison.Ordinal);
}
