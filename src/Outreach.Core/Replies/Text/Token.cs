using Outreach.Core.Replies.Lexicons;

namespace Outreach.Core.Replies.Text;

/// <summary>How strongly two words are parted by what stands between them.</summary>
internal enum Pause : byte
{
    None,
    /// <summary>A comma, a dash, an ellipsis: a list may go on after it.</summary>
    Soft,
    /// <summary>The end of a sentence or a line.</summary>
    Hard,
}

/// <summary>A word, an emoji or a number of a reply, with where it stood in the text as typed.</summary>
internal readonly record struct Token(int Start, int End, WordEntry Word, decimal? Number, Pause Before)
{
    public bool IsNumber => Number is not null;

    public bool Is(int element) => Word.Has(element);
}
