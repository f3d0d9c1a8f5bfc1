using Outreach.Core.Replies.Lexicons;

namespace Outreach.Benchmarks.Reading;

/// <summary>
/// Trains the learned model of urgency: three logistic regressions with L2, by dual coordinate descent with a fixed seed. Thresholds
/// are chosen on the lines of the two strangers who wrote as patients do, dangers and traps in their usual shares, each scored by a
/// model that saw no line of the same writer; the other strangers' lines are nearly all dangers in disguise and traps.
/// </summary>
internal sealed class Trainer(Lexicon lexicon, TrainingSet set, TextWriter output)
{
    private const double Cost = 0.1;
    private const int Smallest = 100;
    private const string Heading = "Weights of the learned model, in thousandths: feature, urgent, emergency, self-harm among emergencies.";

    private static readonly string[] Heads = ["urgent", "emergency", "self-harm"];

    public string Train()
    {
        var model = new WeightsFile(set, Heading, Heads.Length, (line, head) => line.Label(head), Cost, Smallest);
        var unseen = set.ByStranger("set-q", "set-r").Select(s => (Model: model.Fit(s.Others, ""), Lines: s.Own.ConvertAll(e => e.Line))).ToList();
        var file = model.Fit(set.Examples, new ThresholdChoice(lexicon, set, output).Choose(unseen));
        for (var head = 0; head < Heads.Length; head++) output.WriteLine($"strongest for {Heads[head]}: {string.Join(", ", WeightsFile.Strongest(file, head, 40))}");
        return file;
    }
}
