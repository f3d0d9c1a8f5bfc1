using System.Text;

namespace Outreach.Core.Messages;

/// <summary>What a character outside GSM-7 can be written as inside it. A table of its own, because invariant globalization does not decompose characters.</summary>
internal static class Gsm7Likeness
{
    private const string Accented =
        "áâãāăąÁÀÂÃĀĂĄćĉċčĆĈĊČďđĎĐêëēĕėęěÈÊËĒĔĖĘĚĝğġģĜĞĠĢĥħĤĦíîïĩīĭįıÍÌÎÏĨĪĬĮİĵĴķĶĺļľŀłĹĻĽĿŁńņňŃŅŇóôõōŏőÓÒÔÕŌŎŐŕŗřŔŖŘśŝşšșŚŜŞŠȘţťŧțŢŤŦȚúûũūŭůűųÚÙÛŨŪŬŮŰŲŵŴýÿŷÝŸŶźżžŹŻŽ";

    private const string Bare =
        "aaaaaaAAAAAAAccccCCCCddDDeeeeeeeEEEEEEEEggggGGGGhhHHiiiiiiiiIIIIIIIIIjJkKlllllLLLLLnnnNNNooooooOOOOOOOrrrRRRsssssSSSSSttttTTTTuuuuuuuuUUUUUUUUUwWyyyYYYzzzZZZ";

    public static string? Of(Rune rune) => rune.IsBmp ? Of((char)rune.Value) : null;

    /// <summary>A letter and a combining mark as the one character GSM-7 has for both; null where it has none, and the mark is dropped.</summary>
    public static char? Joined(char letter, char mark) => (mark, letter) switch
    {
        ('\u0300', 'a') => 'à',
        ('\u0300', 'e') => 'è',
        ('\u0300', 'i') => 'ì',
        ('\u0300', 'o') => 'ò',
        ('\u0300', 'u') => 'ù',
        ('\u0301', 'e') => 'é',
        ('\u0301', 'E') => 'É',
        ('\u0303', 'n') => 'ñ',
        ('\u0303', 'N') => 'Ñ',
        ('\u0308', 'a') => 'ä',
        ('\u0308', 'o') => 'ö',
        ('\u0308', 'u') => 'ü',
        ('\u0308', 'A') => 'Ä',
        ('\u0308', 'O') => 'Ö',
        ('\u0308', 'U') => 'Ü',
        _ => null,
    };

    public static bool IsCombiningMark(char c) => c is >= '\u0300' and <= '\u036F';

    private static string? Of(char c) => c switch
    {
        '\t' or '\u00A0' or '\u2002' or '\u2003' or '\u2009' or '\u202F' => " ",
        '\u200B' or '\u200C' or '\u200D' or '\uFEFF' or '\u00AD' or '\uFE0F' => "",
        '\u2028' or '\u2029' or '\u0085' => "\n",
        '‘' or '’' or '‚' or '‛' or '′' or '´' or '`' or 'ʼ' => "'",
        '“' or '”' or '„' or '‟' or '″' or '«' or '»' => "\"",
        '‐' or '‑' or '‒' or '–' or '—' or '―' or '−' or '•' or '·' => "-",
        '…' => "...",
        '×' => "x",
        '÷' => "/",
        '≥' => ">=",
        '≤' => "<=",
        '½' => "1/2",
        '¼' => "1/4",
        '¾' => "3/4",
        'º' => "o",
        'ª' => "a",
        '°' => " ",
        '©' => "(c)",
        '®' => "(R)",
        '™' => "TM",
        'ç' => "c",
        'œ' => "oe",
        'Œ' => "OE",
        _ => Accented.IndexOf(c, StringComparison.Ordinal) is >= 0 and var at ? Bare[at].ToString() : null,
    };
}
