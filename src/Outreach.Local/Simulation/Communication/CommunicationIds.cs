using NodaTime;
using NodaTime.Text;

namespace Outreach.Local.Simulation.Communication;

/// <summary>Ids as Communication Services gives them: "Outgoing_20200610203725bfd4ba70-70bf-4f77-925d-c0bdb5161bb3".</summary>
internal static class CommunicationIds
{
    private static readonly InstantPattern Time = InstantPattern.CreateWithInvariantCulture("uuuuMMddHHmmss");

    public static string Outgoing(Instant at) => New("Outgoing_", at);

    public static string Incoming(Instant at) => New("Incoming_", at);

    private static string New(string kind, Instant at) => kind + Time.Format(at) + Guid.NewGuid();
}
