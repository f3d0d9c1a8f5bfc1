using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using Outreach.Core.Replies.Lexicons;
using Outreach.Core.Replies.Text;

namespace Outreach.Core.Replies.Learned;

/// <summary>What the learned model makes of a reply, in hundredths of a logit; the words that weighed most are tokens <paramref name="First"/> to <paramref name="Last"/>.</summary>
internal readonly record struct LearnedScore(int Urgent, int Emergency, int SelfHarm, int First, int Last);

/// <summary>
/// A linear model over the words of a reply, for what the lexicons have no words for. It may only raise an urgency. Its weights
/// are whole hundredths in learned.weights.txt, one feature a line with its weight for urgent, for emergency and for self-harm
/// among emergencies; the trainer in tests/Outreach.Benchmarks writes the file, with the thresholds it chose on lines it was
/// not trained on. Without the file the model is silent.
/// </summary>
internal sealed class LearnedModel
{
    private const int Heads = 3;

    private readonly LearnedFeatures features;
    private readonly FrozenDictionary<ulong, int> index;
    private readonly short[] weights;
    private readonly int[] bias = new int[Heads];

    private LearnedModel(Lexicon lexicon, string file)
    {
        features = new LearnedFeatures(lexicon);
        var ids = new Dictionary<ulong, int>();
        List<short> all = [];
        foreach (var line in file.Split('\n'))
        {
            if (line.Length == 0 || line.StartsWith("# ", StringComparison.Ordinal)) continue;
            var parts = line.TrimEnd('\r').Split('\t');
            var numbers = parts[1..].Select(p => int.Parse(p, CultureInfo.InvariantCulture)).ToArray();
            switch (parts[0])
            {
                case "=bias": bias = numbers; break;
                case "=emergency": EmergencyFrom = numbers[0]; break;
                case "=urgent": UrgentFrom = numbers[0]; break;
                case "=unread": UrgentWhenUnreadFrom = numbers[0]; break;
                default:
                    if (ids.TryAdd(features.HashOfName(parts[0]), ids.Count)) all.AddRange(numbers.Select(n => (short)n));
                    break;
            }
        }

        index = ids.ToFrozenDictionary();
        weights = [.. all];
    }

    /// <summary>From this score on a reply is an emergency: under one in a hundred of lines it was not trained on and that are none.</summary>
    public int EmergencyFrom { get; } = int.MaxValue;

    /// <summary>From this score on a reply the rules understood is urgent all the same.</summary>
    public int UrgentFrom { get; } = int.MaxValue;

    /// <summary>From this score on a reply no rule understood is urgent: danger cannot be ruled out.</summary>
    public int UrgentWhenUnreadFrom { get; } = int.MaxValue;

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
        if (weights.Length == 0) return new LearnedScore(int.MinValue, int.MinValue, 0, 0, 0);
        Span<ulong> met = stackalloc ulong[(index.Count + 63) / 64];
        met.Clear();
        var sum = new Sum { Met = met, Index = index, Weights = weights };
        features.Count(text, tokens, silent, ref sum, static (ref Sum state, ulong hash, int token) => state.Add(hash, token));
        if (sum.Count == 0) return new LearnedScore(bias[0], bias[1], bias[2], 0, 0);

        // Each reply is brought to length one, so that a long one weighs no more than a short one.
        var length = Math.Sqrt(sum.Count);
        return new LearnedScore(bias[0] + (int)(sum.Urgent / length), bias[1] + (int)(sum.Emergency / length), bias[2] + (int)(sum.SelfHarm / length), sum.Strongest, sum.Strongest);
    }

    private ref struct Sum
    {
        public Span<ulong> Met;
        public FrozenDictionary<ulong, int> Index;
        public short[] Weights;
        public long Urgent;
        public long Emergency;
        public long SelfHarm;
        public int Count;
        public int Strongest;
        private int strongestWeight;

        public void Add(ulong hash, int token)
        {
            if (!Index.TryGetValue(hash, out var id)) return;
            var bit = 1UL << (id & 63);
            if ((Met[id >> 6] & bit) != 0) return;
            Met[id >> 6] |= bit;
            Count++;
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
