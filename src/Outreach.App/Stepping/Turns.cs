using NodaTime;
using Outreach.App.Gateways;
using Outreach.App.Ledgers;
using Outreach.App.Messages;
using Outreach.App.Tracing;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Patients;

namespace Outreach.App.Stepping;

/// <summary>Turns of one patient: step, attempt what was leased, say how it went, and again until nothing is due now.</summary>
public sealed class Turns(ILedgerStore store, Stepper stepper, IMessageGateway gateway, OutboundRenderer renderer, ContextSource contexts, IClock clock)
{
    /// <summary>A turn that is not done by then goes on with the next wake.</summary>
    private const int MostRounds = 12;

    /// <summary>One tick. Safe at any time, and several at once.</summary>
    public async ValueTask RunAsync(PatientId id, CancellationToken cancel) => await RunAsync(id, "", await stepper.StepAsync(id, [], cancel), cancel);

    /// <summary>Stores the command and decides it in one commit, goes on with the turn, and says what was decided. What one commit cannot do is stored by itself first.
    /// The same command id twice is decided once (R1).</summary>
    public async ValueTask<Submitted> SubmitAsync(PatientId id, Command command, CancellationToken cancel)
    {
        var received = new InboxEntry(command, clock.GetCurrentInstant());
        var stepped = await stepper.ReceiveAsync(id, received, cancel);
        var added = stepped is not null || await store.AppendAsync(id, received, cancel);
        var decided = await RunAsync(id, command.Id, stepped ?? await stepper.StepAsync(id, [], cancel), cancel);
        return decided is null ? await SubmittedAsync(id, command, added, cancel) : Said(added, decided.RefusalCode, decided.RefusalMessage);
    }

    /// <summary>The carrier's later word on a message, decided at once and not stored before: whoever hands it in does so again until this returns, and
    /// the state knows which messages have had theirs.</summary>
    public async ValueTask ReportAsync(PatientId id, Command.DeliveryReport report, CancellationToken cancel) => await RunAsync(id, "", await stepper.StepAsync(id, [report], cancel), cancel);

    /// <summary>Stored and decided, but what follows from the time, and what is to be sent, is left to the clock.</summary>
    public async ValueTask<Submitted> DecideAsync(PatientId id, Command command, CancellationToken cancel)
    {
        var added = await store.AppendAsync(id, new InboxEntry(command, clock.GetCurrentInstant()), cancel);
        await stepper.DecideAsync(id, cancel);
        return await SubmittedAsync(id, command, added, cancel);
    }

    private async ValueTask<Submitted> SubmittedAsync(PatientId id, Command command, bool added, CancellationToken cancel)
    {
        var outcome = await store.OutcomeAsync(id, command.Id, cancel);
        return Said(added, outcome?.RefusalCode, outcome?.RefusalMessage);
    }

    private static Submitted Said(bool added, string? refusalCode, string? refusalMessage) =>
        new(!added, refusalCode is null ? null : new SubmittedRefusal(refusalCode, refusalMessage ?? ""));

    /// <summary>What this turn decided of one command; null where it was decided before, or elsewhere.</summary>
    /// <param name="stepped">Its first step.</param>
    private async ValueTask<DecidedEntry?> RunAsync(PatientId id, string sourceId, Stepped stepped, CancellationToken cancel)
    {
        var found = stepped.Decided.FirstOrDefault(d => d.SourceId == sourceId);
        for (var round = 0; round < MostRounds && !stepped.Claimed.IsEmpty; round++)
        {
            // What was attempted is said even when the rounds are used up: otherwise only the lease would tell.
            stepped = await stepper.StepAsync(id, await AttemptAsync(id, stepped, cancel), cancel);
            found ??= stepped.Decided.FirstOrDefault(d => d.SourceId == sourceId);
        }

        return found;
    }

    /// <summary>One step and no attempt: for a host that makes each attempt separately, with <see cref="AttemptAsync(PatientId, Guid, int, CancellationToken)"/>.</summary>
    public ValueTask<Stepped> StepAsync(PatientId id, CancellationToken cancel) => stepper.StepAsync(id, [], cancel);

    /// <summary>One attempt at one claimed entry, and the step that records how it went. An attempt that is not this entry's any more,
    /// because it was made before or its lease has passed, is only a step.</summary>
    /// <param name="attempt">The entry's <see cref="OutboxEntry.Attempts"/> when it was claimed.</param>
    public async ValueTask<Stepped> AttemptAsync(PatientId id, Guid key, int attempt, CancellationToken cancel)
    {
        var ledger = await store.LoadAsync(id, cancel);
        var entry = ledger.State.Outbox.FirstOrDefault(o => o.Key == key && o.Attempts == attempt && o.LeaseUntil > clock.GetCurrentInstant());
        if (entry is null) return await stepper.StepAsync(id, [], ledger, cancel);
        var attempted = Said(entry, await AttemptAsync(id, entry, ledger.State, cancel));
        return await stepper.StepAsync(id, [attempted], ledger, cancel);
    }

    private async ValueTask<IReadOnlyList<Command>> AttemptAsync(PatientId id, Stepped stepped, CancellationToken cancel)
    {
        var results = new List<Command>(stepped.Claimed.Length);
        foreach (var entry in stepped.Claimed) results.Add(Said(entry, await AttemptAsync(id, entry, stepped.State, cancel)));
        return results;
    }

    private Command.Attempted Said(OutboxEntry entry, AttemptResult result) =>
        new(entry.Key, result.Outcome, result.Detail) { Id = $"attempt-{entry.Key:N}-{entry.Attempts}", At = clock.GetCurrentInstant(), NotBefore = result.NotBefore };

    private async ValueTask<AttemptResult> AttemptAsync(PatientId id, OutboxEntry entry, FollowUp state, CancellationToken cancel)
    {
        using var span = Spans.Send(id, entry);
        var (began, now) = (Measures.Begin(), clock.GetCurrentInstant());
        var result = await TryAsync(id, entry, state, cancel);
        span.Ended(result);
        Measures.Sent(began, entry, result, now);
        return result;
    }

    private async ValueTask<AttemptResult> TryAsync(PatientId id, OutboxEntry entry, FollowUp state, CancellationToken cancel)
    {
        try
        {
            return await gateway.SendAsync(renderer.Render(id, entry, state, contexts.Current.Practice), cancel);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            return new AttemptResult(AttemptOutcome.Unknown, e.GetType().Name);
        }
    }
}

/// <summary>What became of a submitted command. <paramref name="Refusal"/> is null when it was carried out.</summary>
public sealed record Submitted(bool Duplicate, SubmittedRefusal? Refusal);

public sealed record SubmittedRefusal(string Code, string Message);
