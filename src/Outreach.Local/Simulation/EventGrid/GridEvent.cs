using NodaTime;

namespace Outreach.Local.Simulation.EventGrid;

/// <summary>One event, before it takes the form of a schema.</summary>
/// <param name="Type">As "Microsoft.Communication.SMSReceived".</param>
/// <param name="Data">JSON with names in camelCase.</param>
internal sealed record GridEvent(string Id, string Type, string Subject, string Data, Instant At);
