using System.Runtime.CompilerServices;
using System.Text.Json;
using NodaTime;
using Outreach.App.Ledgers;
using Outreach.Core.Escalations;
using Outreach.Core.FollowUps;
using Outreach.Core.Json;
using Outreach.Core.Messages;
using Outreach.Core.Patients;

namespace Outreach.Testing.Ledgers;

/// <summary>Ledgers in memory for tests of everything above the store. Keeps nothing but JSON, so that what is loaded has always been through it.</summary>
public sealed partial class InMemoryLedger : ILedgerStore, IContactBook, IAccessLog
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, Partition> partitions = new(StringComparer.Ordinal);
    private readonly Dictionary<PatientId, string> externalIds = [];
    private readonly Dictionary<Guid, EscalationRow> escalations = [];

    public ValueTask<Ledger> LoadAsync(PatientId id, CancellationToken cancel)
    {
        lock (gate)
        {
            if (!partitions.TryGetValue(id.ToString(), out var partition)) return ValueTask.FromResult(new Ledger(null, FollowUp.Empty(id), []));
            if (partition.IsNewer) throw new NewerLedgerException(id, partition.Schema);
            var state = partition.State is null ? FollowUp.Empty(id) : Parse<FollowUp>(partition.State);
            var outbox = partition.Outbox.Values.Select(Parse<OutboxEntry>).OrderBy(o => o.QueuedAt).ThenBy(o => o.Key.ToString("N"), StringComparer.Ordinal);
            var inbox = partition.Unread.Take(LedgerLimits.InboxRowsAStep).Select(r => new InboxEntry(Parse<Command>(r.Body), r.StoredAt));
            return ValueTask.FromResult(new Ledger(
                partition.Revision == 0 ? null : partition.Revision.ToString(), state with { Outbox = [.. outbox] }, [.. inbox]) { NextWake = partition.NextWake });
        }
    }

    public ValueTask<bool> AppendAsync(PatientId id, InboxEntry entry, CancellationToken cancel)
    {
        var body = CommitRows.Inbox(entry);
        lock (gate)
        {
            var partition = Of(id);
            return ValueTask.FromResult(partition.Inbox.TryAdd(entry.SourceId, new InboxRow(body, entry.StoredAt, partition.Inbox.Count)));
        }
    }

    public ValueTask<InboxOutcome?> OutcomeAsync(PatientId id, string sourceId, CancellationToken cancel)
    {
        lock (gate)
        {
            return ValueTask.FromResult(
                partitions.TryGetValue(id.ToString(), out var partition) && partition.Inbox.TryGetValue(sourceId, out var row)
                    ? new InboxOutcome(row.Decided is not null, row.Decided?.RefusalCode, row.Decided?.RefusalMessage)
                    : null);
        }
    }

    public ValueTask<bool> CommitAsync(PatientId id, string? revision, LedgerCommit commit, CancellationToken cancel)
    {
        if (commit.State.Id != id) throw new ArgumentException("The state is another patient's.", nameof(commit));
        var rows = CommitRows.Of(commit);
        lock (gate)
        {
            var partition = Of(id);
            if ((revision ?? "0") != partition.Revision.ToString()) return ValueTask.FromResult(false);
            if (commit.Decided.Any(d => d.Received is not null && partition.Inbox.ContainsKey(d.SourceId))) return ValueTask.FromResult(false);
            if (commit.Decided.Any(d => d.Received is null && !partition.Inbox.ContainsKey(d.SourceId))) throw new LedgerLimitException("A commit names a row as decided that is not there.");
            if (commit.OutboxDone.Any(k => !partition.Outbox.ContainsKey(k))) throw new LedgerLimitException("A commit names a row as done that is not there.");
            partition.Write(commit, rows);
            if (commit.State.Patient is { } patient) externalIds[id] = patient.ExternalId;
            foreach (var escalation in commit.State.Escalations) escalations[escalation.Id] = EscalationRow.Of(id, escalation);
            return ValueTask.FromResult(true);
        }
    }

    public ValueTask<IReadOnlyList<TimelineEntry>> TimelineAsync(PatientId id, int take, string? before, CancellationToken cancel)
    {
        lock (gate)
        {
            var from = before is null ? RowKeys.TimelineFrom : RowKeys.EventAt(before);
            if (from is null || !partitions.TryGetValue(id.ToString(), out var partition)) return ValueTask.FromResult<IReadOnlyList<TimelineEntry>>([]);
            return ValueTask.FromResult<IReadOnlyList<TimelineEntry>>(
                [.. partition.Timeline.Where(e => string.CompareOrdinal(e.Key, from) > 0).Take(take).Select(e => new TimelineEntry(RowKeys.PlaceOf(e.Key), Parse<Event>(e.Value)))]);
        }
    }

    public ValueTask<IReadOnlyList<DueLedger>> DueAsync(Instant by, int take, CancellationToken cancel)
    {
        lock (gate)
        {
            return ValueTask.FromResult<IReadOnlyList<DueLedger>>([.. Due().Where(d => d.DueAt <= by).Take(take)]);
        }
    }

    public ValueTask<Instant?> NextDueAsync(CancellationToken cancel)
    {
        lock (gate)
        {
            return ValueTask.FromResult(Due().Select(d => (Instant?)d.DueAt).FirstOrDefault());
        }
    }

    public ValueTask<IReadOnlyList<EscalationRow>> EscalationsAsync(EscalationFilter filter, int take, string? after, CancellationToken cancel)
    {
        lock (gate)
        {
            var found = escalations.Values
                .Where(e => filter == EscalationFilter.All || filter == EscalationFilter.Resolved == (e.Status == EscalationStatus.Resolved))
                .Where(e => after is null || string.CompareOrdinal(e.Place, after) > 0)
                .OrderBy(e => e.Place, StringComparer.Ordinal);
            return ValueTask.FromResult<IReadOnlyList<EscalationRow>>([.. found.Take(take)]);
        }
    }

    public ValueTask<PatientId?> PatientOfEscalationAsync(Guid escalation, CancellationToken cancel)
    {
        lock (gate)
        {
            return ValueTask.FromResult(escalations.TryGetValue(escalation, out var row) ? row.Patient : (PatientId?)null);
        }
    }

    public ValueTask<IReadOnlyList<PatientRow>> PatientsAsync(int take, string? afterExternalId, CancellationToken cancel)
    {
        lock (gate)
        {
            var rows = externalIds.Where(e => string.CompareOrdinal(e.Value, afterExternalId ?? "") > 0).OrderBy(e => e.Value, StringComparer.Ordinal).Take(take)
                .Select(e => new PatientRow(e.Key, e.Value, Parse<FollowUp>(Of(e.Key).State!).Patient!));
            return ValueTask.FromResult<IReadOnlyList<PatientRow>>([.. rows]);
        }
    }

    public ValueTask<IReadOnlyList<FollowUp>> ListedAsync(PatientLists list, int take, PatientId? after, CancellationToken cancel)
    {
        lock (gate)
        {
            return ValueTask.FromResult<IReadOnlyList<FollowUp>>([.. partitions.Values.Where(p => p is { State: not null, IsNewer: false }).Select(p => Parse<FollowUp>(p.State!))
                .Where(s => s.Lists().HasFlag(list) && string.CompareOrdinal(s.Id.ToString(), after?.ToString() ?? "") > 0).Take(take)]);
        }
    }

    public ValueTask<PatientId?> PatientByExternalIdAsync(string externalId, CancellationToken cancel)
    {
        lock (gate)
        {
            return ValueTask.FromResult(externalIds.Where(e => e.Value == externalId).Select(e => (PatientId?)e.Key).FirstOrDefault());
        }
    }

    public async IAsyncEnumerable<PatientId> AllAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        PatientId[] all;
        lock (gate)
        {
            all = [.. partitions.Keys.Select(k => PatientId.TryParse(k)!.Value)];
        }

        foreach (var id in all)
        {
            cancel.ThrowIfCancellationRequested();
            yield return id;
        }

        await Task.CompletedTask;
    }

    private static T Parse<T>(byte[] body) => JsonSerializer.Deserialize<T>(body, OutreachJson.Options)!;

    private Partition Of(PatientId id)
    {
        if (!partitions.TryGetValue(id.ToString(), out var partition)) partitions.Add(id.ToString(), partition = new Partition());
        return partition;
    }

    private IEnumerable<DueLedger> Due() => partitions
        .Where(p => !p.Value.IsNewer)
        .Select(p => (p.Key, At: Earlier(p.Value.NextWake, p.Value.Unread.Select(r => (Instant?)r.StoredAt).FirstOrDefault())))
        .Where(p => p.At is not null)
        .OrderBy(p => p.At)
        .Select(p => new DueLedger(PatientId.TryParse(p.Key)!.Value, p.At!.Value));

    private static Instant? Earlier(Instant? a, Instant? b) => a is null || b < a ? b : a;

    private sealed class Partition
    {
        public byte[]? State { get; private set; }

        public int Schema { get; private set; }

        public long Revision { get; private set; }

        public Instant? NextWake { get; private set; }

        public Dictionary<string, InboxRow> Inbox { get; } = new(StringComparer.Ordinal);

        public Dictionary<Guid, byte[]> Outbox { get; } = [];

        public SortedDictionary<string, byte[]> Timeline { get; } = new(StringComparer.Ordinal);

        public bool IsNewer => Schema > FollowUp.CurrentSchema;

        public IEnumerable<InboxRow> Unread => Inbox.Values.Where(r => r.Decided is null).OrderBy(r => r.StoredAt).ThenBy(r => r.Arrived);

        public void Write(LedgerCommit commit, CommitRows rows)
        {
            State = rows.State;
            Schema = commit.State.Schema;
            NextWake = commit.NextWake;
            Revision++;
            for (var i = 0; i < commit.Decided.Length; i++)
            {
                var decided = commit.Decided[i];
                var row = decided.Received is { } entry ? new InboxRow(rows.Received[i]!, entry.StoredAt, Inbox.Count) : Inbox[decided.SourceId];
                Inbox[decided.SourceId] = row with { Decided = decided };
            }

            for (var i = 0; i < rows.Outbox.Count; i++) Outbox[commit.OutboxChanged[i].Key] = rows.Outbox[i];
            foreach (var key in commit.OutboxDone) Outbox.Remove(key);
            for (var i = 0; i < rows.Events.Count; i++) Timeline.Add(RowKeys.Event(Revision, i), rows.Events[i]);
        }
    }

    private sealed record InboxRow(byte[] Body, Instant StoredAt, int Arrived)
    {
        public DecidedEntry? Decided { get; init; }
    }
}
