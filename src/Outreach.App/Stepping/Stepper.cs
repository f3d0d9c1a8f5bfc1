using System.Collections.Immutable;
using System.Diagnostics;
using NodaTime;
using Outreach.App.Ledgers;
using Outreach.App.Tracing;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Patients;

namespace Outreach.App.Stepping;

/// <summary>Loads, decides and commits, guarded by the revision: a step may run twice or at once, the second is harmless.</summary>
public sealed class Stepper(ILedgerStore store, OptOutIndex optOuts, ContextSource contexts, IClock clock, IFollowUpWatcher watcher)
{
    /// <summary>Each lost race means that somebody else got on; so many in a row mean that something is wrong.</summary>
    private const int MostRaces = 50;

    /// <summary>One step: everything received, then whatever is due.</summary>
    public ValueTask<Stepped> StepAsync(PatientId id, IReadOnlyList<Command> attempts, CancellationToken cancel) => StepAsync(id, attempts, tick: true, null, cancel);

    /// <summary>The same from a ledger that was read before: one that has moved meanwhile is read again.</summary>
    public ValueTask<Stepped> StepAsync(PatientId id, IReadOnlyList<Command> attempts, Ledger read, CancellationToken cancel) => StepAsync(id, attempts, tick: true, read, cancel);

    /// <summary>A step whose commit also stores what it was called for. Null, with nothing written, where that cannot be: it is there already, somebody else got on,
    /// it opts somebody out or in, which others must hear of first, or it cannot be decided at all. It is then stored by itself, and stepped.</summary>
    public async ValueTask<Stepped?> ReceiveAsync(PatientId id, InboxEntry received, CancellationToken cancel)
    {
        using var span = Spans.Step(id);
        var began = Measures.Begin();
        try
        {
            var ledger = await store.LoadAsync(id, cancel);
            if (ledger.Inbox.Length == LedgerLimits.InboxRowsAStep || ledger.Inbox.Any(e => e.SourceId == received.SourceId)) return null;
            var outcome = StepFold.Run(contexts.Current, ledger, [], clock.GetCurrentInstant(), received: received);
            if (!outcome.Commit.Decided.Any(d => d.Received is not null) || OptOutIndex.Concerns(outcome.Commit.Events)) return null;
            if (!await store.CommitAsync(id, ledger.Revision, outcome.Commit, cancel)) return null;
            return Committed(id, ledger, outcome, span, began);
        }
        catch (Exception e) when (e is not (OperationCanceledException or LedgerUnavailableException))
        {
            return null;
        }
    }

    /// <summary>Only what was received; what is due is left to the clock, at once.</summary>
    public async ValueTask DecideAsync(PatientId id, CancellationToken cancel) => await StepAsync(id, [], tick: false, null, cancel);

    private async ValueTask<Stepped> StepAsync(PatientId id, IReadOnlyList<Command> attempts, bool tick, Ledger? read, CancellationToken cancel)
    {
        using var span = Spans.Step(id);
        var began = Measures.Begin();
        for (var race = 0; race < MostRaces; race++)
        {
            var ledger = race == 0 && read is not null ? read : await store.LoadAsync(id, cancel);
            if (ledger.Revision is null && ledger.Inbox.IsEmpty && attempts.Count == 0) return new Stepped(ledger.State, [], null, []);
            var outcome = StepFold.Run(contexts.Current, ledger, attempts, clock.GetCurrentInstant(), tick);
            if (outcome.Commit.ChangesNothing(ledger)) return new Stepped(ledger.State, [], ledger.NextWake, []);
            // Before the commit: a crash between the two repeats it, never forgets it (R4).
            var sharers = await optOuts.WriteAsync(id, outcome.Commit.Events, cancel);
            if (!await store.CommitAsync(id, ledger.Revision, outcome.Commit, cancel)) continue;
            span?.SetTag("outreach.races", race);
            var stepped = Committed(id, ledger, outcome, span, began);
            // Only decided here: what is then due is for their own turn, which also attempts it.
            foreach (var sharer in sharers) await StepAsync(sharer, [], tick: false, null, cancel);
            return stepped;
        }

        throw new StepRaceException($"Ledger {id} moved {MostRaces} times while it was being decided; trying again later can help.");
    }

    private Stepped Committed(PatientId id, Ledger before, StepOutcome outcome, Activity? span, Measures.Began began)
    {
        span?.SetTag("outreach.decided", outcome.Commit.Decided.Length).SetTag("outreach.events", outcome.Commit.Events.Length).SetTag("outreach.claimed", outcome.Claimed.Length);
        Measures.Stepped(began);
        watcher.Committed(id, before.NextWake, outcome.Commit.NextWake);
        foreach (var happened in outcome.Commit.Events) watcher.Happened(id, outcome.Commit.State, happened);
        return new Stepped(outcome.Commit.State, outcome.Claimed, outcome.Commit.NextWake, outcome.Commit.Decided);
    }
}

/// <summary>The state as committed, what may now be attempted once, when to look again (null for never), and what became of what was received.</summary>
public sealed record Stepped(FollowUp State, ImmutableArray<OutboxEntry> Claimed, Instant? NextWake, ImmutableArray<DecidedEntry> Decided);

/// <summary>Passing: trying again later can help.</summary>
public sealed class StepRaceException(string message) : Exception(message);

/// <summary>Told of everything that happened, after it was committed; for live lines and metrics. Must not throw.</summary>
public interface IFollowUpWatcher
{
    void Happened(PatientId patient, FollowUp state, Event happened);

    /// <summary>After each commit: when the clock would have had to look again, and when it now must; null for never.</summary>
    void Committed(PatientId patient, Instant? wakeBefore, Instant? wakeNow);
}
