using NodaTime;
using Outreach.Core.Messages;
using Outreach.Core.Patients;

namespace Outreach.Functions.Inbound;

/// <summary>One event of Communication Services, as Event Grid hands it in.</summary>
/// <param name="Id">Event Grid's own id, the same on every redelivery.</param>
public abstract record CarrierEvent(string Id)
{
    private CarrierEvent()
        : this("")
    {
    }

    /// <summary>A person has texted. The message id is the carrier's, so that a redelivery is the same text (R1).</summary>
    public sealed record Text(string Id, ContactPoint From, string MessageId, string Words, Instant? ReceivedAt) : CarrierEvent(Id);

    /// <param name="Detail">The carrier's code.</param>
    public sealed record SmsReport(string Id, PatientId Patient, Guid Key, DeliveryWord Word, string Detail) : CarrierEvent(Id);

    /// <param name="Key">The operation id under which it was sent.</param>
    public sealed record EmailReport(string Id, Guid Key, DeliveryWord Word, string Detail) : CarrierEvent(Id);

    /// <summary>Nothing for us: another kind of event, a word on the way ("out for delivery"), or a report on a message that was not ours.</summary>
    public sealed record Other(string Id, string Type) : CarrierEvent(Id);

    /// <summary>Ours by its type, but something that is needed is missing or cannot be read. It is set aside and a person is told.</summary>
    /// <param name="Why">Names what is missing, never its content.</param>
    public sealed record Unreadable(string Id, string Why) : CarrierEvent(Id);
}
