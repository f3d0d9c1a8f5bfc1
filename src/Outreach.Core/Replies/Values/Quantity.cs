using System.Globalization;
using Outreach.Core.Replies.Text;

namespace Outreach.Core.Replies.Values;

/// <summary>A number of a reply, in digits or in words, and the tokens it was written with.</summary>
internal readonly record struct Quantity(decimal Value, int First, int Last)
{
    public bool IsWhole => Value == decimal.Truncate(Value);

    public bool HasDecimals => Value.Scale > 0;

    public string Text => Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A pick or a count: "6.0" is 6.</summary>
    public string WholeText => decimal.Truncate(Value).ToString("0", CultureInfo.InvariantCulture);
}

/// <summary>A reply with the numbers in it, and what stands around each of them.</summary>
internal sealed class Numbers
{
    private readonly string text;
    private readonly NumberMarks marks;

    public Numbers(string text, List<Token> tokens, NumberMarks marks)
    {
        this.text = text;
        this.marks = marks;
        Tokens = tokens;
        All = NumberWords.ReadAll(tokens, marks);
    }

    public List<Token> Tokens { get; }

    public List<Quantity> All { get; }

    public NumberMarks Marks => marks;

    /// <summary>What was typed between two tokens that follow one another.</summary>
    public ReadOnlySpan<char> Between(int token) =>
        token + 1 < Tokens.Count ? text.AsSpan(Tokens[token].End, Tokens[token + 1].Start - Tokens[token].End) : text.AsSpan(Tokens[token].End);

    /// <summary>The word that belongs to a number stands in its sentence: "8. sat in traffic" is no oxygen.</summary>
    public bool NextIs(Quantity quantity, int element, int reach = 1)
    {
        for (var i = quantity.Last + 1; i < Tokens.Count && i <= quantity.Last + reach; i++)
        {
            if (Tokens[i].Before == Pause.Hard || (Tokens[i].IsNumber && i > quantity.Last + 1)) return false;
            if (Tokens[i].Is(element)) return true;
        }

        return false;
    }

    public bool Says(int element) => Tokens.Exists(t => t.Is(element));

    public bool PreviousIs(Quantity quantity, int element, int reach = 1)
    {
        for (var i = quantity.First - 1; i >= 0 && i >= quantity.First - reach; i--)
        {
            if (Tokens[i].IsNumber) return false;
            if (Tokens[i].Is(element)) return true;
        }

        return false;
    }

    /// <summary>Joined to another number as dates, times, phone numbers and blood pressures are.</summary>
    public bool IsJoined(Quantity quantity)
    {
        var before = quantity.First > 0 && Tokens[quantity.First - 1].IsNumber ? Between(quantity.First - 1) : [];
        var after = quantity.Last + 1 < Tokens.Count && Tokens[quantity.Last + 1].IsNumber ? Between(quantity.Last) : [];
        return Joins(before) || Joins(after);

        static bool Joins(ReadOnlySpan<char> between) => between.Trim(' ') is "/" or ":" or "\\" || between is "-" or "." or ",";
    }

    public bool IsLong(Quantity quantity) => Tokens[quantity.First].IsNumber && Tokens[quantity.Last].End - Tokens[quantity.First].Start > 6 && quantity.First == quantity.Last && quantity.IsWhole;
}
