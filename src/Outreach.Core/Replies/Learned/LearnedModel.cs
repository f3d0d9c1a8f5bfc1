using System.Globalization;
using System.Reflection;
using Outreach.Core.Replies.Lexicons;
using Outreach.Core.Replies.Text;

namespace Outreach.Core.Replies.Learned;

/// <summary>What the learned model makes of a reply, in thousandths of a logit; the word that weighed most is token <paramref name="At"/>.</summary>
internal readonly record struct LearnedScore(int Urgent, int Emergency, int SelfHarm, int At);

/// <summary>
/// A linear model over the words of a reply, for what the lexicons have no words for. It may only raise an urgency. Its weights
/// are whole thousandths in learned.weights.txt, one feature a line with its weight for urgent, for emergency and for self-harm
/// among emergencies; the trainer in tests/Outreach.Benchmarks writes the file, with the thresholds it chose on lines of people
/// whose other lines it was not trained on. Without the file the model is silent, and what is told indirectly counts as told.
/// </summary>
internal sealed class LearnedModel
{
    private const int Heads = 3;
    private const int Never = int.MaxValue;

    private readonly FeatureTable index;
    private readonly short[] weights;
    private readonly int[] bias = new int[Heads];

    private LearnedModel(Lexicon lexicon, string file)
    {
        var features = new LearnedFeatures(lexicon);
        List<ulong> hashes = [];
        List<short> all = [];
        foreach (var line in file.Split('\n'))
        {
            if (line.Length == 0 || line.StartsWith("# ", StringComparison.Ordinal)) continue;
            var parts = line.TrimEnd('\r').Split('\t');
            var numbers = parts[1..].Select(p => int.Parse(p, CultureInfo.InvariantCulture)).ToArray();
            switch (parts[0])
            {
                case "=bias": bias = numbers; break;
                case "=emergency": (EmergencyWhenUnreadFrom, EmergencyWhenUnderstoodFrom, EmergencyWhenUrgentFrom, EmergencyWhenIndirectFrom) = (numbers[0], numbers[1], numbers[2], numbers[3]); break;
                case "=urgent": (UrgentWhenUnreadFrom, UrgentWhenUnderstoodFrom) = (numbers[0], numbers[1]); break;
                case "=routine": RoutineFrom = numbers[0]; break;
                case "=ask": AskFrom = numbers[0]; break;
                default:
                    hashes.Add(features.HashOfName(parts[0]));
                    all.AddRange(numbers.Select(n => (short)n));
                    break;
            }
        }

        index = new FeatureTable(hashes);
        weights = [.. all];
    }

    /// <summary>From this score on a reply no rule understood is an emergency.</summary>
    public int EmergencyWhenUnreadFrom { get; } = Never;

    /// <summary>The same where a value was taken, a request heard or a lesser symptom found.</summary>
    public int EmergencyWhenUnderstoodFrom { get; } = Never;

    /// <summary>The same where a rule found something urgent.</summary>
    public int EmergencyWhenUrgentFrom { get; } = Never;

    /// <summary>From this score on an emergency that is told indirectly is one; below it is urgent and asked about.</summary>
    public int EmergencyWhenIndirectFrom { get; } = int.MinValue;

    /// <summary>From this score on a reply no rule understood is urgent.</summary>
    public int UrgentWhenUnreadFrom { get; } = Never;

    public int UrgentWhenUnderstoodFrom { get; } = Never;

    /// <summary>From this score for urgent on, what would be closed is read by a person.</summary>
    public int RoutineFrom { get; } = Never;

    /// <summary>From this score for emergency on, an urgent reply is asked about: danger cannot be ruled out.</summary>
    public int AskFrom { get; } = Never;

    public static LearnedModel Shipped(Lexicon lexicon)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var name = assembly.GetManifestResourceNames().SingleOrDefault(n => n.EndsWith("learned.weights.txt", StringComparison.Ordinal));
        if (name is null) return new LearnedModel(lexicon, "");
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return new LearnedModel(lexicon, reader.ReadToEnd());
    }

    public static LearnedModel From(Lexicon lexicon, string file) => new(lexicon, file);

    /// <param name="silent">Tokens another rule has settled (a denied symptom, an idiom).</param>
    public LearnedScore Score(string text, List<Token> tokens, ReadOnlySpan<bool> silent)
    {
        if (weights.Length == 0) return new LearnedScore(int.MinValue, int.MinValue, 0, 0);
        Span<ulong> met = stackalloc ulong[(index.Count + 63) / 64];
        met.Clear();
        var sum = new Sum { Met = met, Index = index, Weights = weights };
        LearnedFeatures.Count(text, tokens, silent, ref sum, static (ref Sum state, ulong hash, int token) => state.Add(hash, token));
        return new LearnedScore(bias[0] + sum.Urgent, bias[1] + sum.Emergency, bias[2] + sum.SelfHarm, sum.Strongest);
    }

    /// <summary>For the trainer: a text alone, with what the rules settle in it.</summary>
    public LearnedScore Score(string text, Patients.Language language, Lexicon lexicon)
    {
        var tokens = Tokenizer.Read(text, lexicon, language == Patients.Language.Spanish);
        var silent = new bool[tokens.Count];
        new FindingReader(lexicon).Read(tokens, new PhraseFinder(lexicon).FindAll(tokens), silent);
        return Score(text, tokens, silent);
    }

    private ref struct Sum
    {
        public Span<ulong> Met;
        public FeatureTable Index;
        public short[] Weights;
        public int Urgent;
        public int Emergency;
        public int SelfHarm;
        public int Strongest;
        private int strongestWeight;

        public void Add(ulong hash, int token)
        {
            var id = Index.Find(hash);
            if (id < 0) return;
            var bit = 1UL << (id & 63);
            if ((Met[id >> 6] & bit) != 0) return;
            Met[id >> 6] |= bit;
            var at = id * Heads;
            Urgent += Weights[at];
            Emergency += Weights[at + 1];
            SelfHarm += Weights[at + 2];
            var weight = Weights[at] + Weights[at + 1];
            if (token < 0 || weight <= strongestWeight) return;
            strongestWeight = weight;
            Strongest = token;
        }
    }
}
