using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.Patients;

namespace Outreach.App.Ledgers;

/// <summary>Contact point → patients, opt-outs, and the texts of numbers that belong to nobody or to several.
/// Opt-outs outlive patients, imports and erasure (R4). Kept by a keyed hash of the address, never by the address.</summary>
public interface IContactBook
{
    /// <summary>Who is reached there; empty when nobody.</summary>
    ValueTask<ContactCard> FindAsync(ContactPoint contact, CancellationToken cancel);

    /// <summary>There before the first message is queued; replaces the patient's former contact points.</summary>
    ValueTask LinkAsync(PatientId patient, ImmutableArray<ContactPoint> contacts, CancellationToken cancel);

    /// <summary>Records an opt-out (kept 4 years) or, with null, that it was lifted.</summary>
    ValueTask SetOptedOutAsync(ContactPoint contact, Instant? at, CancellationToken cancel);

    /// <summary>Stores a text from a contact point of nobody or of several, before anything else is done with it.
    /// False when a text with this id is there already.</summary>
    ValueTask<bool> StoreTextAsync(StrayText text, CancellationToken cancel);

    /// <param name="unread">Nothing came of it that a person sees: one has to read it.</param>
    ValueTask MarkHandledAsync(ContactPoint from, string messageId, string outcome, bool unread, CancellationToken cancel);

    /// <summary>Texts that wait for a person to read them, oldest first.</summary>
    ValueTask<IReadOnlyList<StrayText>> UnreadAsync(int take, CancellationToken cancel);

    /// <summary>A person has read it; the first who says so is kept.</summary>
    ValueTask MarkSeenAsync(ContactPoint from, string messageId, string by, Instant at, CancellationToken cancel);

    /// <summary>Texts stored and not settled yet, older than this, oldest first: also those whose sender was <see cref="StrayText.Asked"/>.</summary>
    ValueTask<IReadOnlyList<StrayText>> UnhandledAsync(Instant before, CancellationToken cancel);

    /// <summary>The latest texts from a contact point, newest first.</summary>
    ValueTask<IReadOnlyList<StrayText>> TextsAsync(ContactPoint from, int take, CancellationToken cancel);
}

public sealed record ContactCard(ImmutableArray<PatientId> Patients, Instant? OptedOutAt);

/// <summary>A text from a number of nobody, or of several patients.</summary>
public sealed record StrayText(ContactPoint From, string MessageId, string Text, Instant At, string? Outcome)
{
    /// <summary>The outcome of a text that waits for the answer to the question who is writing.</summary>
    public const string Asked = "asked who is writing";

    /// <summary>The outcome of a text of a stranger that was answered.</summary>
    public const string Answered = "answered";

    /// <summary>It waits for a person to read it.</summary>
    public bool Unread { get; init; }

    /// <summary>Who of the practice has read it; null for nobody.</summary>
    public string? SeenBy { get; init; }

    public Instant? SeenAt { get; init; }
}
