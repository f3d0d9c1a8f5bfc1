using System.Collections.Immutable;
using NodaTime;
using Outreach.App.Ledgers;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;

namespace Outreach.App.Stepping;

/// <summary>Opt-outs belong to the contact point: kept beside the ledgers, and made known to everybody who shares it (R4).</summary>
public sealed class OptOutIndex(ILedgerStore store, IContactBook book)
{
    /// <summary>Whether there is anything to write.</summary>
    public static bool Concerns(ImmutableArray<Event> events) => events.Any(e => e is Event.OptedOut { Wording: not OptingOutWords.ByASharer } or Event.OptedIn);

    /// <summary>The other ledgers that now have something to decide.</summary>
    public async ValueTask<IReadOnlyList<PatientId>> WriteAsync(PatientId id, ImmutableArray<Event> events, CancellationToken cancel)
    {
        List<PatientId> told = [];
        foreach (var happened in events)
        {
            switch (happened)
            {
                case Event.OptedOut e when e.Wording != OptingOutWords.ByASharer:
                    await book.SetOptedOutAsync(e.Contact, e.At, cancel);
                    await TellSharersAsync(id, e.Contact, new Command.ContactOptedOut(e.Contact) { Id = SourceId("opted-out", id, e.At), At = e.At }, told, cancel);
                    break;
                case Event.OptedIn e:
                    await book.SetOptedOutAsync(e.Contact, null, cancel);
                    await TellSharersAsync(id, e.Contact, new Command.ContactOptedIn(e.Contact, e.By, e.Reason) { Id = SourceId("opted-in", id, e.At), At = e.At }, told, cancel);
                    break;
                default:
                    break;
            }
        }

        return told;
    }

    private async ValueTask TellSharersAsync(PatientId id, ContactPoint contact, Command command, List<PatientId> told, CancellationToken cancel)
    {
        // An opt-in that came from a sharer is not passed on again: the command's id names the first teller.
        foreach (var sharer in (await book.FindAsync(contact, cancel)).Patients.Where(p => p != id))
        {
            if (command is Command.ContactOptedIn && (await store.LoadAsync(sharer, cancel)).State.Standing(contact) is null or { OptedOutAt: null, Unusable: null }) continue;
            if (await store.AppendAsync(sharer, new InboxEntry(command, command.At), cancel)) told.Add(sharer);
        }
    }

    private static string SourceId(string what, PatientId id, Instant at) => $"{what}-{DerivedId.From($"{id}|{at.ToUnixTimeTicks()}"):N}";
}
