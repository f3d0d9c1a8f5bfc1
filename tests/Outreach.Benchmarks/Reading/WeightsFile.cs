using Outreach.Core.Replies.Learned;

namespace Outreach.Benchmarks.Reading;

/// <summary>Fits the heads of a model over the first <paramref name="features"/> features of the set.</summary>
internal sealed class WeightsFile(TrainingSet set, int features, int heads, Func<TrainingLine, int, double?> label, double cost)
{
    // What a feature that was never seen on one side counts as having been seen there, and what one counts for that tells nothing.
    private const double Unseen = 0.1;
    private const double EvenSo = 0.3;

    private readonly uint[] keys = set.Features[..features];

    public LinearWeights Fit(List<Example> train)
    {
        List<Example> mine = features == set.Features.Length ? train : train.ConvertAll(e => e with { Features = Array.FindAll(e.Features, id => id < features) });
        var weigh = Enumerable.Range(0, heads).Select(head => Telling(mine, head)).ToArray();
        var fits = Enumerable.Range(0, heads).Select(head => Regression.Fit(mine, e => label(e.Line, head), weigh[head], cost, TrainingSet.Seed + head)).ToArray();
        return LinearWeights.Of([.. fits.Select(h => (int)Math.Round(h.Bias * 1000))], keys.Select((key, id) => (key, fits.Select((h, head) => h.Weights[id] * weigh[head][id] * 1000).ToArray())));
    }

    /// <summary>The features that weigh most for a head, by their names.</summary>
    public IEnumerable<string> Strongest(LinearWeights weights, int head, int count)
    {
        var most = keys.OrderByDescending(k => weights.Of(k, head)).Take(count).ToList();
        var names = set.Names(most);
        return most.Select(k => FormattableString.Invariant($"{names[k]} {weights.Of(k, head)}"));
    }

    /// <summary>
    /// What tells the lines of a head from the others counts for more: the log ratio of how often a feature stands in either
    /// (Wang and Manning 2012, "Baselines and bigrams").
    /// </summary>
    private double[] Telling(List<Example> train, int head)
    {
        var (with, without) = (new double[features], new double[features]);
        double all = 0, none = 0;
        foreach (var example in train)
        {
            if (label(example.Line, head) is not { } y) continue;
            if (y > 0.5) all += example.Line.Weight;
            else none += example.Line.Weight;
            foreach (var id in example.Features) (y > 0.5 ? with : without)[id] += example.Line.Weight;
        }

        return [.. Enumerable.Range(0, features).Select(id => set.Weigh[id] * (EvenSo + Math.Abs(Math.Log((with[id] + Unseen) / (all + 2 * Unseen)) - Math.Log((without[id] + Unseen) / (none + 2 * Unseen)))))];
    }
}
