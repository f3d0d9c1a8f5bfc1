using System.Collections.Immutable;
using NodaTime;
using Outreach.App.Ledgers;
using Outreach.App.Stepping;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;

namespace Outreach.App.Tests.Endpoints;

/// <summary>Ledgers in memory, as endpoints and pages read them.</summary>
internal sealed class FakeLedgers : ILedgerStore
{
    private readonly Dictionary<PatientId, FollowUp> states = [];
    private readonly Dictionary<PatientId, List<TimelineEntry>> timelines = [];
    private readonly Dictionary<(PatientId, string), InboxOutcome> outcomes = [];

    public IReadOnlyCollection<FollowUp> States => states.Values;

    public FollowUp State(PatientId id) => states.GetValueOrDefault(id) ?? FollowUp.Empty(id);

    public void Put(FollowUp state, params IEnumerable<Event> events)
    {
        states[state.Id] = state;
        var timeline = timelines.TryGetValue(state.Id, out var known) ? known : timelines[state.Id] = [];
        foreach (var happened in events) timeline.Add(new($"{timeline.Count:d10}|00", happened));
    }

    public void Decide(PatientId id, string sourceId, SubmittedRefusal? refusal) => outcomes[(id, sourceId)] = new(true, refusal?.Code, refusal?.Message);

    public ValueTask<Ledger> LoadAsync(PatientId id, CancellationToken cancel) => new(new Ledger(states.ContainsKey(id) ? "1" : null, State(id), []));

    public ValueTask<InboxOutcome?> OutcomeAsync(PatientId id, string sourceId, CancellationToken cancel) => new(outcomes.GetValueOrDefault((id, sourceId)));

    public ValueTask<IReadOnlyList<TimelineEntry>> TimelineAsync(PatientId id, int take, string? before, CancellationToken cancel) =>
        new([.. timelines.GetValueOrDefault(id, []).AsEnumerable().Reverse().Where(e => before is null || string.CompareOrdinal(e.Place, before) < 0).Take(take)]);

    public ValueTask<IReadOnlyList<EscalationRow>> EscalationsAsync(EscalationFilter filter, int take, string? after, CancellationToken cancel) =>
        new([.. states.Values
            .SelectMany(s => s.Escalations.Select(e => new EscalationRow(s.Id, e.Id, e.Urgency, e.Status, e.OpenedAt, e.NextStepAt)))
            .Where(r => filter == EscalationFilter.All || (filter == EscalationFilter.Resolved) == (r.Status == Core.Escalations.EscalationStatus.Resolved)).Take(take)]);

    public ValueTask<PatientId?> PatientOfEscalationAsync(Guid escalation, CancellationToken cancel) =>
        new(states.Values.Where(s => s.Escalations.Any(e => e.Id == escalation)).Select(s => (PatientId?)s.Id).FirstOrDefault());

    public ValueTask<IReadOnlyList<PatientRow>> PatientsAsync(int take, string? afterExternalId, CancellationToken cancel) =>
        new([.. states.Values.Where(s => s.Patient is not null).Select(s => new PatientRow(s.Id, s.Patient!.ExternalId, s.Patient))
            .OrderBy(r => r.ExternalId, StringComparer.Ordinal).Where(r => afterExternalId is null || string.CompareOrdinal(r.ExternalId, afterExternalId) > 0).Take(take)]);

    public ValueTask<IReadOnlyList<FollowUp>> ListedAsync(PatientLists list, int take, PatientId? after, CancellationToken cancel) =>
        new([.. states.Values.Where(s => s.Lists().HasFlag(list) && string.CompareOrdinal(s.Id.ToString(), after?.ToString() ?? "") > 0).OrderBy(s => s.Id.ToString(), StringComparer.Ordinal).Take(take)]);

    public ValueTask<PatientId?> PatientByExternalIdAsync(string externalId, CancellationToken cancel) =>
        new(states.Values.Where(s => s.Patient?.ExternalId == externalId).Select(s => (PatientId?)s.Id).FirstOrDefault());

    public ValueTask<bool> AppendAsync(PatientId id, InboxEntry entry, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask<bool> CommitAsync(PatientId id, string? revision, LedgerCommit commit, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<DueLedger>> DueAsync(Instant by, int take, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask<Instant?> NextDueAsync(CancellationToken cancel) => throw new NotSupportedException();

    public IAsyncEnumerable<PatientId> AllAsync(CancellationToken cancel) => throw new NotSupportedException();
}

internal sealed class FakeContactBook : IContactBook
{
    public Dictionary<PatientId, ImmutableArray<ContactPoint>> Links { get; } = [];

    public Dictionary<ContactPoint, Instant> OptOuts { get; } = [];

    public ValueTask<ContactCard> FindAsync(ContactPoint contact, CancellationToken cancel) =>
        new(new ContactCard([.. Links.Where(l => l.Value.Contains(contact)).Select(l => l.Key)], OptOuts.TryGetValue(contact, out var at) ? at : null));

    public ValueTask LinkAsync(PatientId patient, ImmutableArray<ContactPoint> contacts, CancellationToken cancel)
    {
        Links[patient] = contacts;
        return ValueTask.CompletedTask;
    }

    public ValueTask SetOptedOutAsync(ContactPoint contact, Instant? at, CancellationToken cancel)
    {
        if (at is { } time) OptOuts[contact] = time;
        else OptOuts.Remove(contact);
        return ValueTask.CompletedTask;
    }

    public ValueTask<bool> StoreTextAsync(StrayText text, CancellationToken cancel) => throw new NotSupportedException();

    public List<StrayText> Strangers { get; } = [];

    public ValueTask MarkHandledAsync(ContactPoint from, string messageId, string outcome, bool unread, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<StrayText>> UnreadAsync(int take, CancellationToken cancel) => new([.. Strangers.Where(t => t.Unread).Take(take)]);

    public ValueTask MarkSeenAsync(ContactPoint from, string messageId, string by, Instant at, CancellationToken cancel)
    {
        var place = Strangers.FindIndex(t => t.From == from && t.MessageId == messageId && t.Unread);
        if (place >= 0) Strangers[place] = Strangers[place] with { Unread = false, SeenBy = by, SeenAt = at };
        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<StrayText>> UnhandledAsync(Instant before, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<StrayText>> TextsAsync(ContactPoint from, int take, CancellationToken cancel) => throw new NotSupportedException();
}

internal sealed class FakeAccessLog : IAccessLog
{
    public List<Access> Written { get; } = [];

    public ValueTask WriteAsync(Access access, CancellationToken cancel)
    {
        Written.Add(access);
        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<Access>> ReadAsync(PatientId patient, int take, CancellationToken cancel) =>
        new([.. Written.Where(a => a.Patient == patient).Reverse().Take(take)]);
}
