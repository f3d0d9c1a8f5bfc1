using System.Globalization;
using System.Text;
using Outreach.Core.Patients;
using Outreach.Core.Replies;
using Outreach.Core.Replies.Learned;
using Outreach.Core.Replies.Lexicons;
using Outreach.Core.Replies.Text;

namespace Outreach.Benchmarks.Reading;

/// <summary>
/// Trains the learned model of the reader: three logistic regressions over the features of <see cref="LearnedFeatures"/>, by
/// AdaGrad with a fixed seed. Thresholds are chosen by five-fold cross-validation, on lines the fold was not trained on: for
/// emergency so that fewer than one in a hundred lines that are none pass it.
/// </summary>
internal sealed class Trainer(Lexicon lexicon, TextWriter output)
{
    private const int Seed = 20261122;
    private const int Folds = 5;
    private const int Epochs = 25;
    private const double Rate = 0.25;
    private const double Decay = 1e-3;
    private const int FewestGroups = 2;
    private const double FalseEmergencies = 0.009;
    private const double FalseEmergenciesAmongUrgent = 0.06;
    private const double FalseUrgentRead = 0.005;
    private const double FalseUrgentUnread = 0.13;

    private readonly LearnedFeatures features = new(lexicon);
    private readonly PhraseFinder finder = new(lexicon);
    private readonly FindingReader findings = new(lexicon);

    private sealed record Example(TrainingLine Line, int[] Features);

    public string Train(IEnumerable<string> files)
    {
        var lines = TrainingLine.ReadAll(files.Order(StringComparer.Ordinal), Seed);
        var names = new Dictionary<ulong, string>();
        var groups = new Dictionary<ulong, HashSet<int>>();
        var hashes = new List<List<ulong>>();
        foreach (var line in lines)
        {
            var tokens = Tokenizer.Read(line.Text, lexicon, line.Language == Language.Spanish);
            var silent = new bool[tokens.Count];
            findings.Read(tokens, finder.FindAll(tokens), silent);
            var mine = new List<ulong>();
            foreach (var (hash, name) in features.Named(line.Text, tokens, silent))
            {
                names.TryAdd(hash, name);
                if (!groups.TryGetValue(hash, out var met)) groups[hash] = met = [];
                met.Add(line.Group);
                mine.Add(hash);
            }

            hashes.Add(mine);
        }

        var kept = groups.Where(g => g.Value.Count >= FewestGroups).Select(g => g.Key).OrderBy(h => names[h], StringComparer.Ordinal).ToList();
        var ids = kept.Select((hash, id) => (hash, id)).ToDictionary(p => p.hash, p => p.id);
        var examples = lines.Select((line, i) => new Example(line, [.. hashes[i].Where(ids.ContainsKey).Select(h => ids[h])])).ToList();
        output.WriteLine($"{lines.Count} lines of {lines.Select(l => l.Group).Distinct().Count()} groups, {kept.Count} features");

        var (emergency, urgent, unread) = Thresholds(examples, kept.Count);
        var file = new StringBuilder();
        file.Append("# Weights of the learned model, in hundredths: feature, urgent, emergency, self-harm among emergencies.\n# Written by dotnet run --project tests/Outreach.Benchmarks -- train; change the lines in tests/Outreach.Core.Tests/Replies/Lines, not this file.\n");
        var heads = Enumerable.Range(0, 3).Select(head => Fit(examples, head, kept.Count)).ToArray();
        file.Append(CultureInfo.InvariantCulture, $"=bias\t{string.Join('\t', heads.Select(h => Fixed(h.Bias)))}\n=emergency\t{emergency}\n=urgent\t{urgent}\n=unread\t{unread}\n");
        for (var id = 0; id < kept.Count; id++)
        {
            var weights = heads.Select(h => Fixed(h.Weights[id])).ToArray();
            if (weights.Any(w => Math.Abs(w) >= 8)) file.Append(CultureInfo.InvariantCulture, $"{names[kept[id]]}\t{string.Join('\t', weights)}\n");
        }

        Strongest("emergency", heads[1].Weights);
        Strongest("self-harm", heads[2].Weights);
        return file.ToString();

        void Strongest(string head, double[] weights) =>
            output.WriteLine($"strongest for {head}: {string.Join(", ", Enumerable.Range(0, kept.Count).OrderByDescending(i => weights[i]).Take(40).Select(i => names[kept[i]]))}");
    }

    private static int Fixed(double weight) => Math.Clamp((int)Math.Round(weight * 100), -9999, 9999);

    private static double? Label(TrainingLine line, int head) => head switch
    {
        0 => line.Least >= Urgency.Urgent ? 1 : line.Most <= Urgency.Routine ? 0 : null,
        1 => line.Least == Urgency.Emergency ? 1 : line.Most < Urgency.Emergency ? 0 : null,
        _ => line.SelfHarm is { } despair ? (despair ? 1 : 0) : null,
    };

