using NodaTime;
using Outreach.Core.Patients;
using Outreach.Local.Simulation.Carrier;

namespace Outreach.Local.Simulation.Serving;

/// <param name="Run">Another one than before: the carrier has started again, ask for everything.</param>
/// <param name="Number">Who is texted by a phone that nobody has texted.</param>
internal sealed record CarrierViewAnswer(string Run, long Version, Instant Now, string Number, bool TollFree, IReadOnlyList<ViewMessage> Messages);

/// <summary>What the page of the carrier alone shows that is new or changed since a version.</summary>
internal sealed class CarrierView(CarrierMessages messages, IClock clock, PhoneNumber number, bool isTollFree)
{
    private const int MostMessages = 3000;

    private readonly string run = Guid.NewGuid().ToString("N");

    public object Since(long version)
    {
        // The version first: what comes between is sent twice rather than never.
        var newest = messages.Version;
        return new CarrierViewAnswer(run, newest, clock.GetCurrentInstant(), number.Value, isTollFree, [.. messages.Since(version, MostMessages).Select(ViewMessage.Of)]);
    }

    /// <summary>Every phone that was texted or has texted.</summary>
    public IReadOnlyList<object> Phones() =>
        [.. messages.Phones().Select(p => (object)new { number = p.Number, patient = (string?)null, patientIds = Array.Empty<string>(), messages = p.Messages })];
}
