using System.Collections.Immutable;
using NodaTime;
using Outreach.App.Ledgers;
using Outreach.Core.Patients;

namespace Outreach.Testing.Ledgers;

public sealed partial class InMemoryLedger
{
    private readonly Dictionary<PatientId, ImmutableArray<ContactPoint>> linked = [];
    private readonly Dictionary<ContactPoint, Instant> optOuts = [];
    private readonly List<StrayText> texts = [];
    private readonly List<Access> accesses = [];

    public ValueTask<ContactCard> FindAsync(ContactPoint contact, CancellationToken cancel)
    {
        lock (gate)
        {
            return ValueTask.FromResult(new ContactCard(
                [.. linked.Where(l => l.Value.Contains(contact)).Select(l => l.Key).OrderBy(id => id.ToString(), StringComparer.Ordinal)],
                optOuts.TryGetValue(contact, out var at) ? at : null));
        }
    }

    public ValueTask LinkAsync(PatientId patient, ImmutableArray<ContactPoint> contacts, CancellationToken cancel)
    {
        lock (gate)
        {
            linked[patient] = contacts;
            return ValueTask.CompletedTask;
        }
    }

    public ValueTask SetOptedOutAsync(ContactPoint contact, Instant? at, CancellationToken cancel)
    {
        lock (gate)
        {
            if (at is { } optedOutAt) optOuts[contact] = optedOutAt;
            else optOuts.Remove(contact);
            return ValueTask.CompletedTask;
        }
    }

    public ValueTask<bool> StoreTextAsync(StrayText text, CancellationToken cancel)
    {
        lock (gate)
        {
            if (texts.Exists(t => t.From == text.From && t.MessageId == text.MessageId)) return ValueTask.FromResult(false);
            texts.Add(text);
            return ValueTask.FromResult(true);
        }
    }

    public ValueTask MarkHandledAsync(ContactPoint from, string messageId, string outcome, bool unread, CancellationToken cancel)
    {
        lock (gate)
        {
            var at = texts.FindIndex(t => t.From == from && t.MessageId == messageId);
            if (at >= 0) texts[at] = texts[at] with { Outcome = outcome, Unread = unread };
            return ValueTask.CompletedTask;
        }
    }

    public ValueTask<IReadOnlyList<StrayText>> UnreadAsync(int take, CancellationToken cancel)
    {
        lock (gate)
        {
            return ValueTask.FromResult<IReadOnlyList<StrayText>>([.. texts.Where(t => t.Unread).OrderBy(t => t.At).Take(take)]);
        }
    }

    public ValueTask MarkSeenAsync(ContactPoint from, string messageId, string by, Instant at, CancellationToken cancel)
    {
        lock (gate)
        {
            var place = texts.FindIndex(t => t.From == from && t.MessageId == messageId && t.Unread);
            if (place >= 0) texts[place] = texts[place] with { Unread = false, SeenBy = by, SeenAt = at };
            return ValueTask.CompletedTask;
        }
    }

    public ValueTask<IReadOnlyList<StrayText>> UnhandledAsync(Instant before, CancellationToken cancel)
    {
        lock (gate)
        {
            return ValueTask.FromResult<IReadOnlyList<StrayText>>([.. texts.Where(t => t.Outcome is null or StrayText.Asked && t.At < before).OrderBy(t => t.At)]);
        }
    }

    public ValueTask<IReadOnlyList<StrayText>> TextsAsync(ContactPoint from, int take, CancellationToken cancel)
    {
        lock (gate)
        {
            return ValueTask.FromResult<IReadOnlyList<StrayText>>([.. texts.Where(t => t.From == from).Reverse().OrderByDescending(t => t.At).Take(take)]);
        }
    }

    public ValueTask WriteAsync(Access access, CancellationToken cancel)
    {
        lock (gate)
        {
            accesses.Add(access);
            return ValueTask.CompletedTask;
        }
    }

    public ValueTask<IReadOnlyList<Access>> ReadAsync(PatientId patient, int take, CancellationToken cancel)
    {
        lock (gate)
        {
            return ValueTask.FromResult<IReadOnlyList<Access>>([.. accesses.Where(a => a.Patient == patient).Reverse().OrderByDescending(a => a.At).Take(take)]);
        }
    }
}
