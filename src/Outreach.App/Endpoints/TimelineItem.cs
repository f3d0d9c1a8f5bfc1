using System.Text.Json.Nodes;
using NodaTime;
using Outreach.App.Ledgers;
using Outreach.App.Timelines;
using Outreach.Core.FollowUps;
using Outreach.Core.Practices;

namespace Outreach.App.Endpoints;

/// <summary>One event as the timeline of the API shows it.</summary>
internal static class TimelineItem
{
    /// <param name="zone">The patient's own.</param>
    public static JsonObject Of(TimelineEntry entry, DateTimeZone zone, Practice practice)
    {
        var line = TimelineWords.Describe(entry.Event, zone, practice);
        var data = Views.Json<Event>(entry.Event)!.AsObject();
        return new()
        {
            ["at"] = Views.Json(entry.Event.At),
            ["event"] = data["event"]!.GetValue<string>(),
            ["text"] = line.Text,
            ["why"] = line.Why,
            ["place"] = entry.Place,
            ["data"] = data,
        };
    }
}
