using NodaTime;
using Outreach.Core.Escalations;
using Outreach.Core.FollowUps;

namespace Outreach.Core.Tests.FollowUps.Histories;

/// <summary>R10: what could not be used and was asked about again is answered, comes before a person, or waits for one until they say that they have read it.</summary>
internal sealed partial class Witness
{
    private readonly List<Instant> waiting = [];
    private Event.AskedAgain? notUnderstood;

    private void Unread(Event happened)
    {
        switch (happened)
        {
            case Event.AskedAgain e:
                if (e.Text is not { Length: > 0 }) Object("R10", "asked again about nothing");
                notUnderstood = e;
                break;
            case Event.AnswerRecorded or Event.HandedToPerson:
                notUnderstood = null;
                break;
            case Event.EscalationOpened { Escalation.Concerns: [var concern, ..] }:
                BeforeAPerson(concern);
                break;
            case Event.ConcernJoined e:
                BeforeAPerson(e.Concern);
                break;
            case Event.CheckInClosed e when notUnderstood is { } asked && asked.CheckIn == e.CheckIn:
                waiting.Add(asked.At);
                notUnderstood = null;
                break;
            case Event.RepliesSeen e:
                if (waiting.RemoveAll(at => at <= e.UpTo) == 0) Object("R10", "nothing waited to be read");
                break;
            default:
                break;
        }
    }

    private void BeforeAPerson(Concern concern)
    {
        if (notUnderstood is { } asked && concern.Words == asked.Text) notUnderstood = null;
    }

    private void Waiting(FollowUp state)
    {
        if (!waiting.TakeLast(LeftUnread.Most).SequenceEqual(state.LeftUnread.Select(r => r.At))) Object("R10", $"{waiting.Count} replies wait for a person, and {state.LeftUnread.Length} are known");
    }
}
