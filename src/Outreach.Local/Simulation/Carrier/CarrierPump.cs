using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using NodaTime;
using Outreach.App.Receiving;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Local.Hosting;

namespace Outreach.Local.Simulation.Carrier;

/// <summary>Where the carrier hands in what it has: <see cref="Reception"/> in the app.</summary>
internal sealed record CarrierOutlet(
    Func<ContactPoint, string, string, CancellationToken, ValueTask> Text,
    Func<PatientId, Guid, DeliveryWord, string, string, CancellationToken, ValueTask> Report)
{
    public static CarrierOutlet To(Reception reception) => new(reception.TextAsync, reception.ReportAsync);
}

/// <summary>Tells the app what the carrier has for it, at least once, until the app returns.</summary>
/// <param name="atOnce">Events at a time: one where order must be reproducible, several where they may share commits.</param>
internal sealed partial class CarrierPump(CarrierEvents events, CarrierOutlet outlet, IClock clock, int atOnce, ILogger<CarrierPump> log) : IDueWork
{
    private const int Batch = 100;

    private readonly ConcurrentDictionary<string, Lazy<Task<bool>>> underWay = new(StringComparer.Ordinal);

    public ValueTask<Instant?> NextAsync(CancellationToken cancel) => ValueTask.FromResult(events.Next());

    public async ValueTask RunDueAsync(Instant now, CancellationToken cancel)
    {
        var several = new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancel };
        while (events.Due(now, Batch) is { Count: > 0 } due) await Parallel.ForEachAsync(due, several, async (told, stop) => await TellOnceAsync(told, stop));
    }

    /// <summary>Hands in one text now. False when the app could not take it, and it stays queued.
    /// Who asked may go away; what has begun is finished, because the driver may be waiting for the same event.</summary>
    public async Task<bool> TellTextAsync(string message, CancellationToken cancel) =>
        events.TextOf(message) is not { } told || await TellOnceAsync(told, CancellationToken.None).WaitAsync(cancel);

    // The driver and a request may meet at the same event: the second waits for what the first is doing.
    private async Task<bool> TellOnceAsync(CarrierEvent told, CancellationToken cancel)
    {
        var telling = underWay.GetOrAdd(told.Id, _ => new Lazy<Task<bool>>(() => TellAsync(told, cancel)));
        try
        {
            return await telling.Value;
        }
        finally
        {
            underWay.TryRemove(new(told.Id, telling));
        }
    }

    private async Task<bool> TellAsync(CarrierEvent told, CancellationToken cancel)
    {
        try
        {
            await (told switch
            {
                CarrierEvent.TextReceived text => outlet.Text(text.From, text.Message, text.Text, cancel),
                CarrierEvent.Reported report => outlet.Report(report.Patient, report.Key, report.Word, report.Detail, report.Id, cancel),
                _ => throw new NotSupportedException(told.GetType().Name),
            });
        }
        catch (Exception refused) when (refused is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            NotTaken(log, told.Id, told.Tries + 1, refused.GetType().Name);
            events.PutOff(told, clock.GetCurrentInstant());
            return false;
        }

        await events.TakenAsync(told);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Carrier event {Event} was not taken at try {Tries} ({Reason}); it comes again.")]
    private static partial void NotTaken(ILogger log, string @event, int tries, string reason);
}
