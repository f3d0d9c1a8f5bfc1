using System.Globalization;
using System.Text;
using Outreach.Core.Patients;
using Outreach.Core.Replies;
using Outreach.Core.Replies.Learned;
using Outreach.Core.Replies.Lexicons;
using Outreach.Core.Replies.Text;

namespace Outreach.Benchmarks.Reading;

/// <summary>
/// Trains the learned model of the reader: three logistic regressions with L2 over the features of <see cref="LearnedFeatures"/>,
/// by dual coordinate descent with a fixed seed. Thresholds are chosen on the lines of strangers (set-g, set-h, set-i), each
/// scored by a model that saw no line of the same writer; all copies of a template stay together.
/// </summary>
internal sealed class Trainer(Lexicon lexicon, TextWriter output)
{
    private const int Seed = 20261122;
    private const double Cost = 1;
    private const double PairsWeigh = 2;
    private const int FewestGroups = 3;
    private const int Smallest = 10;

    private static readonly string[] Strangers = ["set-g", "set-h", "set-i"];

    private readonly LearnedFeatures features = new(lexicon);
    private readonly PhraseFinder finder = new(lexicon);
    private readonly FindingReader findings = new(lexicon);

    public string Train(IEnumerable<string> files)
    {
        var lines = TrainingLine.ReadAll(files.Order(StringComparer.Ordinal), Seed);
        var named = lines.Select(Named).ToList();
        var groups = new Dictionary<string, HashSet<int>>(StringComparer.Ordinal);
        foreach (var (line, names) in lines.Zip(named))
            foreach (var name in names)
            {
                if (!groups.TryGetValue(name, out var met)) groups[name] = met = [];
                met.Add(line.Group);
            }

        var kept = groups.Where(g => g.Value.Count >= FewestGroups).Select(g => g.Key).Order(StringComparer.Ordinal).ToArray();
        var ids = kept.Select((name, id) => (name, id)).ToDictionary(p => p.name, p => p.id, StringComparer.Ordinal);
        var weigh = kept.Select(n => n[0] is not ('=' or '@') && n.Contains('_', StringComparison.Ordinal) ? PairsWeigh : 1.0).ToArray();
        var examples = lines.Zip(named, (line, names) => new Example(line, [.. names.Where(ids.ContainsKey).Select(n => ids[n])])).ToList();
        output.WriteLine($"{lines.Count} lines of {lines.Select(l => l.Group).Distinct().Count()} groups, {kept.Length} features");

        string Written(List<Example> train, string thresholds) => Write(kept, weigh, [.. Enumerable.Range(0, 3).Select(head => Regression.Fit(train, e => e.Line.Label(head), weigh, Cost, Seed + head))], thresholds);
        var byWriter = Strangers.Select(writer => (Writer: writer, Model: Written(examples.FindAll(e => !OfWriter(e, writer)), ""))).ToList();
        var chosen = new ThresholdChoice(lexicon, output).Choose([.. byWriter.Select(w => (w.Model, examples.FindAll(e => OfWriter(e, w.Writer)).ConvertAll(e => e.Line)))]);
        var all = examples.ToList();
        var file = Written(all, chosen);
        Strongest(file);
        return file;

        static bool OfWriter(Example example, string writer) => example.Line.Set.StartsWith(writer, StringComparison.Ordinal);
    }

    private IEnumerable<string> Named(TrainingLine line)
    {
        var tokens = Tokenizer.Read(line.Text, lexicon, line.Language == Language.Spanish);
        var silent = new bool[tokens.Count];
        findings.Read(tokens, finder.FindAll(tokens), silent);
        return features.Named(line.Text, tokens, silent).Values;
    }

    private static string Write(string[] kept, double[] weigh, (double[] Weights, double Bias)[] heads, string thresholds)
    {
        var file = new StringBuilder();
        file.Append("# Weights of the learned model, in thousandths: feature, urgent, emergency, self-harm among emergencies.\n# Written by dotnet run --project tests/Outreach.Benchmarks -- train; change the lines in tests/Outreach.Core.Tests/Replies/Lines, not this file.\n");
        file.Append(CultureInfo.InvariantCulture, $"=bias\t{string.Join('\t', heads.Select(h => Fixed(h.Bias)))}\n").Append(thresholds);
        for (var id = 0; id < kept.Length; id++)
        {
            var weights = heads.Select(h => Fixed(h.Weights[id] * weigh[id])).ToArray();
            if (weights[..2].Any(w => Math.Abs(w) >= Smallest)) file.Append(CultureInfo.InvariantCulture, $"{kept[id]}\t{string.Join('\t', weights)}\n");
        }

        return file.ToString();
    }

    private static int Fixed(double weight) => Math.Clamp((int)Math.Round(weight * 1000), short.MinValue, short.MaxValue);

    private void Strongest(string file)
    {
        var lines = file.Split('\n').Where(l => l.Length > 0 && l[0] is not '#').Select(l => l.Split('\t')).Where(p => p.Length == 4 && (p[0][0] != '=' || p[0].Length == 5)).ToList();
        foreach (var (head, name) in new[] { (1, "urgent"), (2, "emergency"), (3, "self-harm") })
            output.WriteLine($"strongest for {name}: {string.Join(", ", lines.OrderByDescending(p => int.Parse(p[head], CultureInfo.InvariantCulture)).Take(40).Select(p => p[0]))}");
    }
}

/// <param name="Features">Ids of what the line has, each once.</param>
internal sealed record Example(TrainingLine Line, int[] Features);
