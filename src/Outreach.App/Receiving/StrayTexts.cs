using System.Collections.Immutable;
using NodaTime;
using Outreach.App.Gateways;
using Outreach.App.Ledgers;
using Outreach.App.Stepping;
using Outreach.Core.Escalations;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.App.Receiving;

/// <summary>Texts from a number of nobody, or of several patients: handed to the one with an open question; none or several are asked
/// who is writing; a danger escalates at once, naming all candidates; a stranger gets one polite answer a day.</summary>
public sealed class StrayTexts(ILedgerStore store, IContactBook book, Turns turns, IMessageGateway gateway, ContextSource contexts, IClock clock)
{
    private const string AskedWho = "asked who is writing";
    private const string HandedOver = "handed over";
    private static readonly Duration AnswerStrangersEvery = Duration.FromHours(24);
    private static readonly Duration WaitForName = Duration.FromHours(12);

    public async ValueTask HandleAsync(StrayText text, ContactCard card, CancellationToken cancel)
    {
        if (card.Patients.IsEmpty) await StrangerAsync(text, card, cancel);
        else await SharedAsync(text, card, cancel);
    }

    private async ValueTask SharedAsync(StrayText text, ContactCard card, CancellationToken cancel)
    {
        var candidates = new List<FollowUp>();
        foreach (var id in card.Patients)
        {
            if ((await store.LoadAsync(id, cancel)).State is { Patient: not null } state) candidates.Add(state);
        }

        candidates = [.. candidates.OrderBy(c => c.Patient!.ExternalId, StringComparer.Ordinal)];
        if (candidates.Count == 0)
        {
            await StrangerAsync(text, card, cancel);
            return;
        }

        var waiting = await AskedBeforeAsync(text, cancel);
        if (waiting.Count > 0 && Named(text.Text, candidates) is { } named)
        {
            foreach (var earlier in waiting) await HandAsync(earlier, named, [], cancel);
            await book.MarkHandledAsync(text.From, text.MessageId, "said who is writing", cancel);
            return;
        }

        var asked = candidates.Where(c => c.CheckIn is { ByLink: false, OpenItem: not null } open && open.Contact == text.From).ToList();
        var talking = candidates.Where(c => c.Conversation is { } talk && talk.With == text.From && talk.OpenUntil > text.At).ToList();
        var meaning = contexts.Current.Reader.Read(text.Text, OpenAsk.Nothing, candidates[0].Patient!.Language);
        var one = asked.Count == 1 ? asked[0] : asked.Count == 0 && talking.Count == 1 ? talking[0] : null;
        if (one is not null) await HandAsync(text, one, [], cancel);
        else if (meaning.Urgency == Urgency.Emergency || meaning.Has(Intents.OptOut)) await HandAsync(text, (asked.Count > 0 ? asked : candidates)[0], Initials(candidates), cancel);
        else await AskWhoAsync(text, candidates, cancel);
    }

    private static ImmutableArray<string> Initials(List<FollowUp> candidates) => [.. candidates.Select(c => c.Patient!.Initials)];

    private async ValueTask HandAsync(StrayText text, FollowUp to, ImmutableArray<string> candidates, CancellationToken cancel)
    {
        await turns.SubmitAsync(to.Id, new Command.Reply(text.From, text.Text) { Id = text.MessageId, At = clock.GetCurrentInstant(), Candidates = candidates }, cancel);
        await book.MarkHandledAsync(text.From, text.MessageId, HandedOver, cancel);
    }

    private async ValueTask<IReadOnlyList<StrayText>> AskedBeforeAsync(StrayText text, CancellationToken cancel) =>
        [.. (await book.TextsAsync(text.From, 20, cancel)).Where(t => t.Outcome == AskedWho && t.At > text.At - WaitForName).Reverse()];

    /// <summary>"2", or one of the first names.</summary>
    private static FollowUp? Named(string text, List<FollowUp> candidates)
    {
        var said = text.Trim().Trim('.', '!').ToUpperInvariant();
        if (int.TryParse(said, out var number)) return number >= 1 && number <= candidates.Count ? candidates[number - 1] : null;
        var named = candidates.Where(c => said.Split(' ', ',').Contains(c.Patient!.PreferredName.ToUpperInvariant())).ToList();
        return named.Count == 1 ? named[0] : null;
    }

