using Outreach.Core.Replies.Lexicons;

namespace Outreach.Benchmarks.Reading;

/// <summary>Trains the learned models on the labelled lines and writes their weights beside them in Core.</summary>
internal static class TrainRun
{
    public static void Run(TextWriter output)
    {
        var set = new TrainingSet(Lexicon.Default, LineFiles.All());
        output.WriteLine($"{set.Examples.Count} lines of {set.Examples.Select(e => e.Line.Group).Distinct().Count()} groups, {set.Features.Length} features");
        Write("learned.weights.txt", new Trainer(Lexicon.Default, set, output).Train());
        Write("learned.intents.txt", new IntentTrainer(Lexicon.Default, set, output).Train());

        void Write(string name, string weights)
        {
            File.WriteAllText(Path.Combine(LineFiles.Root, "src", "Outreach.Core", "Replies", "Learned", name), weights);
            output.WriteLine($"{name}: {weights.Count(c => c == '\n')} lines, {weights.Length / 1024} KiB. Build again to use it.");
        }
    }
}
