using System.Globalization;
using Outreach.Core.Replies;
using Outreach.Core.Replies.Learned;
using Outreach.Core.Replies.Lexicons;

namespace Outreach.Benchmarks.Reading;

/// <summary>
/// Trains the learned model of intents: a logistic regression an intent. From which score on an intent is believed is chosen on the
/// lines of the strangers who wrote most of them, where the rules leave them open: the lowest at which so large a share of what is believed is right.
/// </summary>
internal sealed class IntentTrainer(Lexicon lexicon, TrainingSet set, TextWriter output)
{
    private const double Cost = 0.1;
    private const Intents Besides = Intents.OptOut | Intents.Help | Intents.WrongNumber;

    // What stops messages or closes a reply unread must be right; what brings a person may be wrong more often.
    private static double ShareRight(Intents intent) => intent switch
    {
        Intents.OptOut or Intents.Auto or Intents.OptIn or Intents.WrongNumber => 0.9,
        Intents.Thanks or Intents.Help or Intents.CallMe => 0.8,
        _ => 0.6,
    };

    /// <param name="strongest">Gets the strongest features of each intent.</param>
    public LinearWeights Train(TextWriter strongest)
    {
        var model = new WeightsFile(set, set.InPlace, LearnedIntents.Heads.Length, (line, head) => (line.Intents & LearnedIntents.Heads[head]) != 0 ? 1 : 0, Cost);
        var rules = new ReplyReader(lexicon, LearnedModel.Silent, LearnedIntents.Silent);
        List<Scored> scored = [];
        foreach (var (others, own) in set.ByStranger("set-p", "set-q", "set-r", "set-s", "set-w"))
        {
            var learned = new LearnedIntents(model.Fit(others));
            foreach (var line in own.Select(e => e.Line))
            {
                scored.Add(new Scored(line, rules.Read(line.Text, OpenAsk.For(line.Ask), line.Language), learned.Read(set.Heard(line)).Sums));
            }
        }

        var alone = LearnedIntents.Heads.Select((intent, head) => Lowest(scored.FindAll(s => s.IsOpen), head, intent, "alone")).ToArray();
        var beside = LearnedIntents.Heads.Select((intent, head) => Besides.HasFlag(intent) ? Lowest(scored.FindAll(s => !s.IsOpen && !s.Heard(intent) && (intent != Intents.Help || s.Heard(Intents.Question))), head, intent, "beside") : LinearWeights.Never).ToArray();
        var weights = model.Fit(set.Examples);
        weights = weights.With(LearnedIntents.Alone, NotBelow(weights, alone)).With(LearnedIntents.Beside, NotBelow(weights, beside));
        for (var head = 0; head < alone.Length; head++) strongest.WriteLine($"{LearnedIntents.Heads[head]}: {string.Join(", ", model.Strongest(weights, head, 60))}\n");
        return weights;
    }

    /// <summary>What a reply scores of which nothing is known: nothing is believed for less.</summary>
    private static int[] NotBelow(LinearWeights weights, int[] from) => [.. from.Zip(weights.Setting(LinearWeights.Bias)!.Value, Math.Max)];

    /// <summary>The lowest score from which on a large enough share is right.</summary>
    private int Lowest(List<Scored> among, int head, Intents intent, string where)
    {
        var best = (From: LinearWeights.Never, Right: 0, Wrong: 0);
        int right = 0, wrong = 0;
        foreach (var line in among.OrderByDescending(s => s.Scores[head]))
        {
            if (line.Wants(intent)) right++;
            else wrong++;
            if (right >= ShareRight(intent) * (right + wrong)) best = (line.Scores[head], right, wrong);
        }

        output.WriteLine($"{intent} {where}: believed from {best.From}, right {best.Right}, wrong {best.Wrong}; of {among.Count(s => s.Wants(intent))} the rules did not hear");
        return best.From;
    }

    private sealed record Scored(TrainingLine Line, Meaning Rules, int[] Scores)
    {
        /// <summary>The rules made nothing of it, or met only words that somebody should read.</summary>
        public bool IsOpen => Rules.Intents == Intents.Unclear || (Rules.Evidence.Length > 0 && Rules.Evidence.All(e => e.Rule.StartsWith("unread", StringComparison.Ordinal)));

        public bool Heard(Intents intent) => (Rules.Intents & intent) != 0;

        public bool Wants(Intents intent) => (Line.Intents & intent) != 0;
    }
}
