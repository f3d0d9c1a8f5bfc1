using Outreach.Core.Replies.Lexicons;

namespace Outreach.Benchmarks.Reading;

/// <summary>Trains the learned model on the labelled lines and writes its weights beside it in Core.</summary>
internal static class TrainRun
{
    public static void Run(TextWriter output)
    {
        var weights = new Trainer(Lexicon.Default, output).Train(LineFiles.All().Where(f => !Path.GetFileName(f).StartsWith("sealed", StringComparison.Ordinal)));
        var file = Path.Combine(LineFiles.Root, "src", "Outreach.Core", "Replies", "Learned", "learned.weights.txt");
        File.WriteAllText(file, weights);
        output.WriteLine($"learned.weights.txt: {weights.Count(c => c == '\n') - 6} features, {weights.Length / 1024} KiB. Build again to use it.");
    }
}
