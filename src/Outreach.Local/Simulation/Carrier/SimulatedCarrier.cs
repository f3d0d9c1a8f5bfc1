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

    public CarrierFaults Faults { get; } = new(database);

    public CarrierEvents Events => events;

    public ValueTask<AttemptResult> SendAsync(OutboundMessage message, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return ValueTask.FromResult(database.Commit(() => Answer(message)));
    }

    /// <summary>A person texts us: stored and queued for the app in one commit. False when the id has been used for another number.</summary>
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
        if (Faults.Take(message.To.Channel) is not { } fault) return Refusal(message, now) ?? Accept(message, now, failsLater: false);
        if (fault.Accepts && Refusal(message, now) is null) Accept(message, now, fault.FailsLater);
        return new AttemptResult(fault.Outcome, fault.Detail);
    }

    private AttemptResult? Refusal(OutboundMessage message, Instant now)
    {
        if (message.To.Channel == Channel.Sms && blocks.IsBlocked(message.To.Address)) return new AttemptResult(AttemptOutcome.OptedOut, "4007");
        if (IsKnown(message, now)) return null;
        var limit = message.To.Channel == Channel.Sms ? options.TextsAMinute : options.EmailsAMinute;
        var lately = database.Number(
            "SELECT count(*) FROM messages WHERE direction = 'out' AND channel = $1 AND at > $2 AND send_key IS NOT NULL",
            message.To.Channel.Word(), (now - Duration.FromMinutes(1)).Ticks());
        return lately >= limit ? new AttemptResult(AttemptOutcome.Passing, "429") : null;
    }

    private AttemptResult Accept(OutboundMessage message, Instant now, bool failsLater)
    {
        var accepted = new AttemptResult(AttemptOutcome.Accepted, "202");
        if (IsKnown(message, now)) return accepted;
        var key = message.Key.ToString("N");
        var sent = database.Number("SELECT count(*) FROM messages WHERE send_key = $1", key) ?? 0;
        var id = sent == 0 ? key : $"{key}-{sent + 1}";
        messages.Add(id, message.To, CarrierMessage.Out, now, message.Subject, message.Text, message.Html, "accepted", key, message.Patient);
        events.Report(id, now + options.ReportsAfter, failsLater ? DeliveryWord.Failed : DeliveryWord.Delivered, failsLater ? "5000" : "2000");
        return accepted;
    }

    private bool IsKnown(OutboundMessage message, Instant now) => database.Number(
        "SELECT 1 FROM messages WHERE send_key = $1 AND at >= $2", message.Key.ToString("N"), (now - options.Remembers).Ticks()) is not null;
}
