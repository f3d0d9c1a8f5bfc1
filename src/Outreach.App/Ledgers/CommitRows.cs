using System.Text.Json;
using Outreach.Core.FollowUps;
using Outreach.Core.Json;
using Outreach.Core.Messages;

namespace Outreach.App.Ledgers;

/// <summary>A commit as the JSON of its rows, within the limits of a Table Storage transaction: what every store writes.</summary>
public sealed class CommitRows
{
    private CommitRows(byte[] state, byte[]?[] received, byte[][] outbox, byte[][] events)
    {
        State = state;
        Received = received;
        Outbox = outbox;
        Events = events;
    }

    public byte[] State { get; }

    /// <summary>In the order of <see cref="LedgerCommit.Decided"/>; null for a row that is there already.</summary>
    public IReadOnlyList<byte[]?> Received { get; }

    /// <summary>In the order of <see cref="LedgerCommit.OutboxChanged"/>.</summary>
    public IReadOnlyList<byte[]> Outbox { get; }

    /// <summary>In the order of <see cref="LedgerCommit.Events"/>.</summary>
    public IReadOnlyList<byte[]> Events { get; }

    /// <exception cref="LedgerLimitException">Too many operations, too large, or the same row twice.</exception>
    public static CommitRows Of(LedgerCommit commit)
    {
        Hold(commit.Operations, LedgerLimits.OperationsAStep, "operations");
        Hold(commit.Decided.Length, LedgerLimits.InboxRowsAStep, "decided inbox rows");
        if (commit.Decided.DistinctBy(d => d.SourceId, StringComparer.Ordinal).Count() < commit.Decided.Length
            || commit.OutboxChanged.Select(o => o.Key).Concat(commit.OutboxDone).Distinct().Count() < commit.OutboxChanged.Length + commit.OutboxDone.Length)
        {
            throw new LedgerLimitException("A commit writes each row at most once; this one names a row twice.");
        }

        var state = JsonSerializer.SerializeToUtf8Bytes(commit.State, OutreachJson.Options);
        Hold(state.Length, LedgerLimits.StateBytes, "bytes of state");
        var received = commit.Decided.Select(d => d.Received is null ? null : Inbox(d.Received)).ToArray();
        var outbox = commit.OutboxChanged.Select(o => Row(JsonSerializer.SerializeToUtf8Bytes<OutboxEntry>(o, OutreachJson.Options))).ToArray();
        var events = commit.Events.Select(e => Row(JsonSerializer.SerializeToUtf8Bytes<Event>(e, OutreachJson.Options))).ToArray();
        Hold(state.Length + received.Sum(r => r?.Length ?? 0) + outbox.Sum(o => o.Length) + events.Sum(e => e.Length), LedgerLimits.TransactionBytes, "bytes in all");
        return new CommitRows(state, received, outbox, events);
    }

    /// <exception cref="LedgerLimitException">Too large for a row.</exception>
    public static byte[] Inbox(InboxEntry entry) => Row(JsonSerializer.SerializeToUtf8Bytes<Command>(entry.Command, OutreachJson.Options));

    private static byte[] Row(byte[] body)
    {
        Hold(body.Length, LedgerLimits.RowBytes, "bytes in one row");
        return body;
    }

    private static void Hold(int actual, int limit, string what)
    {
        if (actual > limit) throw new LedgerLimitException($"A commit holds at most {limit} {what}; this one has {actual}.");
    }
}
