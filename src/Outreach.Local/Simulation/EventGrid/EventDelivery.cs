using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using NodaTime;
using Outreach.Local.Simulation.Carrier;

namespace Outreach.Local.Simulation.EventGrid;

/// <summary>Brings events to their destination, at least once and in no order, once the destination is open.</summary>
internal sealed partial class EventDelivery(
    EventOutbox outbox, CarrierMessages messages, IEventDestination destination, IClock clock, TimeProvider time, Action<string> say, ILogger<EventDelivery> log)
{
    private const int Batch = 100;
    private const int AtOnce = 8;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);
    private static readonly Duration AsksAgainAfter = Duration.FromSeconds(5);

    private readonly ConcurrentDictionary<string, Lazy<Task<bool>>> underWay = new(StringComparer.Ordinal);
    private volatile bool isOpen;
    private Instant? asked;
    private string? saidWhyNot;

    /// <summary>Goes on until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(Poll, time);
        do
        {
            try
            {
                await RoundAsync(cancel);
            }
            catch (Exception failure) when (!cancel.IsCancellationRequested)
            {
                RoundFailed(log, failure.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(cancel));
    }

    /// <summary>Opens the destination where that is due, and delivers what is.</summary>
    public async Task RoundAsync(CancellationToken cancel)
    {
        if (!isOpen) await OpenAsync(cancel);
        if (!isOpen) return;
        while (outbox.Due(clock.GetCurrentInstant(), Batch) is { Count: > 0 } due)
        {
            await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (waiting, token) => await TellOnceAsync(waiting, token));
        }
    }

    /// <summary>Delivers one event now. False when it waits.</summary>
    public async Task<bool> TellAsync(string id, CancellationToken cancel)
    {
        if (outbox.Find(id) is not { } waiting) return true;
        // Who asked may go away; what has begun is finished.
        return isOpen && await TellOnceAsync(waiting, CancellationToken.None).WaitAsync(cancel);
    }

    private async Task OpenAsync(CancellationToken cancel)
    {
        var now = clock.GetCurrentInstant();
        if (asked is { } before && now < before + AsksAgainAfter) return;
        asked = now;
        var whyNot = await destination.OpenAsync(cancel);
        isOpen = whyNot is null;
        var isOldNews = whyNot is null ? destination is NoDestination : whyNot == saidWhyNot;
        saidWhyNot = whyNot;
        if (isOldNews) return;
        say(whyNot is null ? "Events are delivered now." : $"Events wait: {whyNot}. Asking again every {AsksAgainAfter.TotalSeconds:0} seconds.");
    }

    // The round and a request may meet at the same event: the second waits for what the first is doing.
    private async Task<bool> TellOnceAsync(WaitingEvent waiting, CancellationToken cancel)
    {
        var telling = underWay.GetOrAdd(waiting.Event.Id, _ => new Lazy<Task<bool>>(() => outbox.Find(waiting.Event.Id) is { } still ? TellAsync(still, cancel) : Task.FromResult(true)));
        try
        {
            return await telling.Value;
        }
        finally
        {
            underWay.TryRemove(new(waiting.Event.Id, telling));
        }
    }

    private async Task<bool> TellAsync(WaitingEvent waiting, CancellationToken cancel)
    {
        // How a text ended is so whether anybody hears of it or not; that a reply was received is not.
        var isReport = waiting.Event.Type != CommunicationEvents.SmsReceived;
        if (isReport) messages.Mark(waiting.Message, waiting.Status);
        var result = waiting.IsTold ? await destination.DeliverAsync(waiting.Event, waiting.Tries, cancel) : DeliveryResult.Delivered;
        switch (result)
        {
            case DeliveryResult.Delivered:
                outbox.Remove(waiting);
                messages.Mark(waiting.Message, waiting.Status);
                return true;
            case DeliveryResult.Failed when outbox.PutOff(waiting, clock.GetCurrentInstant()):
                NotTaken(log, waiting.Event.Type, waiting.Tries + 1);
                return false;
            default:
                outbox.Remove(waiting);
                if (!isReport) messages.Mark(waiting.Message, "failed");
                Dropped(log, waiting.Event.Type, waiting.Tries + 1);
                return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "An event {Type} was not taken at try {Tries}; it comes again.")]
    private static partial void NotTaken(ILogger log, string type, int tries);

    [LoggerMessage(Level = LogLevel.Error, Message = "An event {Type} was refused or tried long enough ({Tries}); Event Grid would drop it, and it is dropped.")]
    private static partial void Dropped(ILogger log, string type, int tries);

    [LoggerMessage(Level = LogLevel.Error, Message = "A round of deliveries failed with {Failure}; the next comes in a moment.")]
    private static partial void RoundFailed(ILogger log, string failure);
}
