using System.Globalization;
using System.Text;
using Outreach.Core.Replies.Learned;

namespace Outreach.Benchmarks.Reading;

/// <summary>Fits the heads of a model and writes them as Core reads them: whole thousandths, what weighs nearly nothing left out.</summary>
internal sealed class WeightsFile(TrainingSet set, string heading, int heads, Func<TrainingLine, int, double?> label, double cost, int smallest)
{
    // What a feature that was never seen on one side counts as having been seen there, and what one counts for that tells nothing.
    private const double Unseen = 0.1;
    private const double EvenSo = 0.3;

    /// <param name="settings">Lines of settings, each with its end.</param>
    public string Fit(List<Example> train, string settings)
    {
        var weigh = Enumerable.Range(0, heads).Select(head => Telling(train, head)).ToArray();
        var fits = Enumerable.Range(0, heads).Select(head => Regression.Fit(train, e => label(e.Line, head), weigh[head], cost, TrainingSet.Seed + head)).ToArray();
        var file = new StringBuilder();
        file.Append(CultureInfo.InvariantCulture, $"# {heading}\n# Written by dotnet run --project tests/Outreach.Benchmarks -- train; change the lines in tests/Outreach.Core.Tests/Replies/Lines, not this file.\n");
        file.Append(CultureInfo.InvariantCulture, $"{LinearWeights.SettingMark}bias\t{string.Join('\t', fits.Select(h => Fixed(h.Bias)))}\n").Append(settings);
        for (var id = 0; id < set.Features.Length; id++)
        {
            var weights = fits.Select((h, head) => Fixed(h.Weights[id] * weigh[head][id])).ToArray();
            if (weights.Any(w => Math.Abs(w) >= smallest)) file.Append(CultureInfo.InvariantCulture, $"{set.Features[id]}\t{string.Join('\t', weights)}\n");
        }

        return file.ToString();
    }

    /// <summary>
    /// What tells the lines of a head from the others counts for more: the log ratio of how often a feature stands in either
    /// (Wang and Manning 2012, "Baselines and bigrams").
    /// </summary>
    private double[] Telling(List<Example> train, int head)
    {
        var (with, without) = (new double[set.Features.Length], new double[set.Features.Length]);
        double all = 0, none = 0;
        foreach (var example in train)
        {
            if (label(example.Line, head) is not { } y) continue;
            if (y > 0.5) all += example.Line.Weight;
            else none += example.Line.Weight;
            foreach (var id in example.Features) (y > 0.5 ? with : without)[id] += example.Line.Weight;
        }

        return [.. Enumerable.Range(0, set.Features.Length).Select(id => set.Weigh[id] * (EvenSo + Math.Abs(Math.Log((with[id] + Unseen) / (all + 2 * Unseen)) - Math.Log((without[id] + Unseen) / (none + 2 * Unseen)))))];
    }

    /// <summary>The names that weigh most for a head.</summary>
    public static IEnumerable<string> Strongest(string file, int head, int count) =>
        file.Split('\n').Where(l => l.Length > 0 && l[0] != '#' && !l.StartsWith(LinearWeights.SettingMark, StringComparison.Ordinal)).Select(l => l.Split('\t'))
            .OrderByDescending(p => int.Parse(p[head + 1], CultureInfo.InvariantCulture)).Take(count).Select(p => p[0]);

    private static int Fixed(double weight) => Math.Clamp((int)Math.Round(weight * 1000), short.MinValue, short.MaxValue);
}
