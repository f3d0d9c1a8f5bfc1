using System.Numerics;

namespace Outreach.Core.Replies.Learned;

/// <summary>Where each feature's weights stand. Most that are asked for are not there, so a half-empty table of bare hashes is quickest.</summary>
internal sealed class FeatureTable
{
    private readonly ulong[] hashes;
    private readonly int[] places;
    private readonly int mask;

    public FeatureTable(List<ulong> features)
    {
        Count = features.Count;
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)(Count * 2 + 2));
        (hashes, places, mask) = (new ulong[size], new int[size], size - 1);
        for (var place = 0; place < Count; place++)
        {
            if (Find(features[place]) >= 0) continue;
            var at = Start(features[place]);
            while (hashes[at] != 0) at = (at + 1) & mask;
            (hashes[at], places[at]) = (features[place], place);
        }
    }

    public int Count { get; }

    /// <summary>The place of a feature, -1 where it has none.</summary>
    public int Find(ulong hash)
    {
        for (var at = Start(hash); hashes[at] != 0; at = (at + 1) & mask)
            if (hashes[at] == hash) return places[at];
        return -1;
    }

    private int Start(ulong hash) => (int)(hash >> 32 ^ hash) & mask;
}
