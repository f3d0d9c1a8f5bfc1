using Outreach.Core.Replies.Text;

namespace Outreach.Core.Replies.Values;

/// <summary>
/// Reads numbers as people say them: "one forty", "one oh five", "a hundred and two", "ciento cuarenta y cinco",
/// "ninety eight point six", "37 punto 2".
/// </summary>
internal static class NumberWords
{
    public static List<Quantity> ReadAll(List<Token> tokens, NumberMarks marks)
    {
        List<Quantity> all = [];
        for (var i = 0; i < tokens.Count; i++)
        {
            Quantity quantity;
            if (tokens[i].Number is { } digits) quantity = new Quantity(digits, i, i);
            else if (IsArticle(tokens, i, marks)) continue;
            else if (tokens[i].Word.Amount is not null) quantity = ReadWords(tokens, i, marks);
            else continue;

            quantity = WithHalf(WithDegrees(WithDecimals(quantity, tokens, marks), tokens, marks), tokens, marks);
            all.Add(quantity);
            i = quantity.Last;
        }

        return all;
    }

    /// <summary>"Un 7", "a 6", "un ocho": the number comes after.</summary>
    private static bool IsArticle(List<Token> tokens, int at, NumberMarks marks) =>
        tokens[at].Is(marks.Article) && tokens[at].Word.Amount == 1 && at + 1 < tokens.Count && tokens[at + 1].Before == Pause.None
        && (tokens[at + 1].IsNumber || (tokens[at].Is(marks.SpanishArticle) && tokens[at + 1].Word.Amount is < 10));

    /// <summary>"38 con 4", "39 y 6", "ninety eight six", "ciento uno y una rayita": a temperature's tenths; not "39 y un dolor".</summary>
    private static Quantity WithDegrees(Quantity quantity, List<Token> tokens, NumberMarks marks)
    {
        var inWords = !tokens[quantity.First].IsNumber;
        if (quantity.First > 0 && tokens[quantity.First - 1].IsNumber) return quantity;
        if (!quantity.IsWhole || quantity.Value is not (>= 34 and <= 43 or >= 95 and <= 107)) return quantity;
        var joined = quantity.Last + 1 < tokens.Count && tokens[quantity.Last + 1].Is(marks.DegreeAnd);
        var tenths = quantity.Last + (joined ? 2 : 1);
        if (tenths >= tokens.Count || (!inWords && !joined) || tokens[tenths].Before != Pause.None) return quantity;
        if (tokens[tenths].Is(marks.SpanishArticle) && tenths + 1 < tokens.Count && !tokens[tenths + 1].Is(marks.Tenth)) return quantity;
        var digit = tokens[tenths].Number ?? tokens[tenths].Word.Amount;
        var ends = tenths + 1 >= tokens.Count || (tokens[tenths + 1].Number ?? tokens[tenths + 1].Word.Amount) is null;
        return digit is > 0 and < 10 && digit == decimal.Truncate(digit.Value) && ends ? new Quantity(quantity.Value + (digit.Value / 10m), quantity.First, tenths) : quantity;
    }

    /// <summary>"72 kilos y medio", "217 and a half", "191 and three quarters"; not "168/96 and half my screen".</summary>
    private static Quantity WithHalf(Quantity quantity, List<Token> tokens, NumberMarks marks)
    {
        for (var and = quantity.Last + 1; and <= quantity.Last + 2 && and + 1 < tokens.Count; and++)
        {
            if (!tokens[and].Is(marks.And)) continue;
            var half = tokens[and + 1].Is(marks.Article) && and + 2 < tokens.Count ? and + 2 : and + 1;
            var ends = half + 1 == tokens.Count || tokens[half + 1].Before != Pause.None || tokens[half + 1].Is(marks.Pounds) || tokens[half + 1].Is(marks.Kilograms);
            if (quantity.IsWhole && tokens[half].Is(marks.Half) && (half == and + 2 || ends)) return quantity with { Value = quantity.Value + 0.5m };
            if (quantity.IsWhole && Amount(tokens[and + 1]) is 1 or 3 && and + 2 < tokens.Count && tokens[and + 2].Is(marks.Quarter)) return new Quantity(quantity.Value + (Amount(tokens[and + 1])!.Value / 4m), quantity.First, and + 2);
            break;
        }

        return quantity;
    }

    private static decimal? Amount(Token token) => token.Number ?? token.Word.Amount;

    private static Quantity ReadWords(List<Token> tokens, int first, NumberMarks marks)
    {
        var value = tokens[first].Word.Amount!.Value;
        var last = first;
        var zeroed = false;
        for (var i = first + 1; i < tokens.Count && tokens[i].Before == Pause.None; i++)
        {
            var token = tokens[i];
            if (token.Is(marks.And) && i + 1 < tokens.Count && tokens[i + 1].Word.Amount is > 0 and var after && Fits(value, after, afterAnd: true, zeroed)) continue;
            if (token.Word.Amount is not { } amount || token.IsNumber) break;
            if (amount == 0 && value is > 0 and < 10)
            {
                zeroed = true;
                continue;
            }

            if (!Fits(value, amount, afterAnd: false, zeroed)) break;
            value = token.Is(marks.Hundred) ? value * 100 : Joined(value, amount, zeroed);
            zeroed = false;
            last = i;
        }

        return new Quantity(value, first, last);
    }

    /// <summary>"One forty" is 140, "one oh five" 105, "one hundred forty" 140, "forty five" 45.</summary>
    private static bool Fits(int value, int amount, bool afterAnd, bool zeroed) =>
        (zeroed && amount < 10)
        || (amount == 100 && value is > 0 and < 10 && !afterAnd)
        || (value >= 100 && value % 100 == 0 && amount is > 0 and < 100)
        || (value % 100 >= 20 && value % 10 == 0 && amount is > 0 and < 10)
        || (value is > 0 and < 10 && amount is >= 10 and < 100 && !afterAnd);

    private static int Joined(int value, int amount, bool zeroed) =>
        zeroed || (value < 10 && amount >= 10) ? value * 100 + amount : value + amount;

    private static Quantity WithDecimals(Quantity quantity, List<Token> tokens, NumberMarks marks)
    {
        var point = quantity.Last + 1;
        if (point + 1 >= tokens.Count || !tokens[point].Is(marks.DecimalPoint)) return quantity;
        var after = tokens[point + 1];
        var digits = after.Number ?? after.Word.Amount;
        return digits is >= 0 and < 100 && digits == decimal.Truncate(digits.Value)
            ? new Quantity(quantity.Value + (digits.Value < 10 ? digits.Value / 10m : digits.Value / 100m), quantity.First, point + 1)
            : quantity;
    }
}
