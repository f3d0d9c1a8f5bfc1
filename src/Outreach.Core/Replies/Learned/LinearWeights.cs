using System.Globalization;
using System.Reflection;

namespace Outreach.Core.Replies.Learned;

/// <summary>
/// Weights of a linear model over the features of a reply, in thousandths of a logit: one feature a line, its weights parted by tabs,
/// one for each head. A line that begins with "::" is a setting of the model.
/// </summary>
internal sealed class LinearWeights
{
    public const string SettingMark = "::";

    /// <summary>A score no reply reaches, far enough from the ends of an int that a margin may be added.</summary>
    public const int Never = 30_000_000;

    private readonly FeatureTable index;
    private readonly short[] weights;
    private readonly int[] bias;
    private readonly Dictionary<string, int[]> settings = new(StringComparer.Ordinal);

    public LinearWeights(LearnedFeatures features, int heads, string file)
    {
        Heads = heads;
        List<ulong> hashes = [];
        List<short> all = [];
        foreach (var line in file.AsSpan().EnumerateLines())
        {
            if (line.IsEmpty || line.StartsWith("# ", StringComparison.Ordinal)) continue;
            var tab = line.IndexOf('\t');
            var name = line[..tab].ToString();
            if (name.StartsWith(SettingMark, StringComparison.Ordinal))
            {
                List<int> numbers = [];
                Read(line[(tab + 1)..], numbers, n => n);
                settings[name[SettingMark.Length..]] = [.. numbers];
                continue;
            }

            hashes.Add(features.HashOfName(name));
            Read(line[(tab + 1)..], all, n => (short)n);
        }

        index = new FeatureTable(hashes);
        weights = [.. all];
        bias = Setting("bias") ?? new int[heads];
    }

    public int Heads { get; }

    public bool IsEmpty => weights.Length == 0;

    /// <summary>The numbers of a setting, null where the file has none.</summary>
    public int[]? Setting(string name) => settings.GetValueOrDefault(name);

    /// <summary>The text of one of the files beside this one, empty where it was not built in.</summary>
    public static string Shipped(string file)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var name = assembly.GetManifestResourceNames().SingleOrDefault(n => n.EndsWith(file, StringComparison.Ordinal));
        if (name is null) return "";
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    /// <summary>The sum of each head, and for each the token that weighed most.</summary>
    public void Sum(Heard heard, Span<int> sums, Span<int> strongest)
    {
        Span<ulong> met = stackalloc ulong[(index.Count + 63) / 64];
        Span<int> most = stackalloc int[Heads];
        met.Clear();
        most.Clear();
        bias.CopyTo(sums);
        strongest.Clear();
        var sum = new Running { Met = met, Sums = sums, Strongest = strongest, Most = most, Index = index, Weights = weights };
        LearnedFeatures.Count(heard, ref sum, static (ref Running state, ulong hash, int token) => state.Add(hash, token));
    }

    private static void Read<T>(ReadOnlySpan<char> written, List<T> numbers, Func<int, T> narrow)
    {
        foreach (var part in written.Split('\t')) numbers.Add(narrow(int.Parse(written[part], CultureInfo.InvariantCulture)));
    }

    private ref struct Running
    {
        public Span<ulong> Met;
        public Span<int> Sums;
        public Span<int> Strongest;
        public Span<int> Most;
        public FeatureTable Index;
        public short[] Weights;

        public void Add(ulong hash, int token)
        {
            var id = Index.Find(hash);
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
