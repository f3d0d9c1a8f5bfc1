namespace Outreach.Core.Replies.Lexicons;

internal enum Anchor : byte
{
    None,
    Text,
    Clause,
}

/// <summary>A sequence of word elements with the number of words that may stand before each.</summary>
internal sealed record Pattern(Rule Rule, int[] Elements, byte[] Gaps, Anchor Start, Anchor End);

/// <summary>What the lexicons know of a word: the elements it belongs to, the patterns it can begin, the number it names.</summary>
internal sealed class WordEntry(ulong[] elements, Pattern[] begins, int? amount, ulong concepts)
{
    public static readonly WordEntry Unknown = new([], [], null, 0);

    public Pattern[] Begins => begins;

    public int? Amount => amount;

    /// <summary>A bit for each of the lexicon's concepts.</summary>
    public ulong Concepts => concepts;

    public bool Has(int element)
    {
        var index = element >> 6;
        return (uint)index < (uint)elements.Length && (elements[index] >> (element & 63) & 1) != 0;
    }
}
