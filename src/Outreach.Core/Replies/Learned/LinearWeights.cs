using System.Collections.Immutable;
using System.Reflection;

namespace Outreach.Core.Replies.Learned;

/// <summary>
/// Weights of a linear model over the features of a reply, in thousandths of a logit, and its settings: thresholds by their names.
/// A weight is one byte in the file, its signed root: what weighs little is the most of what is known, and keeps its finer steps.
/// </summary>
internal sealed class LinearWeights
{
    /// <summary>A score no reply reaches, far enough from the ends of an int that a margin may be added.</summary>
    public const int Never = 30_000_000;

    /// <summary>The setting with what each head scores of a reply of which nothing is known.</summary>
    public const string Bias = "bias";

    // The strongest byte is a weight of 6.45 logits, the weakest of 0.0004.
    private const double SquaresToAThousandth = 2.5;

    private readonly FeatureTable index;
    private readonly uint[] keys;
    private readonly sbyte[] roots;
    private readonly short[] weights;
    private readonly int[] bias;
    private readonly ImmutableSortedDictionary<string, ImmutableArray<int>> settings;

    private LinearWeights(int heads, ImmutableSortedDictionary<string, ImmutableArray<int>> settings, uint[] keys, sbyte[] roots)
    {
        (Heads, this.settings, this.keys, this.roots) = (heads, settings, keys, roots);
        index = new FeatureTable(keys);
        weights = Array.ConvertAll(roots, Weight);
        bias = Setting(Bias) is { } set ? [.. set] : new int[heads];
    }

    public int Heads { get; }

    /// <summary>There is no model: neither weights nor thresholds.</summary>
    public bool IsSilent => keys.Length == 0 && settings.IsEmpty;

    public int Count => keys.Length;

    public static LinearWeights Silent(int heads) => new(heads, Settings(), [], []);

    /// <param name="features">What each feature weighs for each head, in thousandths; what weighs nothing is left out.</param>
    public static LinearWeights Of(int[] bias, IEnumerable<(uint Key, double[] Weights)> features)
    {
        var kept = features.Select(f => (f.Key, Roots: Array.ConvertAll(f.Weights, Root))).Where(f => Array.Exists(f.Roots, r => r != 0)).OrderBy(f => f.Key).ToList();
        return new LinearWeights(bias.Length, Settings().Add(Bias, [.. bias]), [.. kept.Select(f => f.Key)], [.. kept.SelectMany(f => f.Roots)]);
    }

    /// <summary>The same weights with a setting more, or another.</summary>
    public LinearWeights With(string setting, params ReadOnlySpan<int> numbers) => new(Heads, settings.SetItem(setting, [.. numbers]), keys, roots);

    /// <summary>The numbers of a setting, null where the file has none.</summary>
    public ImmutableArray<int>? Setting(string name) => settings.TryGetValue(name, out var numbers) ? numbers : null;

    /// <summary>What a feature weighs for a head, in thousandths.</summary>
    public int Of(uint key, int head) => index.Find(key) is >= 0 and var place ? weights[place * Heads + head] : 0;

    /// <summary>The weights beside this class, silent where they were not built in.</summary>
    public static LinearWeights Shipped(string file, int heads)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var name = assembly.GetManifestResourceNames().SingleOrDefault(n => n.EndsWith(file, StringComparison.Ordinal));
        if (name is null) return Silent(heads);
        using var stream = assembly.GetManifestResourceStream(name)!;
        return Read(stream);
    }

    public void Write(Stream to)
    {
        using var writer = new BinaryWriter(to);
        writer.Write(Heads);
        writer.Write(settings.Count);
        foreach (var (name, numbers) in settings)
        {
            writer.Write(name);
            writer.Write(numbers.Length);
            foreach (var number in numbers) writer.Write(number);
        }

        writer.Write(keys.Length);
        foreach (var key in keys) writer.Write(key);
        foreach (var root in roots) writer.Write(root);
    }

    public static LinearWeights Read(Stream from)
    {
        using var reader = new BinaryReader(from);
        var heads = reader.ReadInt32();
        var settings = Settings().ToBuilder();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var name = reader.ReadString();
            var numbers = new int[reader.ReadInt32()];
            for (var i = 0; i < numbers.Length; i++) numbers[i] = reader.ReadInt32();
            settings[name] = [.. numbers];
        }

        var keys = new uint[reader.ReadInt32()];
        for (var i = 0; i < keys.Length; i++) keys[i] = reader.ReadUInt32();
        return new LinearWeights(heads, settings.ToImmutable(), keys, Array.ConvertAll(reader.ReadBytes(keys.Length * heads), b => (sbyte)b));
    }

    /// <summary>The sum of each head, and for each the token that weighed most.</summary>
    /// <param name="together">Also what stands anywhere together.</param>
    public void Sum(Heard heard, bool together, Span<int> sums, Span<int> strongest)
    {
        Span<ulong> met = stackalloc ulong[(index.Count + 63) / 64];
        Span<int> most = stackalloc int[Heads];
        met.Clear();
        most.Clear();
        bias.CopyTo(sums);
        strongest.Clear();
        var sum = new Running { Met = met, Sums = sums, Strongest = strongest, Most = most, Index = index, Weights = weights };
        LearnedFeatures.Count(heard, together, ref sum, static (ref Running state, uint key, FeatureKind _, int token) => state.Add(key, token));
    }

    private static ImmutableSortedDictionary<string, ImmutableArray<int>> Settings() => ImmutableSortedDictionary.Create<string, ImmutableArray<int>>(StringComparer.Ordinal);

    private static sbyte Root(double thousandths) => (sbyte)(Math.Sign(thousandths) * Math.Min(sbyte.MaxValue, Math.Round(Math.Sqrt(Math.Abs(thousandths) * SquaresToAThousandth))));

    private static short Weight(sbyte root) => (short)Math.Round(root * Math.Abs((int)root) / SquaresToAThousandth);

    private ref struct Running
    {
        public Span<ulong> Met;
        public Span<int> Sums;
        public Span<int> Strongest;
        public Span<int> Most;
        public FeatureTable Index;
        public short[] Weights;

        public void Add(uint key, int token)
        {
            var id = Index.Find(key);
            if (id < 0) return;
            var bit = 1UL << (id & 63);
            if ((Met[id >> 6] & bit) != 0) return;
            Met[id >> 6] |= bit;
            var at = id * Sums.Length;
            for (var head = 0; head < Sums.Length; head++)
            {
                var weight = Weights[at + head];
                Sums[head] += weight;
                if (token < 0 || weight <= Most[head]) continue;
                (Most[head], Strongest[head]) = (weight, token);
            }
        }
    }
}
