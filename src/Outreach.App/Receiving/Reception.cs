using NodaTime;
using Outreach.App.Ledgers;
using Outreach.App.SecondReading;
using Outreach.App.Stepping;
using Outreach.App.Tracing;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Patients;

namespace Outreach.App.Receiving;

/// <summary>What the carrier hands in. Returns only when it is stored, decided, and what is urgent has been attempted; safe to call again with the same ids.</summary>
/// <param name="second">Null unless the host has turned the second reader on.</param>
public sealed class Reception(IContactBook book, Turns turns, StrayTexts strays, IClock clock, SecondLook? second = null)
{
    private const int Lately = 100;

    public async ValueTask TextAsync(ContactPoint from, string messageId, string text, CancellationToken cancel)
    {
        using var span = Spans.Receive("text");
        Measures.CountReceived("text");
        var card = await book.FindAsync(from, cancel);
        if (card.Patients is [var only])
        {
            await turns.SubmitAsync(only, new Command.Reply(from, text) { Id = messageId, At = clock.GetCurrentInstant() }, cancel);
            if (second is not null) await second.ConsiderAsync(only, messageId, cancel);
            return;
        }

        // Of nobody or of several: stored in its own place before anything else is done with it.
        var stray = new StrayText(from, messageId, text, clock.GetCurrentInstant(), null);
        if (!await book.StoreTextAsync(stray, cancel) && (await book.TextsAsync(from, Lately, cancel)).FirstOrDefault(t => t.MessageId == messageId) is { } known) stray = known;
        await strays.HandleAsync(stray, card, cancel);
    }

    public async ValueTask ReportAsync(PatientId patient, Guid key, DeliveryWord word, string detail, string eventId, CancellationToken cancel)
    {
        using var span = Spans.Receive("report");
        Measures.CountReport(word);
        await turns.ReportAsync(patient, new Command.DeliveryReport(key, word, detail) { Id = eventId, At = clock.GetCurrentInstant() }, cancel);
    }

    /// <summary>For the scheduler: texts stored and not settled yet.</summary>
    public async ValueTask<int> TakeUpAsync(Instant before, CancellationToken cancel)
    {
        var waiting = await book.UnhandledAsync(before, cancel);
        foreach (var stray in waiting)
        {
            var card = await book.FindAsync(stray.From, cancel);
            if (card.Patients is [var only])
            {
                await turns.SubmitAsync(only, new Command.Reply(stray.From, stray.Text) { Id = stray.MessageId, At = clock.GetCurrentInstant() }, cancel);
                await book.MarkHandledAsync(stray.From, stray.MessageId, "handed over", unread: false, cancel);
            }
            else
            {
                await strays.HandleAsync(stray, card, cancel);
            }
        }

        return waiting.Count;
    }
}
