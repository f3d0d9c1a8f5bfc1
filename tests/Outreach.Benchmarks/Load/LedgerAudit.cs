using NodaTime;
using Outreach.App.Ledgers;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Replies;
using Outreach.Local.Hosting;

namespace Outreach.Benchmarks.Load;

/// <summary>What the ledgers say after the load: every reply decided and when it was durable at the latest, and of each danger when and in which step a provider's notification was queued and had left.</summary>
/// <param name="Undecided">Replies that are not there or not decided.</param>
/// <param name="ToDurable">From when a reply was due to be sent until the carrier had taken the first message that its commit queued, which is after the commit; where it queued none, until the door had answered.</param>
/// <param name="Answered">Replies of which a message had been taken by the carrier before the door answered.</param>
/// <param name="SameStep">Dangers whose concern and notification were committed in the step that decided the text.</param>
/// <param name="ToNotification">From the text's receipt to the carrier's acceptance of the notification, by the host's clock, in milliseconds.</param>
internal sealed record LedgerAudit(int Undecided, Latencies ToDurable, int Answered, int Dangers, int SameStep, Latencies ToNotification)
{
    public static async Task<LedgerAudit> OfAsync(DataFolder data, IReadOnlyList<TypedReplies.Sent> sent)
    {
        await using var store = LocalApp.OpenStore(data);
        var (undecided, answered, same) = (0, 0, 0);
        var (durable, told) = (new List<double>(), new List<double>());
        foreach (var replies in sent.GroupBy(s => s.Patient))
        {
            var patient = EnrolledStore.Id(replies.Key);
            var timeline = await store.WholeTimelineAsync(patient, default);
            var steps = timeline.ToLookup(RevisionOf, e => e.Event);
            var recorded = timeline.Where(e => e.Event is Event.ReplyRecorded).ToDictionary(e => ((Event.ReplyRecorded)e.Event).MessageId, StringComparer.Ordinal);
            var left = timeline.Select(e => e.Event).OfType<Event.MessageSent>().ToLookup(m => m.Key, m => m.At);
            foreach (var reply in replies)
            {
                if (await store.OutcomeAsync(patient, reply.Id, default) is not { Decided: true, RefusalCode: null }) undecided++;
                if (!recorded.TryGetValue(reply.Id, out var text)) continue;
                var step = steps[RevisionOf(text)].ToList();
                var took = step.OfType<Event.MessageQueued>().SelectMany(m => left[m.Message.Key]).Select(at => (at - reply.DueAt).TotalMilliseconds).Append(double.MaxValue).Min();
                if (took < reply.Milliseconds) answered++;
                durable.Add(Math.Min(took, reply.Milliseconds));
                if (!reply.IsDanger) continue;
                var notified = step.OfType<Event.MessageQueued>().Where(m => m.Message.Kind == MessageKind.Escalation).Select(m => m.Message.Key).ToList();
                if (notified.Count > 0 && step.Any(e => e is Event.EscalationOpened { Escalation.Urgency: Urgency.Emergency } or Event.ConcernJoined { Urgency: Urgency.Emergency })) same++;
                told.AddRange(notified.SelectMany(key => left[key]).Order().Take(1).Select(at => (at - text.Event.At).TotalMilliseconds));
            }
        }

        return new LedgerAudit(undecided, new Latencies(durable), answered, sent.Count(s => s.IsDanger), same, new Latencies(told));
    }

    private static string RevisionOf(TimelineEntry entry) => entry.Place.Split('|')[0];
}