    private async ValueTask AskWhoAsync(StrayText text, List<FollowUp> candidates, CancellationToken cancel)
    {
        var practice = contexts.Current.Practice;
        var names = string.Join(", ", candidates.Select((c, i) => $"{i + 1} {c.Patient!.PreferredName}"));
        var words = candidates[0].Patient!.Language == Language.Spanish
            ? $"{practice.Name}: ¿quién escribe? Responda {names}. En una emergencia llame al {practice.Emergency.Emergency}."
            : $"{practice.Name}: who is writing? Reply {names}. In an emergency call {practice.Emergency.Emergency}.";
        if (await SayAsync(text, candidates[0].Id, words, cancel)) await book.MarkHandledAsync(text.From, text.MessageId, AskedWho, cancel);
    }

    private async ValueTask StrangerAsync(StrayText text, ContactCard card, CancellationToken cancel)
    {
        var context = contexts.Current;
        var practice = context.Practice;
        var meaning = context.Reader.Read(text.Text, OpenAsk.Nothing, Language.English);
        if (meaning.Has(Intents.OptOut))
        {
            await book.SetOptedOutAsync(text.From, text.At, cancel);
            await book.MarkHandledAsync(text.From, text.MessageId, "opted out", cancel);
            return;
        }

        if (meaning.Urgency == Urgency.Emergency) await TellPracticeAsync(text, cancel);
        var answered = (await book.TextsAsync(text.From, 20, cancel)).Any(t => t.Outcome == "answered" && t.At > text.At - AnswerStrangersEvery);
        if (card.OptedOutAt is not null || meaning.Has(Intents.Auto) || (answered && meaning.Urgency != Urgency.Emergency))
        {
            await book.MarkHandledAsync(text.From, text.MessageId, "not answered", cancel);
            return;
        }

        var spanish = meaning.Language == Language.Spanish;
        var phone = Texts.Spoken(practice.Phone);
        var words = spanish
            ? $"{practice.Name}: no conocemos este número y no podemos ayudarle aquí. Llame al {phone}; en una emergencia, al {practice.Emergency.Emergency}."
            : $"{practice.Name}: we do not know this number and cannot help you here. Please call {phone}; in an emergency call {practice.Emergency.Emergency}.";
        if (await SayAsync(text, NobodyAt(text.From), words, cancel)) await book.MarkHandledAsync(text.From, text.MessageId, "answered", cancel);
    }

    /// <summary>An emergency from a number that we do not know still reaches a person; the number is all they have to act on.</summary>
    private async ValueTask TellPracticeAsync(StrayText text, CancellationToken cancel)
    {
        var practice = contexts.Current.Practice;
        foreach (var rung in Ladders.Build(practice, "", Urgency.Emergency, text.At).Take(2))
        {
            var body = $"{rung.Name},\n\na text from {text.From.Address}, a number that belongs to no patient we know, may be about an emergency. "
                + $"The sender has been told to call {practice.Emergency.Emergency}. Please call them.\n";
            await gateway.SendAsync(new OutboundMessage(NobodyAt(text.From), DerivedId.From($"stray|{text.MessageId}|{rung.Provider}"), text.At, ContactPoint.Of(rung.Email), "EMERGENCY: a text from an unknown number", body, null), cancel);
        }
    }

    private async ValueTask<bool> SayAsync(StrayText text, PatientId ledger, string words, CancellationToken cancel)
    {
        var message = new OutboundMessage(ledger, DerivedId.From($"stray|{text.MessageId}"), text.At, text.From, null, SmsSegments.ToGsm7(words), null);
        return (await gateway.SendAsync(message, cancel)).Outcome is AttemptOutcome.Accepted or AttemptOutcome.Permanent or AttemptOutcome.OptedOut;
    }

    /// <summary>The ledger id of a contact point itself.</summary>
    private static PatientId NobodyAt(ContactPoint contact) => new(DerivedId.From("contact|" + contact.Key));
}
