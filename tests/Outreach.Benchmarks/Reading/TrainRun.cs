using Outreach.Core.Replies.Learned;
using Outreach.Core.Replies.Lexicons;

namespace Outreach.Benchmarks.Reading;

/// <summary>Trains the learned models on the labelled lines and writes their weights beside them in Core.</summary>
internal static class TrainRun
{
    public static void Run(TextWriter output)
    {
        var set = new TrainingSet(Lexicon.Default, LineFiles.All());
        output.WriteLine($"{set.Examples.Count} lines of {set.Examples.Select(e => e.Line.Group).Distinct().Count()} groups, {set.Features.Length} features");
        using var strongest = new StreamWriter(Beside("learned.strongest.txt")) { NewLine = "\n" };
        strongest.WriteLine("The features that weigh most for each head of the learned models, in thousandths of a logit. Written by the trainer; nothing reads it.\n");
        Write(LearnedModel.File, new Trainer(Lexicon.Default, set, output).Train(strongest));
        Write(LearnedIntents.File, new IntentTrainer(Lexicon.Default, set, output).Train(strongest));

        static string Beside(string name) => Path.Combine(LineFiles.Root, "src", "Outreach.Core", "Replies", "Learned", name);

        void Write(string name, LinearWeights weights)
        {
            using (var file = File.Create(Beside(name))) weights.Write(file);
            output.WriteLine($"{name}: {weights.Count} features, {new FileInfo(Beside(name)).Length / 1024} KiB. Build again to use it.");
        }
    }
}
