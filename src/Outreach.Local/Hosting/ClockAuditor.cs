using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using NodaTime;
using Outreach.App.Health;
using Outreach.App.Ledgers;
using Outreach.Core.Patients;

namespace Outreach.Local.Hosting;

/// <summary>Looks every minute for what the scheduler should have done and has not: each is taken up again and counted.
/// Between two moments of a simulated clock nothing can become overdue, so there it looks at each moment that is a minute later.</summary>
internal sealed partial class ClockAuditor(ILedgerStore ledgers, ClockTurns turns, ILogger<ClockAuditor> log) : IDisposable
{
    private const int AtMost = 500;

    private static readonly Duration Every = Duration.FromMinutes(1);
    private static readonly Duration Grace = Duration.FromSeconds(60);

    private readonly Meter meter = new("Outreach.Auditor");
    private Counter<long>? counter;
    private Instant? looked;
    private long takenUp;

    public IAuditorNotes? Notes { get; init; }

    /// <summary>How many were taken up since the start.</summary>
    public long TakenUp => Interlocked.Read(ref takenUp);

    public async ValueTask RunAsync(Instant now, CancellationToken cancel)
    {
        if (looked is { } last && now < last + Every) return;
        looked = now;
        var before = TakenUp;
        foreach (var overdue in await ledgers.DueAsync(now - Grace, AtMost, cancel)) await TakeUpAsync(overdue.Id, "due", now, cancel);
        foreach (var escalation in await ledgers.EscalationsAsync(EscalationFilter.Open, AtMost, null, cancel))
        {
            if (escalation.IsStuck(now - Grace)) await TakeUpAsync(escalation.Patient, "escalation", now, cancel);
        }

        if (Notes is not null) await Notes.WriteAsync(new AuditorRun(now, (int)(TakenUp - before)), cancel);
    }

    public void Dispose() => meter.Dispose();

    private async ValueTask TakeUpAsync(PatientId id, string what, Instant now, CancellationToken cancel)
    {
        if (turns.IsPutOff(id, now)) return;
        Interlocked.Increment(ref takenUp);
        (counter ??= meter.CreateCounter<long>("outreach.auditor.taken_up", "{patient}", "Overdue work the auditor found and did.")).Add(1, new KeyValuePair<string, object?>("what", what));
        TakenUpAgain(log, what, id);
        await turns.TryRunAsync(id, now, cancel);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The auditor took up something overdue ({What}) of patient {Patient}.")]
    private static partial void TakenUpAgain(ILogger log, string what, PatientId patient);
}
