using System.Text.Json.Nodes;
using Outreach.App.Ledgers;
using Outreach.Core.FollowUps;

namespace Outreach.App.Endpoints;

/// <summary>One event as the timeline of the API shows it.</summary>
internal static class TimelineItem
{
    public static JsonObject Of(TimelineEntry entry)
    {
        var data = Views.Json<Event>(entry.Event)!.AsObject();
        return new()
        {
            ["at"] = Views.Json(entry.Event.At),
            ["event"] = data["event"]!.GetValue<string>(),
            ["place"] = entry.Place,
            ["data"] = data,
        };
    }
}
