using NodaTime;
using Outreach.Core.CarePlans;
using Outreach.Core.Escalations;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.Core.FollowUps;

/// <summary>Answers from the web page behind a link: several questions at once, read by the same reader.</summary>
internal static class WebAnswering
{
    public static void Answer(Turn turn, Command.WebAnswer command)
    {
        if (turn.State.CheckIn is not { } checkIn || checkIn.Id != command.CheckIn)
        {
            turn.Refuse(new CheckInOver());
            return;
        }

        if (checkIn.Items.All(i => Given(command, i) is null))
        {
            turn.Refuse(new NothingAnswered());
            return;
        }

        var worst = Urgency.None;
        Words? told = null;
        Meaning? emergency = null;
        var words = "";
        foreach (var item in checkIn.Items)
        {
            if (Given(command, item) is not { } text || CheckingIn.Find(turn, item) is not { } question) continue;
            var meaning = turn.Read(text, Answering.OpenAsk(turn, question));
            var (urgency, said) = One(turn, checkIn, question, meaning, text);
            if (urgency == Urgency.Emergency && (emergency is null || meaning.Topic == Topic.SelfHarm)) (emergency, words) = (meaning, text);
            if (urgency > worst || told is null) told = said;
            if (urgency > worst) worst = urgency;
        }

        if (emergency is not null)
        {
            if (emergency.Urgency == Urgency.Emergency || emergency.Topic == Topic.SelfHarm) Replying.RaiseEmergency(turn, null, emergency, words);
            else Replying.SafetyText(turn, null, told ?? Texts.EmergencySafety, "an answer crossed the plan's emergency limit");
            Replying.DropRepeats(turn);
        }
        else if (worst > Urgency.None || told is not null)
        {
            Tell(turn, checkIn, told ?? (worst == Urgency.Urgent ? Texts.ToldUrgent : Texts.ToldRoutine));
        }

        WebAsking.GoOn(turn, checkIn, command, worst);
    }

    private static string? Given(Command.WebAnswer command, CheckInItem item) =>
        command.Answers.TryGetValue(item.Question, out var text) && !string.IsNullOrWhiteSpace(text) ? text : null;

    private static (Urgency Urgency, Words? Told) One(Turn turn, CheckIn checkIn, Question question, Meaning meaning, string text)
    {
        var verdict = Judging.Verdict.Nothing;
        var answered = Answering.Answers(meaning, question);
        if (answered) verdict = Answering.Record(turn, checkIn, question, meaning, text, canWait: meaning.Urgency != Urgency.Emergency);
        if (meaning.Urgency == Urgency.Emergency || (meaning.Topic == Topic.SelfHarm && meaning.Urgency == Urgency.Urgent)) return (Urgency.Emergency, null);
        var read = ReplyConcerns.FromReader(turn, meaning, text, question, answered) ?? ReplyConcerns.Request(turn, meaning, text) ?? (answered ? null : ReplyConcerns.Unclear(turn, text));
        if (read is not null) Escalating.Raise(turn, read);
        return read is not null && read.Urgency > verdict.Worst ? (read.Urgency, Replying.WordsFor(read)) : (verdict.Worst, verdict.Told);
    }

    /// <summary>What follows is told where the check-in went, as to a text.</summary>
    private static void Tell(Turn turn, CheckIn checkIn, Words words) =>
        Sending.Answer(turn, checkIn.Contact, MessageKind.ToldTeam, turn.Write(words), "told what follows from the answers", checkIn.Id);
}
