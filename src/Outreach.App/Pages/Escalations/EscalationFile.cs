using Outreach.App.Ledgers;
using Outreach.Core.Escalations;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using NodaTime;

namespace Outreach.App.Pages.Escalations;

/// <summary>One escalation with the part of the patient's timeline that belongs to it, oldest first.</summary>
internal sealed record EscalationFile(FollowUp State, Escalation Escalation, IReadOnlyList<TimelineEntry> Timeline)
{
    /// <summary>What was written shortly before shows what the patient was answering.</summary>
    private static readonly Duration Before = Duration.FromHours(12);

    public static async Task<EscalationFile?> LoadAsync(ILedgerStore ledgers, FollowUp state, Guid id, CancellationToken cancel)
    {
        if (state.Escalations.FirstOrDefault(e => e.Id == id) is not { } escalation) return null;
        return new(state, escalation, [.. (await ledgers.TimelineSinceAsync(state.Id, escalation.OpenedAt - Before, cancel)).Reverse()]);
    }

    /// <summary>What providers did about it.</summary>
    public IEnumerable<(string Place, Event Event, string By)> Acts => Timeline.Select(e => (e.Place, e.Event, By: ActBy(e.Event))).Where(a => a.By is not null).Select(a => (a.Place, a.Event, a.By!));

    /// <summary>The place of the latest act; "" while nobody has acted.</summary>
    public string LastAct => Acts.Select(a => a.Place).LastOrDefault() ?? "";

    /// <summary>What went to the patient because of it, newest last.</summary>
    public IEnumerable<OutboxEntry> Told => Timeline.Select(e => e.Event).OfType<Event.MessageQueued>().Select(q => q.Message).Where(m => m.Recipient == "patient" && m.Escalation == Escalation.Id);

    /// <summary>What became of a message so far.</summary>
    public MessageFate FateOf(Guid key)
    {
        var fate = new MessageFate(FateWord.Waiting, null);
        foreach (var entry in Timeline)
        {
            fate = entry.Event switch
            {
                Event.MessageSent e when e.Key == key => new(FateWord.Sent, null),
                Event.MessageNotSent e when e.Key == key => new(FateWord.NotSent, e.Reason),
                Event.MessageReported { Word: DeliveryWord.Delivered } e when e.Key == key => new(FateWord.Delivered, null),
                Event.MessageReported { Word: DeliveryWord.Unknown } e when e.Key == key => fate,
                Event.MessageReported e when e.Key == key => new(FateWord.NotSent, "the carrier could not deliver it"),
                _ => fate,
            };
        }
        return fate;
    }

    private string? ActBy(Event happened) => happened switch
    {
        Event.EscalationAcknowledged e when e.Escalation == Escalation.Id => e.By,
        Event.PatientCalled e when e.Escalation == Escalation.Id => e.By,
        Event.EscalationResolved e when e.Escalation == Escalation.Id => e.By,
        Event.ProviderReplied e when e.Escalation == Escalation.Id => e.By,
        Event.AcknowledgementUndone e when e.Escalation == Escalation.Id => e.By,
        Event.EscalationSnoozed e when e.Escalation == Escalation.Id => e.By,
        Event.ColleagueAsked e when e.Escalation == Escalation.Id => e.By,
        _ => null,
    };
}

internal enum FateWord
{
    Waiting,
    Sent,
    Delivered,
    NotSent,
}

internal sealed record MessageFate(FateWord Word, string? Reason);
