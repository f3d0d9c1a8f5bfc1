using Outreach.Core.Patients;
using Outreach.Core.Replies;
using Outreach.Core.Replies.Learned;
using Outreach.Core.Replies.Lexicons;
using Outreach.Core.Replies.Text;

namespace Outreach.Benchmarks.Reading;

/// <summary>The labelled lines with the features the learned models count of them. Copies of a template are one group.</summary>
internal sealed class TrainingSet
{
    public const int Seed = 20261122;
    private const double PairsWeigh = 2;
    private const int FewestGroups = 2;

    /// <summary>Writers who had not seen the rules: each one's lines are scored by models that saw none of them.</summary>
    private static readonly string[] Strangers = ["set-g", "set-h", "set-i", "set-j", "set-k", "set-l", "set-m", "set-n", "set-o", "set-p", "set-q", "set-r", "set-s", "set-t", "set-u", "set-v", "set-w", "set-y", "set-z", "set-aa"];

    private readonly LearnedFeatures features;
    private readonly ReplyReader rules;

    public TrainingSet(Lexicon lexicon, IEnumerable<string> files)
    {
        (features, rules) = (new LearnedFeatures(lexicon), new ReplyReader(lexicon, LearnedModel.From(lexicon, ""), new LearnedIntents(lexicon, "")));
        var lines = TrainingLine.ReadAll(files.Order(StringComparer.Ordinal), Seed);
        var named = lines.Select(Named).ToList();
        var groups = new Dictionary<string, HashSet<int>>(StringComparer.Ordinal);
        foreach (var (line, names) in lines.Zip(named))
            foreach (var name in names)
            {
                if (!groups.TryGetValue(name, out var met)) groups[name] = met = [];
                met.Add(line.Group);
            }

        Features = [.. groups.Where(g => g.Value.Count >= FewestGroups).Select(g => g.Key).Order(StringComparer.Ordinal)];
        Weigh = [.. Features.Select(n => n[0] is not ('=' or '@' or '!' or '?') && n.Contains('_', StringComparison.Ordinal) ? PairsWeigh : 1.0)];
        var ids = Features.Select((name, id) => (name, id)).ToDictionary(p => p.name, p => p.id, StringComparer.Ordinal);
        Examples = [.. lines.Zip(named, (line, names) => new Example(line, [.. names.Where(ids.ContainsKey).Select(n => ids[n])]))];
    }

    /// <summary>The names of the features that enough groups have.</summary>
    public string[] Features { get; }

    /// <summary>What each feature counts for.</summary>
    public double[] Weigh { get; }

    public List<Example> Examples { get; }

    /// <summary>For each stranger, the other writers' examples and the stranger's own.</summary>
    public IEnumerable<(List<Example> Others, List<Example> Own)> ByStranger(params string[] only) =>
        Strangers.Where(writer => only.Length == 0 || only.Contains(writer)).Where(writer => Examples.Exists(e => OfWriter(e, writer))).Select(writer => (Examples.FindAll(e => !OfWriter(e, writer)), Examples.FindAll(e => OfWriter(e, writer))));

    /// <summary>What the rules make of a line.</summary>
    public Heard Heard(TrainingLine line) => rules.Hear(line.Text, rules.Tokenize(line.Text, line.Language), OpenAsk.For(line.Ask));

    private static bool OfWriter(Example example, string writer) => example.Line.Set.StartsWith(writer, StringComparison.Ordinal);

    private IEnumerable<string> Named(TrainingLine line) => features.Named(Heard(line)).Values;
}

/// <param name="Features">Ids of what the line has, each once.</param>
internal sealed record Example(TrainingLine Line, int[] Features);
