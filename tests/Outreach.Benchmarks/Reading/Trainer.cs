using Outreach.Core.Replies.Learned;
using Outreach.Core.Replies.Lexicons;

namespace Outreach.Benchmarks.Reading;

/// <summary>
/// Trains the learned model of urgency: three logistic regressions with L2, by dual coordinate descent with a fixed seed. Thresholds
/// are chosen on the lines of the strangers who wrote as short as patients do, dangers and traps in their usual shares, each scored by a
/// model that saw no line of the same writer; the other strangers' lines are nearly all dangers in disguise and traps.
/// </summary>
internal sealed class Trainer(Lexicon lexicon, TrainingSet set, TextWriter output)
{
    private const double Cost = 0.1;

    private static readonly string[] Heads = ["urgent", "emergency", "self-harm"];
    private static readonly string[] AsPatientsDo = ["set-q", "set-r", "set-aj", "set-an", "set-ar", "set-au"];

    /// <param name="strongest">Gets the strongest features of each head.</param>
    public LinearWeights Train(TextWriter strongest)
    {
        var model = new WeightsFile(set, set.Features.Length, Heads.Length, (line, head) => line.Label(head), Cost);
        var unseen = set.ByStranger(AsPatientsDo).Select(s => (Model: model.Fit(s.Others), Lines: s.Own.ConvertAll(e => e.Line))).ToList();
        var weights = new ThresholdChoice(lexicon, set, output).Choose(unseen, model.Fit(set.Examples));
        for (var head = 0; head < Heads.Length; head++) strongest.WriteLine($"{Heads[head]}: {string.Join(", ", model.Strongest(weights, head, 200))}\n");
        return weights;
    }
}
