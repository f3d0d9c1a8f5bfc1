using System.Globalization;
using Outreach.Core.Replies;
using Outreach.Core.Replies.Learned;
using Outreach.Core.Replies.Lexicons;

namespace Outreach.Benchmarks.Reading;

/// <summary>
/// Chooses from which score on the model raises, by the whole reader as it is, on lines no model was trained on whose writer it
/// knew. Where the rules found nothing that presses, the model alone may call fewer than one in a hundred an emergency that is none, at the
/// same price in either state: so many true finds for one false alarm. Where they found a sign of the same day, or an emergency told
/// indirectly, the model confirms what they found, and the price is fixed.
/// </summary>
internal sealed class ThresholdChoice(Lexicon lexicon, TrainingSet set, TextWriter output)
{
    private const double RaisedInVain = 0.0099;
    private const double FindsForAFalseAlarm = 0.2;
    private const double OverUrgent = 0.11;
    private const double LeastForUrgent = 0.7;
    private const double ReadInVain = 0.12;
    private const double AnsweredReadInVain = 0.02;
    private const double AskedInVain = 0.006;

    private sealed record Scored(TrainingLine Line, int Urgent, int Emergency, Meaning Rules, string State, bool Indirect, int Words)
    {
        public bool IsEmergency => Line.Least == Urgency.Emergency;

        public bool IsCalm => Line.Most <= Urgency.Routine;

        /// <summary>Nobody needs to read it.</summary>
        public bool IsNothing => Line.Most == Urgency.None;

        public bool IsBrief => State == "understood" && Words < Verdict.ShortAndPlain;

        public bool IsOnlyAnswered => State == "understood" && Rules is { Intents: Intents.Answer, Urgency: Urgency.None };
    }

    /// <summary>The weights with the thresholds chosen.</summary>
    public LinearWeights Choose(List<(LinearWeights Model, List<TrainingLine> Lines)> unseen, LinearWeights weights)
    {
        var scored = unseen.SelectMany(u => Score(u.Model, u.Lines)).ToList();
        var others = scored.Count(s => s.Line.Most < Urgency.Emergency);
        var firm = scored.Count(s => s.Rules.Urgency == Urgency.Emergency && s.Line.Most < Urgency.Emergency);
        string[] alone = ["unread", "understood"];

        var price = Price(p => alone.Sum(state => Take(State(state), p).False) <= RaisedInVain * others);
        var (unread, understood, urgent) = (Take(State("unread"), price), Take(State("understood"), price), Take(State("urgent"), FindsForAFalseAlarm));
        var indirect = Take(scored.FindAll(s => s.Indirect), FindsForAFalseAlarm);
        output.WriteLine($"emergencies {scored.Count(s => s.IsEmergency)}: rules plain {scored.Count(s => s.IsEmergency && s.Rules.Urgency == Urgency.Emergency)}, indirect {indirect.Right} of {scored.Count(s => s.Indirect && s.IsEmergency)}, raised unread {unread.Right}, understood {understood.Right}, urgent {urgent.Right}");
        output.WriteLine($"false among {others}: rules plain {firm}, indirect {indirect.False} of {scored.Count(s => s.Indirect && s.Line.Most < Urgency.Emergency)}, raised {unread.False}+{understood.False}+{urgent.False}; price {price:N2}");

        foreach (var other in new[] { 0.1, 0.15, 0.2, 0.25, 0.3, 0.4 }) output.WriteLine($"  at {other} finds for a false alarm: urgent {Take(State("urgent"), other)}, indirect {Take(scored.FindAll(s => s.Indirect), other)}");
        foreach (var writer in scored.GroupBy(s => s.Line.Set.Split('-')[1]))
        {
            var (right, wrong) = (writer.Count(s => s.IsEmergency && Called(s)), writer.Count(s => s.Line.Most < Urgency.Emergency && Called(s)));
            output.WriteLine($"  set {writer.Key}: {right} of {writer.Count(s => s.IsEmergency)}, false {wrong} of {writer.Count(s => s.Line.Most < Urgency.Emergency)}");
        }

        var (calm, nothing) = (scored.FindAll(s => s.IsCalm), scored.FindAll(s => s.IsNothing));
        var already = calm.Count(s => s.Rules.Urgency >= Urgency.Urgent || s.Indirect);
        var same = Price(p => already + TakeUrgent(State("unread"), p).False + TakeUrgent(State("understood", brief: false), p).False + TakeUrgent(State("understood", brief: true), p).False <= OverUrgent * calm.Count, LeastForUrgent);
        var (urgentUnread, urgentUnderstood, urgentBrief) = (TakeUrgent(State("unread"), same), TakeUrgent(State("understood", brief: false), same), TakeUrgent(State("understood", brief: true), same));
        var routine = Quantile([.. nothing.Select(s => s.Urgent)], ReadInVain);
        var answered = Quantile([.. nothing.Where(s => s.IsOnlyAnswered).Select(s => s.Urgent)], AnsweredReadInVain);
        output.WriteLine($"routine from {routine}, answered from {answered} (danger below it {scored.Count(s => s.IsOnlyAnswered && s.Line.Least >= Urgency.Urgent && s.Urgent < Math.Min(answered, s.IsBrief ? urgentBrief.From : urgentUnderstood.From))} of {scored.Count(s => s.IsOnlyAnswered && s.Line.Least >= Urgency.Urgent)}): danger below it {scored.Count(s => s.Line.Least >= Urgency.Urgent && s.Urgent < routine && s.Rules.Urgency == Urgency.None)}");
        output.WriteLine($"urgent or more {scored.Count(s => s.Line.Least >= Urgency.Urgent)}: rules {scored.Count(s => s.Line.Least >= Urgency.Urgent && (s.Rules.Urgency >= Urgency.Urgent || s.Indirect))}, raised {urgentUnread.Right}+{urgentUnderstood.Right}+{urgentBrief.Right}; over among {calm.Count} none or routine: rules {already}, raised {urgentUnread.False}+{urgentUnderstood.False}+{urgentBrief.False}");

        var ask = Quantile([.. calm.Select(s => s.Emergency)], AskedInVain);
        return weights.With(LearnedModel.Emergency, unread.From, understood.From, urgent.From, indirect.From)
            .With(LearnedModel.Urgent, urgentUnread.From, urgentUnderstood.From, urgentBrief.From).With(LearnedModel.Routine, routine, answered).With(LearnedModel.Ask, ask);

        bool Called(Scored s) => s.Rules.Urgency == Urgency.Emergency
            || s.Emergency >= (s.Indirect ? indirect.From : s.State switch { "unread" => unread.From, "understood" => understood.From, "urgent" => urgent.From, _ => LinearWeights.Never });

        List<Scored> State(string state, bool? brief = null) => scored.FindAll(s => s.State == state && !s.Indirect && (brief is null || s.IsBrief == brief));
    }

