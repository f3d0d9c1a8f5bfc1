using NodaTime;
using Outreach.Core.Patients;
using Outreach.Local.Simulation.Carrier;
using Outreach.Local.Simulation.EventGrid;

namespace Outreach.Local.Simulation.Communication;

/// <summary>What is typed into phones: an event for the app, and what the network answers by itself.</summary>
/// <param name="number">Who is texted by a phone that nobody has texted.</param>
internal sealed class PhoneTexts(CarrierDatabase database, SentTexts sent, OptOutList optOuts, EventOutbox events, IClock clock, CarrierOptions options, PhoneNumber number)
{
    private readonly CarrierMessages messages = new(database);

    public string NewId() => CommunicationIds.Incoming(clock.GetCurrentInstant());

    /// <summary>An answer to whoever has texted this phone last. False when another phone has used the id.</summary>
    public Task<bool> TextAsync(PhoneNumber from, string id, string text) => database.CommitAsync(() =>
    {
        if (messages.AddressOf(id) is { } owner) return owner == from.Value;
        var now = clock.GetCurrentInstant();
        var to = sent.LastSenderTo(from) ?? number;
        messages.Add(id, ContactPoint.Of(from), CarrierMessage.In, now, null, text, null, "queued");
        events.Add(CommunicationEvents.Received(id, from, to, text, now), now, id, "received", isTold: true);
        if (options.BlocksAfterStop && NetworkAnswer(from, to, text) is { } answer)
            messages.Add(id + "-network", ContactPoint.Of(from), CarrierMessage.Out, now, null, answer, null, "delivered");
        return true;
    });

    private string? NetworkAnswer(PhoneNumber from, PhoneNumber to, string text)
    {
        switch (CarrierBlocks.WordOf(text))
        {
            case NetworkWord.Stop:
                optOuts.Add(to, from);
                return CarrierBlocks.StopAnswer;
            case NetworkWord.Start:
                return optOuts.Remove(to, from) ? CarrierBlocks.StartAnswer : null;
            default:
                return null;
        }
    }
}
