using System.Text;
using Outreach.Core.Replies.Lexicons;

namespace Outreach.Core.Replies.Text;

/// <summary>Cuts a reply into words, emoji and numbers, each known by its lexicon entry. One pass, linear.</summary>
internal static class Tokenizer
{
    private const int LongestWord = 40;

    // Longer numbers are phone or account numbers: they are kept as numbers no reader finds plausible.
    private const int LongestNumber = 12;

    public static List<Token> Read(string text, Lexicon lexicon, bool spanishSounds)
    {
        var tokens = new List<Token>(Math.Min(64, 4 + text.Length / 4));
        Span<char> word = stackalloc char[LongestWord];
        var pause = Pause.Hard;
        var i = 0;
        while (i < text.Length)
        {
            var c = text[i];
            if (char.IsLetter(c))
            {
                var start = i;
                var length = ReadWord(text, ref i, word);
                tokens.Add(new Token(start, i, lexicon.Find(word[..length], spanishSounds), null, pause));
                pause = Pause.None;
            }
            else if (char.IsAsciiDigit(c))
            {
                var start = i;
                var number = ReadNumber(text, ref i);
                tokens.Add(new Token(start, i, lexicon.NumberEntry(number), number, pause));
                pause = Pause.None;
            }
            else if (SymbolWord(text, i) is { Length: > 0 } symbol)
            {
                tokens.Add(new Token(i, i + symbol.Length, lexicon.Find(symbol, spanishSounds: false), null, pause));
                pause = Pause.None;
                i += symbol.Length;
            }
            else
            {
                pause = Longer(pause, PauseAt(text, ref i));
            }
        }

        return tokens;
    }

    /// <summary>"I. cant. breathe.": the tokens with sentences of one word run together, or null where no two of them follow each other.</summary>
    public static List<Token>? RunTogether(List<Token> tokens)
    {
        List<Token>? together = null;
        for (var i = 1; i < tokens.Count; i++)
        {
            if (!IsAlone(tokens, i - 1) || !IsAlone(tokens, i)) continue;
            together ??= [.. tokens];
            together[i] = tokens[i] with { Before = Pause.None };
        }

        return together;
    }

    private static bool IsAlone(List<Token> tokens, int at) => tokens[at].Before == Pause.Hard && (at + 1 == tokens.Count || tokens[at + 1].Before == Pause.Hard);

    private static Pause Longer(Pause a, Pause b) => a > b ? a : b;

    private static int ReadWord(string text, ref int i, Span<char> word)
    {
        var length = 0;
        for (; i < text.Length; i++)
        {
            var c = text[i];
            if (Letters.IsSilent(c)) continue;
            if (Letters.IsApostrophe(c) && i + 1 < text.Length && char.IsLetter(text[i + 1])) continue;
            if (!char.IsLetter(c)) break;
            if (length < word.Length) word[length++] = Letters.Fold(c);
        }

        return length;
    }

    private static decimal ReadNumber(string text, ref int i)
    {
        decimal value = 0;
        var digits = 0;
        for (; i < text.Length && char.IsAsciiDigit(text[i]); i++)
            if (digits++ < LongestNumber) value = value * 10 + (text[i] - '0');

        var decimals = 0;
        if (i < text.Length && text[i] is '.' or ',')
        {
            var mark = text[i];
            while (i + 1 + decimals < text.Length && char.IsAsciiDigit(text[i + 1 + decimals])) decimals++;

            // "1,200" is a thousand; "72,4" is a Spanish decimal; "3.5.2026" is a date that no reader takes.
            if (mark == ',' && decimals == 3)
            {
                for (var d = 1; d <= 3; d++) value = value * 10 + (text[i + d] - '0');
                i += 4;
            }
            else if (decimals is >= 1 and <= 4 && digits < LongestNumber)
            {
                decimal scale = 1;
                for (var d = 1; d <= decimals; d++)
                {
                    scale /= 10;
                    value += (text[i + d] - '0') * scale;
                }

                i += 1 + decimals;
            }
        }

        return value;
    }

    private static ReadOnlySpan<char> SymbolWord(string text, int i)
    {
        var c = text[i];
        if (c is '=' or '&' or '%' or '°' or '↑' or '↓' or '⬆' or '⬇') return text.AsSpan(i, 1);
        if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
        {
            var skinTone = new Rune(c, text[i + 1]).Value is >= 0x1F3FB and <= 0x1F3FF;
            return skinTone ? [] : text.AsSpan(i, 2);
        }

        return c is >= '\u2600' and <= '\u27BF' ? text.AsSpan(i, 1) : [];
    }

    private static Pause PauseAt(string text, ref int i)
    {
        var c = text[i++];
        switch (c)
        {
            case '.':
                // "same... same" trails on; "No. Chest pain" ends a sentence.
                if (i >= text.Length || text[i] != '.') return Pause.Hard;
                while (i < text.Length && text[i] == '.') i++;
                return Pause.Soft;
            case '!' or '?' or '¿' or '¡' or ';' or '\n' or '\r' or '。' or '？' or '！':
                return Pause.Hard;
            case ',' or ':' or '(' or ')' or '…' or '—' or '–' or '"' or '“' or '”' or '«' or '»':
                return Pause.Soft;
            case '-':
                return i < text.Length && text[i] == ' ' && i >= 2 && text[i - 2] == ' ' ? Pause.Soft : Pause.None;
            default:
                return Pause.None;
        }
    }
}
