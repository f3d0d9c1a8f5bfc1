using NodaTime;
using Outreach.App.Stepping;
using Outreach.Core.Escalations;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.Core.Tests.FollowUps.Histories;

/// <summary>R10: danger that reading cannot rule out is asked about in the same commit, or a person is told in it; whatever comes of asking reaches a person.</summary>
internal sealed partial class Witness
{
    private Instant? lastAsked;

    private void Doubts(StepOutcome outcome)
    {
        var (events, after) = (outcome.Commit.Events, outcome.Commit.State);
        var messages = events.OfType<Event.MessageQueued>().Select(e => e.Message).ToList();
        var told = after.OpenEscalation?.Urgency ?? Urgency.None;
        var asking = messages.Exists(m => m is { Kind: MessageKind.EmergencyQuestion, Class: MessageClass.Safety });
        foreach (var reply in events.OfType<Event.ReplyRecorded>().Where(e => e.Meaning is { Doubt: Doubt.Danger, Urgency: Urgency.Urgent } && !e.Meaning.Has(Intents.Auto | Intents.OptOut)))
        {
            if (!asking && after.EmergencyQuestion?.AnswerBy is null && told < Urgency.Urgent && after.Patient?.Status != PatientStatus.Deceased) Object("R10", "a doubt was neither asked about nor told");
        }

        foreach (var asked in events.OfType<Event.EmergencyAsked>())
        {
            if (!asking) Object("R10", "said to be asked, and nothing was sent");
            if (lastAsked is { } before && asked.At - before < Duration.FromHours(1) && !clockWentBack) Object("R10", "asked twice within the hour");
            lastAsked = asked.At;
        }

        foreach (var settled in events.OfType<Event.EmergencySettled>()) Settled(settled.Outcome, told, messages, events.OfType<Event.ConcernJoined>().Any(e => e.Concern.Rule == Escalating.CallNowRule));
    }

    private void Settled(string outcome, Urgency told, List<OutboxEntry> messages, bool callNow)
    {
        switch (outcome)
        {
            case "yes":
                if (told != Urgency.Emergency) Object("R10", "a yes is no open emergency");
                if (!messages.Exists(m => m.Kind == MessageKind.Safety) && !callNow) Object("R10", "a yes without its safety text");
                if (!messages.Exists(m => m.Kind == MessageKind.Escalation)) Object("R10", "a yes, and no provider told");
                break;
            case "no" or "a death was told":
                if (told == Urgency.None) Object("R10", "a no was closed unread");
                break;
            default:
                if (told < Urgency.Urgent) Object("R10", $"not answered ({outcome}), and nobody told the same day");
                break;
        }
    }
}