    private static double Margin(Example example, (double[] Weights, double Bias) model)
    {
        double sum = 0;
        foreach (var id in example.Features) sum += model.Weights[id];
        return model.Bias + (example.Features.Length == 0 ? 0 : sum / Math.Sqrt(example.Features.Length));
    }

    private static (double[] Weights, double Bias) Fit(List<Example> examples, int head, int count)
    {
        var random = new Random(Seed + head);
        var mine = examples.Where(e => Label(e.Line, head) is not null && e.Features.Length > 0).ToArray();
        var weights = new double[count];
        var squares = new double[count];
        double bias = 0, biasSquares = 1e-6;
        Array.Fill(squares, 1e-3);
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            random.Shuffle(mine);
            foreach (var example in mine)
            {
                var wanted = Label(example.Line, head)!.Value;
                var error = (1 / (1 + Math.Exp(-Margin(example, (weights, bias)))) - wanted) * example.Line.Weight;
                var scale = 1 / Math.Sqrt(example.Features.Length);
                foreach (var id in example.Features)
                {
                    var slope = error * scale + Decay * weights[id];
                    squares[id] += slope * slope;
                    weights[id] -= Rate * slope / Math.Sqrt(squares[id]);
                }

                biasSquares += error * error;
                bias -= Rate * error / Math.Sqrt(biasSquares);
            }
        }

        return (weights, bias);
    }

    /// <summary>Scores every line by a model that did not see its group, and takes the scores that hold the false alarms asked for.</summary>
    private (int Emergency, int Urgent, int Unread) Thresholds(List<Example> examples, int count)
    {
        var rules = new ReplyReader(lexicon, LearnedModel.From(lexicon, ""));
        List<(Example Example, double Urgent, double Emergency, Meaning Rules)> scored = [];
        for (var fold = 0; fold < Folds; fold++)
        {
            var train = examples.FindAll(e => e.Line.Group % Folds != fold);
            var urgentModel = Fit(train, 0, count);
            var emergencyModel = Fit(train, 1, count);
            foreach (var example in examples.Where(e => e.Line.Group % Folds == fold && !e.Line.IsTemplate))
                scored.Add((example, Margin(example, urgentModel), Margin(example, emergencyModel), rules.Read(example.Line.Text, OpenAsk.Nothing, example.Line.Language)));
        }

        var emergency = Math.Max(
            Quantile(scored.Where(s => s.Example.Line.Most < Urgency.Emergency).Select(s => s.Emergency), FalseEmergencies),
            Quantile(scored.Where(s => s.Example.Line.Least == Urgency.Urgent && s.Example.Line.Most == Urgency.Urgent).Select(s => s.Emergency), FalseEmergenciesAmongUrgent));
        var urgent = Quantile(scored.Where(s => s.Example.Line.Most < Urgency.Urgent).Select(s => s.Urgent), FalseUrgentRead);
        var unread = Quantile(scored.Where(s => s.Example.Line.Most < Urgency.Urgent).Select(s => s.Urgent), FalseUrgentUnread);
        Report("emergencies", s => s.Example.Line.Least == Urgency.Emergency, s => s.Rules.Urgency == Urgency.Emergency, s => s.Emergency >= emergency);
        Report("false emergencies", s => s.Example.Line.Most < Urgency.Emergency, s => s.Rules.Urgency == Urgency.Emergency, s => s.Emergency >= emergency);
        Report("urgent or more", s => s.Example.Line.Least >= Urgency.Urgent, s => s.Rules.Urgency >= Urgency.Urgent, s => s.Urgent >= unread);
        Report("false urgent", s => s.Example.Line.Most < Urgency.Urgent, s => s.Rules.Urgency >= Urgency.Urgent, s => s.Urgent >= unread);
        return (Fixed(emergency), Fixed(urgent), Fixed(unread));

        void Report(string name, Func<(Example Example, double Urgent, double Emergency, Meaning Rules), bool> among, Func<(Example Example, double Urgent, double Emergency, Meaning Rules), bool> byRules, Func<(Example Example, double Urgent, double Emergency, Meaning Rules), bool> byModel)
        {
            var all = scored.Where(among).ToList();
            output.WriteLine($"{name}: {all.Count} lines, rules {all.Count(byRules)}, model alone {all.Count(byModel)}, either {all.Count(s => byRules(s) || byModel(s))}");
        }
    }

    private static double Quantile(IEnumerable<double> scores, double share)
    {
        var falling = scores.OrderDescending().ToList();
        return falling[(int)(falling.Count * share)] + 1e-6;
    }
}
