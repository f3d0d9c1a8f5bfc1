using NodaTime;
using Outreach.App.Gateways;
using Outreach.Core.Messages;
using Outreach.Core.Patients;

namespace Outreach.Local.Simulation.Carrier;

/// <summary>A carrier of texts and emails that delivers to phones and mailboxes on this machine.
/// The same key is the same message, whatever became of our process in between (R2).</summary>
internal sealed class SimulatedCarrier(CarrierDatabase database, IClock clock, CarrierOptions options) : IMessageGateway
{
    private readonly CarrierBlocks blocks = new(database);
    private readonly CarrierMessages messages = new(database);
    private readonly CarrierEvents events = new(database);
    private readonly CarrierMinute minute = new(database);

    public CarrierFaults Faults { get; } = new(database);

    public CarrierEvents Events => events;

    public async ValueTask<AttemptResult> SendAsync(OutboundMessage message, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return await database.CommitAsync(() => Answer(message));
    }

    /// <summary>A person texts us: stored and queued for the app in one commit. False when the id has been used for another number.</summary>
    public Task<bool> TextAsync(PhoneNumber from, string id, string text) => database.CommitAsync(() => Text(from, id, text));

    public bool Text(PhoneNumber from, string id, string text) => database.Commit(() =>
    {
        if (messages.AddressOf(id) is { } owner) return owner == from.Value;
        var now = clock.GetCurrentInstant();
        messages.Add(id, ContactPoint.Of(from), CarrierMessage.In, now, null, text, null, "queued");
        events.Text(id, now);
        if (options.BlocksAfterStop && blocks.Read(from.Value, text) is { } answer)
            messages.Add(id + "-network", ContactPoint.Of(from), CarrierMessage.Out, now, null, answer, null, "delivered");
        return true;
    });

    private AttemptResult Answer(OutboundMessage message)
    {
        var now = clock.GetCurrentInstant();
        var fault = Faults.Take(message.To.Channel);
        var refusal = fault is { Accepts: false } ? null : TakeIn(message, now, fault?.FailsLater == true);
        return fault is null ? refusal ?? new AttemptResult(AttemptOutcome.Accepted, "202") : new AttemptResult(fault.Outcome, fault.Detail);
    }

    /// <summary>Null when the message is here, now or from before.</summary>
    private AttemptResult? TakeIn(OutboundMessage message, Instant now, bool failsLater)
    {
        var channel = message.To.Channel;
        if (channel == Channel.Sms && blocks.IsBlocked(message.To.Address)) return new AttemptResult(AttemptOutcome.OptedOut, "4007");
        var key = message.Key.ToString("N");
        var sent = database.Read("SELECT at FROM messages WHERE send_key = ?1", r => r.Time(0), key);
        if (sent.Exists(at => at >= now - options.Remembers)) return null;
        if (minute.Sent(channel, now) >= (channel == Channel.Sms ? options.TextsAMinute : options.EmailsAMinute)) return new AttemptResult(AttemptOutcome.Passing, "429");
        minute.Add(channel, now);
        var id = sent.Count == 0 ? key : $"{key}-{sent.Count + 1}";
        messages.Add(id, message.To, CarrierMessage.Out, now, message.Subject, message.Text, message.Html, "accepted", key, message.Patient);
        events.Report(id, now + options.ReportsAfter, failsLater ? DeliveryWord.Failed : DeliveryWord.Delivered, failsLater ? "5000" : "2000");
        return null;
    }
}
