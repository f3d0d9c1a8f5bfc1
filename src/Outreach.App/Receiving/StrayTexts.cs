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
    private const int ToldOfAStranger = 2;
    private const string HandedOver = "handed over";
    private const string SaidWho = "said who is writing: ";
    private const Intents SaysNothingMore = Intents.OptOut | Intents.OptIn | Intents.Auto | Intents.Thanks | Intents.Help | Intents.WrongNumber;
    private static readonly Duration AnswerStrangersEvery = Duration.FromHours(24);

    /// <summary>Words around a name that say nothing else.</summary>
    private static readonly HashSet<string> Fillers = new(["THIS", "IS", "IT", "IT'S", "ITS", "I", "AM", "I'M", "HERE", "SOY", "ES", "HABLA"], StringComparer.Ordinal);

    /// <summary>Safe to call again with the same text: each part of it is done once.</summary>
    public async ValueTask HandleAsync(StrayText text, ContactCard card, CancellationToken cancel)
    {
        if (text.Outcome?.StartsWith(SaidWho, StringComparison.Ordinal) == true && PatientId.TryParse(text.Outcome[SaidWho.Length..]) is { } said) await HandEarlierAsync(text, said, cancel);
        if (text.Outcome is not (null or StrayText.Asked)) return;
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

        if (text.Outcome == StrayText.Asked)
        {
            await NeverSaidAsync(text, candidates, cancel);
            return;
        }

        if ((await AskedBeforeAsync(text, cancel)).Count > 0 && Named(text.Text, candidates) is var (named, wholly))
        {
            if (wholly) await book.MarkHandledAsync(text.From, text.MessageId, SaidWho + named.Id, unread: false, cancel);
            await HandEarlierAsync(text, named.Id, cancel);
            if (!wholly) await HandAsync(text, named.Id, [], cancel);
            return;
        }

        var asked = candidates.Where(c => c.CheckIn is { ByLink: false, OpenItem: not null } open && open.Contact == text.From).ToList();
        var talking = candidates.Where(c => c.Conversation is { } talk && talk.With == text.From && talk.OpenUntil > text.At).ToList();
        var meaning = contexts.Current.Reader.Read(text.Text, OpenAsk.Nothing, candidates[0].Patient!.Language);
        // Whoever is being asked whether it is an emergency is the one who answers.
        var waiting = candidates.Find(c => c.EmergencyQuestion is { AnswerBy: not null } question && question.From == text.From);
        var one = waiting ?? (asked.Count == 1 ? asked[0] : asked.Count == 0 && talking.Count == 1 ? talking[0] : null);
        if (meaning.Urgency == Urgency.Emergency || meaning.Doubt == Doubt.Danger || meaning.Has(Intents.OptOut)) await HandAsync(text, (one ?? (asked.Count > 0 ? asked : candidates)[0]).Id, Initials(candidates), cancel);
        else if (one is not null) await HandAsync(text, one.Id, [], cancel);
        else await AskWhoAsync(text, candidates, cancel);
    }

    /// <summary>Who is writing was asked and never answered: a person reads it, and of all who may have written it.</summary>
    private async ValueTask NeverSaidAsync(StrayText text, List<FollowUp> candidates, CancellationToken cancel)
    {
        if (text.At + WaitForName > clock.GetCurrentInstant()) return;
        // To one who is not asked anything just now: it must not be read as the answer to another question.
        await HandAsync(text, (candidates.Find(c => c.CheckIn is null) ?? candidates[0]).Id, Initials(candidates), cancel);
    }

    private Duration WaitForName => contexts.Current.Practice.Choices.ConversationOpen;

    private static ImmutableArray<string> Initials(List<FollowUp> candidates) => [.. candidates.Select(c => c.Patient!.Initials)];

    private async ValueTask HandEarlierAsync(StrayText text, PatientId to, CancellationToken cancel)
    {
        foreach (var earlier in await AskedBeforeAsync(text, cancel)) await HandAsync(earlier, to, [], cancel);
    }

    private async ValueTask HandAsync(StrayText text, PatientId to, ImmutableArray<string> candidates, CancellationToken cancel)
    {
        await turns.SubmitAsync(to, new Command.Reply(text.From, text.Text) { Id = text.MessageId, At = clock.GetCurrentInstant(), Candidates = candidates }, cancel);
        await book.MarkHandledAsync(text.From, text.MessageId, HandedOver, unread: false, cancel);
    }

    private async ValueTask<IReadOnlyList<StrayText>> AskedBeforeAsync(StrayText text, CancellationToken cancel) =>
        [.. (await book.TextsAsync(text.From, 20, cancel)).Where(t => t.Outcome == StrayText.Asked && t.At <= text.At).Reverse()];

    /// <summary>"2", or one of the first names; wholly where the text says nothing else.</summary>
    private static (FollowUp Who, bool Wholly)? Named(string text, List<FollowUp> candidates)
    {
        var words = text.ToUpperInvariant().Split([' ', ',', '.', '!', '\n'], StringSplitOptions.RemoveEmptyEntries);
        if (words is [var only] && int.TryParse(only, out var number)) return number >= 1 && number <= candidates.Count ? (candidates[number - 1], true) : null;
        var named = candidates.Where(c => words.Contains(c.Patient!.PreferredName.ToUpperInvariant())).ToList();
        return named is [var who] ? (who, words.All(w => w == who.Patient!.PreferredName.ToUpperInvariant() || Fillers.Contains(w))) : null;
    }

    private async ValueTask AskWhoAsync(StrayText text, List<FollowUp> candidates, CancellationToken cancel)
    {
        var practice = contexts.Current.Practice;
        var names = string.Join(", ", candidates.Select((c, i) => $"{i + 1} {c.Patient!.PreferredName}"));
        var words = candidates[0].Patient!.Language == Language.Spanish
            ? $"{practice.Name}: ¿quién escribe? Responda {names}. En una emergencia llame al {practice.Emergency.Emergency}."
            : $"{practice.Name}: who is writing? Reply {names}. In an emergency call {practice.Emergency.Emergency}.";
        if (await SayAsync(text, candidates[0].Id, words, cancel)) await book.MarkHandledAsync(text.From, text.MessageId, StrayText.Asked, unread: false, cancel);
    }

    private async ValueTask StrangerAsync(StrayText text, ContactCard card, CancellationToken cancel)
    {
        var context = contexts.Current;
        var practice = context.Practice;
        var meaning = context.Reader.Read(text.Text, OpenAsk.Nothing, Language.English);
        var emergency = meaning.Urgency == Urgency.Emergency;
        if (emergency && !await TellPracticeAsync(text, cancel)) return;
        var quiet = card.OptedOutAt is not null;
        if (meaning.Has(Intents.OptOut)) await book.SetOptedOutAsync(text.From, text.At, cancel);
        if (meaning.Has(Intents.OptIn)) await book.SetOptedOutAsync(text.From, null, cancel);
        var answered = (await book.TextsAsync(text.From, 20, cancel)).Any(t => t.Outcome == StrayText.Answered && t.At > text.At - AnswerStrangersEvery);
        if ((meaning.Has(Intents.OptOut) && !emergency) || (quiet && !meaning.Has(Intents.OptIn)) || meaning.Has(Intents.Auto) || (answered && !emergency))
        {
            await book.MarkHandledAsync(text.From, text.MessageId, "not answered", IsForAPerson(meaning), cancel);
            return;
        }

        var spanish = meaning.Language == Language.Spanish;
        var phone = Texts.Spoken(practice.Phone);
        var words = spanish
            ? $"{practice.Name}: no conocemos este número y no podemos ayudarle aquí. Llame al {phone}; en una emergencia, al {practice.Emergency.Emergency}."
            : $"{practice.Name}: we do not know this number and cannot help you here. Please call {phone}; in an emergency call {practice.Emergency.Emergency}.";
        if (await SayAsync(text, NobodyAt(text.From), words, cancel)) await book.MarkHandledAsync(text.From, text.MessageId, StrayText.Answered, IsForAPerson(meaning), cancel);
    }

    /// <summary>Nobody here knows whose words they are, so no ledger has them and no escalation can: a person reads them at the board. But for what says nothing beyond itself.</summary>
    private static bool IsForAPerson(Meaning meaning) => meaning.Urgency > Urgency.None || (meaning.Intents & ~SaysNothingMore) != Intents.None;

    /// <summary>An emergency from a number that we do not know still reaches a person; the number is all they have to act on.
    /// The first two who can be told are; false when nobody can be now.</summary>
    private async ValueTask<bool> TellPracticeAsync(StrayText text, CancellationToken cancel)
    {
        var practice = contexts.Current.Practice;
        var told = 0;
        foreach (var rung in Ladders.Build(practice, "", Urgency.Emergency, text.At))
        {
            var body = $"{rung.Name},\n\na text from {text.From.Address}, a number that belongs to no patient we know, may be about an emergency. "
                + $"The sender is told to call {practice.Emergency.Emergency}. Please call them.\n";
            var reached = await LeavesAsync(text, rung.Provider, ContactPoint.Of(rung.Email), "EMERGENCY: a text from an unknown number", body, cancel);
            if (!reached && rung.Mobile is { } mobile) reached = await LeavesAsync(text, rung.Provider + "|sms", ContactPoint.Of(mobile), null, $"A text from {text.From.Address}, a number of no patient, may be an emergency. Please call them.", cancel);
            if (reached && ++told == ToldOfAStranger) return true;
        }

        return told > 0;
    }

    private async ValueTask<bool> LeavesAsync(StrayText text, string who, ContactPoint to, string? subject, string body, CancellationToken cancel)
    {
        var message = new OutboundMessage(NobodyAt(text.From), DerivedId.From($"stray|{text.MessageId}|{who}"), text.At, to, subject, body, null);
        return (await gateway.SendAsync(message, cancel)).Outcome == AttemptOutcome.Accepted;
    }

    private async ValueTask<bool> SayAsync(StrayText text, PatientId ledger, string words, CancellationToken cancel)
    {
        var message = new OutboundMessage(ledger, DerivedId.From($"stray|{text.MessageId}"), text.At, text.From, null, SmsSegments.ToGsm7(words), null);
        return (await gateway.SendAsync(message, cancel)).Outcome is AttemptOutcome.Accepted or AttemptOutcome.Permanent or AttemptOutcome.OptedOut;
    }

    /// <summary>The ledger id of a contact point itself.</summary>
    private static PatientId NobodyAt(ContactPoint contact) => new(DerivedId.From("contact|" + contact.Key));
}
