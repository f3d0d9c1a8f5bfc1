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
    private const int FewestGroupsTogether = 3;

    /// <summary>Writers who had not seen the rules: each one's lines are scored by models that saw none of them.</summary>
    private static readonly string[] Strangers = ["set-g", "set-h", "set-i", "set-j", "set-k", "set-l", "set-m", "set-n", "set-o", "set-p", "set-q", "set-r", "set-s", "set-t", "set-u", "set-v", "set-w", "set-y", "set-z", "set-aa", "set-ab", "set-ac", "set-ad", "set-ae", "set-af", "set-ag", "set-ah", "set-ai", "set-aj", "set-ak", "set-al", "set-am", "set-an", "set-ao", "set-ap", "set-aq", "set-ar", "set-as", "set-at", "set-au", "set-av", "set-aw", "set-ax"];

    private readonly LearnedFeatures features;
    private readonly ReplyReader rules;

    public TrainingSet(Lexicon lexicon, IEnumerable<string> files)
    {
        (features, rules) = (new LearnedFeatures(lexicon), new ReplyReader(lexicon, LearnedModel.Silent, LearnedIntents.Silent));
        var lines = TrainingLine.ReadAll(files.Order(StringComparer.Ordinal), Seed);
        var counted = lines.Select(line => Counted(Heard(line))).ToList();
        var groups = new Dictionary<uint, (int Last, int Count, FeatureKind Kind)>();
        foreach (var (line, keys) in lines.Zip(counted))
            foreach (var (key, kind) in keys)
                groups[key] = groups.TryGetValue(key, out var met) ? (line.Group, met.Last == line.Group ? met.Count : met.Count + 1, met.Kind) : (line.Group, 1, kind);

        // What stands anywhere together comes last: the intents do without.
        var kept = groups.Where(g => g.Value.Count >= (g.Value.Kind == FeatureKind.Together ? FewestGroupsTogether : FewestGroups)).OrderBy(g => g.Value.Kind == FeatureKind.Together).ThenBy(g => g.Key).ToList();
        Features = [.. kept.Select(g => g.Key)];
        InPlace = kept.Count(g => g.Value.Kind != FeatureKind.Together);
        Weigh = [.. kept.Select(g => g.Value.Kind == FeatureKind.Pair ? PairsWeigh : 1.0)];
        var ids = Features.Select((key, id) => (key, id)).ToDictionary(p => p.key, p => p.id);
        Examples = [.. lines.Zip(counted, (line, keys) => new Example(line, [.. keys.Keys.Where(ids.ContainsKey).Select(k => ids[k]).Order()]))];
    }

    /// <summary>The keys of the features that enough groups have.</summary>
    public uint[] Features { get; }

    /// <summary>How many of them, the first, are not of what stands anywhere together.</summary>
    public int InPlace { get; }

    /// <summary>What each feature counts for.</summary>
    public double[] Weigh { get; }

    public List<Example> Examples { get; }

    /// <summary>For each stranger, the other writers' examples and the stranger's own.</summary>
    public IEnumerable<(List<Example> Others, List<Example> Own)> ByStranger(params string[] only) =>
        Strangers.Where(writer => only.Length == 0 || only.Contains(writer)).Where(writer => Examples.Exists(e => OfWriter(e, writer))).Select(writer => (Examples.FindAll(e => !OfWriter(e, writer)), Examples.FindAll(e => OfWriter(e, writer))));

    /// <summary>What the rules make of a line.</summary>
    public Heard Heard(TrainingLine line) => rules.Hear(line.Text, rules.Tokenize(line.Text, line.Language), OpenAsk.For(line.Ask));

    private static bool OfWriter(Example example, string writer) => example.Line.Set.StartsWith(writer, StringComparison.Ordinal);

    /// <summary>The names of some features, as the lines have them.</summary>
    public Dictionary<uint, string> Names(IEnumerable<uint> keys)
    {
        var wanted = keys.ToHashSet();
        var names = new Dictionary<uint, string>();
        foreach (var example in Examples.Where(e => e.Features.Any(id => wanted.Contains(Features[id]))))
            foreach (var (key, name) in features.Named(Heard(example.Line)))
                if (wanted.Remove(key)) names[key] = name;
        return names;
    }

    private static Dictionary<uint, FeatureKind> Counted(Heard heard)
    {
        var met = new Dictionary<uint, FeatureKind>();
        LearnedFeatures.Count(heard, together: true, ref met, static (ref Dictionary<uint, FeatureKind> met, uint key, FeatureKind kind, int _) => met.TryAdd(key, kind));
        return met;
    }
}

/// <param name="Features">Ids of what the line has, each once.</param>
internal sealed record Example(TrainingLine Line, int[] Features);
