using Outreach.Core.Escalations;
using Outreach.Core.Messages;
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

        var worst = Urgency.None;
        foreach (var item in checkIn.Items)
        {
            if (!command.Answers.TryGetValue(item.Question, out var text) || string.IsNullOrWhiteSpace(text)) continue;
            if (CheckingIn.Find(turn, item) is not { } question) continue;
            var open = new OpenAsk(question.Kind, question.Options);
            var meaning = turn.Context.Reader.Read(text, open, turn.Language);
            var urgency = meaning.Urgency;
            if (Answering.Answers(meaning, open))
            {
                var verdict = Answering.Record(turn, checkIn, question, meaning, text);
                if (verdict.Worst > urgency || meaning.Evidence.All(e => e.Topic == Topic.Reading) && Judging.HasRulesFor(turn, question.Id)) urgency = verdict.Worst;
            }
            else
            {
                Escalating.Raise(turn, new Concern(turn.NextId(), "web/unclear", Urgency.Routine, Topic.Other, $"An answer that needs a person to read it ({question.Id})", null, text, turn.Now));
            }

            if (meaning.Urgency == Urgency.Emergency) Replying.RaiseEmergency(turn, null, meaning, text);
            else if (meaning.Has(Intents.Concern) && meaning.Urgency > Urgency.None) Escalating.Raise(turn, new Concern(turn.NextId(), "web/concern", meaning.Urgency, meaning.Topic, "Writes of something the team should know", null, text, turn.Now));
            else if (urgency == Urgency.Emergency) Sending.Safety(turn, null, turn.Write(Texts.EmergencySafety), "an answer crossed the plan's emergency limit", turn.State.OpenEscalation!.Id);
            if (urgency > worst) worst = urgency;
        }

        WebAsking.GoOn(turn, checkIn, command, worst);
    }
}
