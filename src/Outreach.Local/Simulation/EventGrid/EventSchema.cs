using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using Outreach.Core.Json;

namespace Outreach.Local.Simulation.EventGrid;

internal enum EventSchema
{
    /// <summary>Event Grid's own.</summary>
    EventGrid,

    /// <summary>CloudEvents 1.0.</summary>
    CloudEvents,
}

/// <summary>How the names in the data of SMS events are written.</summary>
internal enum DataNames
{
    /// <summary><c>messageId</c>: what the official clients' deserialisers read.</summary>
    Camel,

    /// <summary><c>MessageId</c>: what the documentation's examples show.</summary>
    Pascal,
}

/// <summary>The JSON of one event.</summary>
internal sealed record EventJson(EventSchema Schema, DataNames Names)
{
    public const string Topic =
        "/subscriptions/00000000-0000-0000-0000-000000000000/resourcegroups/simulated/providers/microsoft.communication/communicationservices/simulated";

    public const string DataVersion = "1.0";
    public const string MetadataVersion = "1";

    private static readonly InstantPattern SevenDigits = InstantPattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss.fffffff'Z'");

    /// <summary>One object; a webhook of <see cref="EventSchema.EventGrid"/> gets it in an array.</summary>
    public string Write(GridEvent told) => (Schema == EventSchema.CloudEvents ? Cloud(told) : Grid(told)).ToJsonString(OutreachJson.Options);

    private JsonObject Grid(GridEvent told) => new()
    {
        ["id"] = told.Id,
        ["topic"] = Topic,
        ["subject"] = told.Subject,
        ["data"] = Data(told),
        ["eventType"] = told.Type,
        ["dataVersion"] = DataVersion,
        ["metadataVersion"] = MetadataVersion,
        ["eventTime"] = InstantPattern.ExtendedIso.Format(told.At),
    };

    private JsonObject Cloud(GridEvent told) => new()
    {
        ["id"] = told.Id,
        ["source"] = Topic,
        ["subject"] = told.Subject,
        ["type"] = told.Type,
        ["time"] = SevenDigits.Format(told.At),
        ["specversion"] = "1.0",
        ["data"] = Data(told),
    };

    private JsonNode Data(GridEvent told)
    {
        var data = JsonNode.Parse(told.Data)!;
        return Names == DataNames.Pascal && told.Type != CommunicationEvents.EmailReported ? Pascal(data) : data;
    }

    private static JsonNode Pascal(JsonNode node) => node switch
    {
        JsonObject fields => new JsonObject(fields.Select(f => KeyValuePair.Create(char.ToUpperInvariant(f.Key[0]) + f.Key[1..], f.Value is null ? null : Pascal(f.Value)))),
        JsonArray items => new JsonArray([.. items.Select(i => i is null ? null : Pascal(i))]),
        _ => node.DeepClone(),
    };
}
