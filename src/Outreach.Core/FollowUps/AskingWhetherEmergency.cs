using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.Escalations;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.Core.FollowUps;

/// <summary>
/// Danger that reading cannot rule out: the patient is asked in the same minute. A yes is an emergency; a no goes to a person, as routine
/// at the least; no answer in time is urgent, and never an emergency by silence alone.
/// </summary>
internal static class AskingWhetherEmergency
{
    /// <summary>Who was asked within the hour is not asked again: a person looks.</summary>
    private static readonly Duration NotAgainWithin = Duration.FromHours(1);

    /// <summary>A group of the lexicons.</summary>
    private const string AsksFor911 = "asks-911";

    private const string DoubtRule = "reply/may-be-an-emergency";
    private const string SaidYesRule = "reply/says-emergency";
    private const string SaidNoRule = "reply/says-no-emergency";
    private const string NotAnsweredRule = "reply/asked-not-answered";

    /// <summary>Asked and not answered yet, at this contact point.</summary>
    public static EmergencyQuestion? Waiting(Turn turn, ContactPoint from) =>
        turn.State.EmergencyQuestion is { AnswerBy: not null } question && question.From == from ? question : null;

    public static bool IsDoubtful(Meaning meaning) => meaning is { Doubt: Doubt.Danger, Urgency: Urgency.Urgent };

    /// <summary>False where asking is of no use: asked a moment ago, or no text can go there; then it is urgent as it stands.</summary>
    public static bool CanAsk(Turn turn, ContactPoint from) =>
        from.Channel == Channel.Sms && turn.State.Standing(from) is null or { OptedOutAt: null, Unusable: null }
        && (turn.State.EmergencyQuestion is not { } asked || (asked.AnswerBy is null && asked.AskedAt <= turn.Now - NotAgainWithin));

    /// <summary>What is plain beside the doubt is told to a person at once; the doubt itself is asked about.</summary>
    public static void Ask(Turn turn, ContactPoint from, Meaning meaning, string text)
    {
        var plain = meaning.Has(Intents.CallMe | Intents.Question) || meaning.Evidence.Any(e => e.Urgency >= Urgency.Urgent && e.Scope is not (Scope.Negated or Scope.Unsettled));
        if (plain) Escalating.Raise(turn, ReplyConcerns.FromReader(turn, meaning, text, open: null, answered: false) ?? Concern(turn, DoubtRule, Urgency.Urgent, meaning.Topic, "May be an emergency", text));
        turn.Happened(new Event.EmergencyAsked(from, text, meaning.Topic, turn.Now + turn.Practice.Choices.EmergencyAnswerWithin) { At = turn.Now });
        Sending.Queue(turn, Sending.Draft(turn, MessageClass.Safety, MessageKind.EmergencyQuestion, from, turn.Write(Texts.IsItAnEmergency), "danger could not be ruled out") with
        {
            ExpiresAt = turn.State.EmergencyQuestion!.AnswerBy,
        });
    }

    /// <summary>What the patient wrote while the question waits.</summary>
    /// <param name="meaning">Read as the answer to yes or no.</param>
    /// <returns>False where the text is something else, and is read as any other.</returns>
    public static bool Answer(Turn turn, EmergencyQuestion asked, Meaning meaning, string text)
    {
        if (meaning.Value == "yes" || meaning.Has(Intents.Help) || meaning.Evidence.Any(e => e is { Rule: AsksFor911, Scope: Scope.Affirmed or Scope.OtherPerson }))
        {
            SaysYes(turn, asked);
            return true;
        }

        if (meaning.Value == "no")
        {
            SaysNo(turn, asked, meaning);
            return true;
        }

        // The rest of a burst, or the answer to the check-in's own question: the question goes on waiting.
        if (turn.Now - asked.AskedAt < turn.Practice.Choices.AskAgainAfter || (Answering.OpenQuestion(turn) is { } open && Answering.Answers(Replying.Read(turn, text), open))) return false;
        Settle(turn, "neither yes nor no");
        Urgent(turn, asked, "Asked whether this is an emergency; the answer does not say");
        Sending.Answer(turn, asked.From, MessageKind.ToldTeam, turn.Write(Texts.ToldUrgent), "a person will read it now");
        return true;
    }

    private static void SaysYes(Turn turn, EmergencyQuestion asked)
    {
        Settle(turn, "yes");
        var crisis = asked.Topic == Topic.SelfHarm;
        Escalating.Raise(turn, Concern(turn, SaidYesRule, Urgency.Emergency, crisis ? Topic.SelfHarm : Topic.Danger, "Asked whether this is an emergency, and says yes", Words(turn)));
        Replying.SafetyText(turn, asked.From, crisis ? Texts.CrisisSafety : Texts.EmergencySafety, "says that it is an emergency");
        Replying.DropRepeats(turn);
        CheckingIn.Close(turn, CheckInEnd.Raised, "an emergency was told", missed: false);
    }

    private static void SaysNo(Turn turn, EmergencyQuestion asked, Meaning meaning)
    {
        Settle(turn, "no");
        var urgency = meaning.Urgency > Urgency.Routine ? meaning.Urgency : Urgency.Routine;
        var concern = Concern(turn, SaidNoRule, urgency, meaning.Urgency > Urgency.None ? meaning.Topic : asked.Topic, "Asked whether this is an emergency, and says no; please read what was written", Words(turn));
        Escalating.Raise(turn, concern);
        Replying.SayAndGoOn(turn, asked.From, Replying.WordsFor(concern), "says that it is no emergency; a person will read it");
    }

    /// <summary>The time to answer is over: the person on call is told, and calls.</summary>
    public static void Expire(Turn turn)
    {
        if (turn.State.EmergencyQuestion is not { AnswerBy: { } until } asked || until > turn.Now) return;
        Settle(turn, "no answer in time");
        Urgent(turn, asked, $"Asked whether this is an emergency, not answered in {(until - asked.AskedAt).TotalMinutes:0} minutes; please call");
    }

    /// <summary>The question will never be answered, because it cannot arrive or nothing more may be sent.</summary>
    public static void GiveUp(Turn turn, string why)
    {
        if (turn.State.EmergencyQuestion is not { AnswerBy: not null } asked) return;
        Settle(turn, why);
        Urgent(turn, asked, $"May be an emergency, and no answer can come ({why}); please call");
    }

    /// <summary>Something plainer has settled it.</summary>
    public static void Overtaken(Turn turn, string by)
    {
        if (turn.State.EmergencyQuestion is { AnswerBy: not null }) Settle(turn, by);
    }

    private static void Settle(Turn turn, string outcome)
    {
        turn.Happened(new Event.EmergencySettled(outcome) { At = turn.Now });
        Delivering.Cancel(turn, m => m.Kind == MessageKind.EmergencyQuestion, outcome);
    }

    private static void Urgent(Turn turn, EmergencyQuestion asked, string because) =>
        Escalating.Raise(turn, Concern(turn, NotAnsweredRule, Urgency.Urgent, asked.Topic, because, Words(turn)));

    /// <summary>All that was written since, oldest first.</summary>
    private static string Words(Turn turn) => string.Join("\n", turn.State.EmergencyQuestion!.Texts);

    private static Concern Concern(Turn turn, string rule, Urgency urgency, Topic topic, string because, string words) =>
        new(turn.NextId(), rule, urgency, topic, because, null, words, turn.Now);
}
