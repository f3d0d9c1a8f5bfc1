using System.Numerics;

namespace Outreach.Core.Replies.Learned;

/// <summary>Where each feature's weights stand. Most that are asked for are not there, so a half-empty table of bare keys is quickest.</summary>
internal sealed class FeatureTable
{
    private readonly uint[] keys;
    private readonly int[] places;
    private readonly int shift;
    private readonly int mask;

    public FeatureTable(ReadOnlySpan<uint> features)
    {
        Count = features.Length;
        var size = BitOperations.RoundUpToPowerOf2((uint)(Count * 2 + 2));
        (keys, places, shift, mask) = (new uint[size], new int[size], 32 - BitOperations.Log2(size), (int)size - 1);
        for (var place = 0; place < Count; place++)
        {
            if (Find(features[place]) >= 0) continue;
            var at = Start(features[place]);
            while (keys[at] != 0) at = (at + 1) & mask;
            (keys[at], places[at]) = (features[place], place);
        }
    }

    public int Count { get; }

    /// <summary>The place of a feature, -1 where it has none.</summary>
    public int Find(uint key)
    {
        for (var at = Start(key); keys[at] != 0; at = (at + 1) & mask)
            if (keys[at] == key) return places[at];
        return -1;
    }

    private int Start(uint key) => (int)(key >> shift);
}
