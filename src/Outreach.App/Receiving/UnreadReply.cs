using System.Collections.Immutable;
using NodaTime;
using Outreach.App.Ledgers;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;

namespace Outreach.App.Receiving;

/// <summary>What somebody wrote, nothing could use and no person has read: the board's "unread".
///
/// What the reader makes a concern of, what is handed to a person and what goes to whoever is writing with the patient stands in an escalation;
/// that is on the board until somebody has dealt with it, and whoever has it is told of what joins it. An answer, a wish, an opt-out, a wrong
/// number, help or thanks has been acted on. A text that waits for the rest of a burst, or for the word who of several is writing, is the
/// machine's for some minutes more and then goes one of these ways. Two kinds are left that no person would ever see, and these are unread:
///
/// of a patient, a reply that could not be used, about which the question was asked once more (R10), and the check-in ended without an answer;
///
/// of a number that belongs to nobody, any text but a bare opt-out, opt-in, HELP, thanks, wrong number or automatic answer: no ledger has it,
/// and no escalation can.
///
/// Each waits, over midnight too, until a person says that they have read it; who and when is kept.</summary>
internal abstract record UnreadReply(Instant At)
{
    /// <summary>All that one patient wrote, oldest first.</summary>
    public sealed record OfPatient(Patient Patient, ImmutableArray<LeftUnread> Replies) : UnreadReply(Replies[0].At);

    public sealed record OfStranger(StrayText Text) : UnreadReply(Text.At);

    /// <summary>Oldest first; at most so many of patients, and of strangers.</summary>
    public static async ValueTask<IReadOnlyList<UnreadReply>> ListAsync(ILedgerStore ledgers, IContactBook book, int take, CancellationToken cancel)
    {
        var patients = await ledgers.ListedAsync(PatientLists.Unread, take, null, cancel);
        var texts = await book.UnreadAsync(take, cancel);
        return [.. patients.Select(p => (UnreadReply)new OfPatient(p.Patient!, p.LeftUnread)).Concat(texts.Select(t => new OfStranger(t))).OrderBy(r => r.At)];
    }
}
