using NodaTime;
using Outreach.App.Ledgers;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Replies;
using Outreach.Local.Hosting;

namespace Outreach.Benchmarks.Load;

/// <summary>What the ledgers say after the load: every reply decided, and of each danger when and in which step a provider's notification was queued and had left.</summary>
/// <param name="Undecided">Replies that are not there or not decided.</param>
/// <param name="SameStep">Dangers whose concern and notification were committed in the step that decided the text.</param>
/// <param name="ToNotification">From the text's receipt to the carrier's acceptance of the notification, by the host's clock, in milliseconds.</param>
internal sealed record LedgerAudit(int Undecided, int Dangers, int SameStep, Latencies ToNotification)
{
    public static async Task<LedgerAudit> OfAsync(DataFolder data, IReadOnlyList<TypedReplies.Sent> sent)
    {
        await using var store = LocalApp.OpenStore(data);
        var undecided = 0;
        foreach (var reply in sent)
        {
            if (await store.OutcomeAsync(EnrolledStore.Id(reply.Patient), reply.Id, default) is not { Decided: true, RefusalCode: null }) undecided++;
        }

        var (same, took, dangers) = (0, new List<double>(), sent.Where(s => s.IsDanger).ToList());
        foreach (var danger in dangers)
        {
            var timeline = await store.WholeTimelineAsync(EnrolledStore.Id(danger.Patient), default);
            var text = timeline.First(e => e.Event is Event.ReplyRecorded reply && reply.MessageId == danger.Id);
            var step = timeline.Where(e => RevisionOf(e) == RevisionOf(text)).Select(e => e.Event).ToList();
            var told = step.OfType<Event.MessageQueued>().Where(m => m.Message.Kind == MessageKind.Escalation).Select(m => m.Message.Key).ToHashSet();
            var raised = step.Any(e => e is Event.EscalationOpened { Escalation.Urgency: Urgency.Emergency } or Event.ConcernJoined { Urgency: Urgency.Emergency });
            if (raised && told.Count > 0) same++;
            var left = timeline.Select(e => e.Event).OfType<Event.MessageSent>().Where(m => told.Contains(m.Key)).Select(m => m.At).ToList();
            if (left.Count > 0) took.Add((left.Min() - text.Event.At).TotalMilliseconds);
        }

        return new LedgerAudit(undecided, dangers.Count, same, new Latencies(took));
    }

    private static string RevisionOf(TimelineEntry entry) => entry.Place.Split('|')[0];
}
