using Outreach.Core.Replies.Lexicons;

namespace Outreach.Core.Replies;

/// <summary>A pattern found in a reply: its first and last token, and which of them it named (the rest stood in gaps).</summary>
internal readonly record struct Phrase(Rule Rule, int First, int Last, ulong Named)
{
    public int Length => Last - First + 1;

    public bool Overlaps(Phrase other) => First <= other.Last && other.First <= Last;

    public bool Names(int token) => token >= First && token <= Last && token - First < 64 && (Named >> (token - First) & 1) != 0;

    public bool Contains(Phrase other) => First <= other.First && other.Last <= Last && Length > other.Length;
}