    /// <summary>The lowest price at which the false alarms are few enough.</summary>
    private static double Price(Func<double, bool> fewEnough, double least = 0.4)
    {
        var price = least;
        while (!fewEnough(price) && price < 1000) price *= 1.005;
        return price;
    }

    private static (int From, int Right, int False) Take(List<Scored> among, double price) => Best(among, s => s.Emergency, s => s.IsEmergency, s => s.Line.Most < Urgency.Emergency, price);

    private static (int From, int Right, int False) TakeUrgent(List<Scored> among, double price) => Best(among, s => s.Urgent, s => s.Line.Least >= Urgency.Urgent, s => s.IsCalm, price);

    /// <summary>The score from which on right finds less the price of false ones are most.</summary>
    private static (int From, int Right, int False) Best(List<Scored> among, Func<Scored, int> score, Func<Scored, bool> isRight, Func<Scored, bool> isFalse, double price)
    {
        var best = (From: LinearWeights.Never, Right: 0, False: 0);
        int right = 0, wrong = 0;
        var most = 0.0;
        foreach (var line in among.OrderByDescending(score))
        {
            if (isRight(line)) right++;
            else if (isFalse(line)) wrong++;
            if (right - price * wrong <= most) continue;
            most = right - price * wrong;
            best = (score(line), right, wrong);
        }

        return best;
    }

    private static int Quantile(List<int> scores, double share) => scores.OrderDescending().ElementAt((int)(scores.Count * share)) + 1;

    /// <summary>Each line by a model that did not know its writer, and in which state the rules left it.</summary>
    private IEnumerable<Scored> Score(LinearWeights model, List<TrainingLine> lines)
    {
        const int Always = -LinearWeights.Never, Never = LinearWeights.Never;
        var weights = new LearnedModel(model);
        ReplyReader Reader(params ReadOnlySpan<int> from) => new(lexicon, new LearnedModel(LinearWeights.Silent(LearnedModel.Heads).With(LearnedModel.Emergency, from)), LearnedIntents.Silent);
        var rules = Reader(Never, Never, Never, Never);
        var indirect = Reader(Never, Never, Never, Always);
        var unread = Reader(Always, Never, Never, Never);
        var understood = Reader(Never, Always, Never, Never);
        var urgent = Reader(Never, Never, Always, Never);
        foreach (var line in lines)
        {
            Urgency Read(ReplyReader reader) => reader.Read(line.Text, OpenAsk.For(line.Ask), line.Language).Urgency;
            var heard = set.Heard(line);
            var score = weights.Score(heard);
            var meaning = rules.Read(line.Text, OpenAsk.For(line.Ask), line.Language);
            var state = meaning.Urgency == Urgency.Emergency ? "emergency" : Read(unread) == Urgency.Emergency ? "unread" : Read(understood) == Urgency.Emergency ? "understood" : Read(urgent) == Urgency.Emergency ? "urgent" : "silent";
            yield return new Scored(line, score.Urgent, score.Emergency, meaning, state, meaning.Urgency < Urgency.Emergency && Read(indirect) == Urgency.Emergency, heard.Tokens.Count);
        }
    }
}
