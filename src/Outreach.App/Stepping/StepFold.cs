using System.Collections.Immutable;
using NodaTime;
using Outreach.App.Ledgers;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;

namespace Outreach.App.Stepping;

/// <summary>What one step comes to: what to commit, and what is then leased for one attempt each.</summary>
public sealed record StepOutcome(LedgerCommit Commit, ImmutableArray<OutboxEntry> Claimed);

/// <summary>One turn of one patient, without any I/O: every unread inbox entry, then the tick, within the limits of one transaction.</summary>
public static class StepFold
{
    /// <param name="attempts">What came of attempts made since the last step.</param>
    /// <param name="tick">False to only decide what was received, and leave what is due to the clock.</param>
    /// <param name="received">To be decided after the inbox, and not stored yet: the commit brings it.</param>
    public static StepOutcome Run(Context context, Ledger ledger, IReadOnlyList<Command> attempts, Instant now, bool tick = true, InboxEntry? received = null) =>
        Run(new Derived(context), ledger, attempts, now, tick, received);

    /// <param name="known">Of this patient, for one who makes many steps of theirs.</param>
    public static StepOutcome Run(Derived known, Ledger ledger, IReadOnlyList<Command> attempts, Instant now, bool tick = true, InboxEntry? received = null)
    {
        var progress = new Progress(ledger.State, [], [], []);
        foreach (var attempt in attempts) progress = progress.With(Decider.Decide(known, progress.State, attempt), entry: null);
        var inbox = received is null ? ledger.Inbox : ledger.Inbox.Add(received);
        var left = inbox.Length;
        foreach (var entry in inbox)
        {
            var next = progress.With(Decider.Decide(known, progress.State, entry.Command), entry, isNew: ReferenceEquals(entry, received));
            // The first entry gets on in any case, unless what attempts came to has to be committed before it.
            if ((left < inbox.Length || attempts.Count > 0) && !Fits(ledger, next)) break;
            progress = next;
            left--;
        }

        if (left == 0 && tick)
        {
            var look = Command.TickAt(now);
            var ticked = progress.With(Decider.Decide(known, progress.State, look), entry: null);
            if (Fits(ledger, ticked)) return new StepOutcome(Commit(ledger, ticked, Wakes.Next(known, ticked.State, look)), ticked.Claimed);
        }

        // The rest is for the next step, at once.
        return new StepOutcome(Commit(ledger, progress, now), []);
    }

    /// <summary>Counted only where every row of the outbox, before and after, would be too many.</summary>
    private static bool Fits(Ledger ledger, in Progress progress) =>
        1 + progress.Decided.Length + progress.Events.Length + ledger.State.Outbox.Length + progress.State.Outbox.Length <= LedgerLimits.OperationsAStep
        || Commit(ledger, progress, null).Operations <= LedgerLimits.OperationsAStep;

    private static LedgerCommit Commit(Ledger ledger, in Progress progress, Instant? nextWake)
    {
        var before = ledger.State.Outbox;
        var after = progress.State.Outbox;
        return new LedgerCommit
        {
            State = progress.State,
            NextWake = nextWake,
            Decided = progress.Decided,
            OutboxChanged = before == after ? [] : before.IsEmpty ? after : Changed(before, after),
            OutboxDone = before == after || before.IsEmpty ? [] : Done(before, after),
            Events = progress.Events,
        };
    }

    private static ImmutableArray<OutboxEntry> Changed(ImmutableArray<OutboxEntry> before, ImmutableArray<OutboxEntry> after) => [.. after.Where(m => !before.Contains(m))];

    private static ImmutableArray<Guid> Done(ImmutableArray<OutboxEntry> before, ImmutableArray<OutboxEntry> after) =>
        after.IsEmpty ? [.. before.Select(m => m.Key)] : [.. before.Select(m => m.Key).Where(k => after.All(m => m.Key != k))];

    private readonly record struct Progress(FollowUp State, ImmutableArray<Event> Events, ImmutableArray<DecidedEntry> Decided, ImmutableArray<OutboxEntry> Claimed)
    {
        public Progress With(Decision decision, InboxEntry? entry, bool isNew = false) => new(
            decision.State,
            Events.AddRange(decision.Events),
            entry is null ? Decided : Decided.Add(new DecidedEntry(entry.SourceId, decision.Refusal?.Code, decision.Refusal?.Message) { Received = isNew ? entry : null }),
            Claimed.AddRange(decision.Claimed));
    }
}
