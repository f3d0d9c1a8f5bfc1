namespace Outreach.Core.Replies.Text;

/// <summary>Folds a letter to the form the lexicons are written in: lower case, no accent.</summary>
internal static class Letters
{
    public static char Fold(char c) => c switch
    {
        >= 'a' and <= 'z' => c,
        >= 'A' and <= 'Z' => (char)(c | 0x20),
        >= 'À' and <= 'Å' or >= 'à' and <= 'å' or 'ā' or 'ă' => 'a',
        'Ç' or 'ç' => 'c',
        >= 'È' and <= 'Ë' or >= 'è' and <= 'ë' => 'e',
        >= 'Ì' and <= 'Ï' or >= 'ì' and <= 'ï' => 'i',
        'Ñ' or 'ñ' => 'n',
        >= 'Ò' and <= 'Ö' or >= 'ò' and <= 'ö' => 'o',
        >= 'Ù' and <= 'Ü' or >= 'ù' and <= 'ü' => 'u',
        'Ý' or 'ý' or 'ÿ' => 'y',
        >= 'Ａ' and <= 'Ｚ' => (char)(c - 'Ａ' + 'a'),
        >= 'ａ' and <= 'ｚ' => (char)(c - 'ａ' + 'a'),
        _ => char.ToLowerInvariant(c),
    };

    /// <summary>Marks that add nothing to a word: combining accents, joiners, variation selectors, soft hyphens.</summary>
    public static bool IsSilent(char c) =>
        c is >= '\u0300' and <= '\u036F' or >= '\u200B' and <= '\u200F' or >= '\uFE00' and <= '\uFE0F' or '\u2060' or '\uFEFF' or '\u00AD';

    public static bool IsApostrophe(char c) => c is '\'' or '’' or '‘' or '`' or '´' or 'ʼ';

    public static string Fold(string text)
    {
        var folded = new char[text.Length];
        var length = 0;
        foreach (var c in text)
            if (!IsSilent(c) && !IsApostrophe(c)) folded[length++] = Fold(c);
        return new string(folded, 0, length);
    }
}
