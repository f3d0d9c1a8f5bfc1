namespace Outreach.Core.Replies.Lexicons;

/// <summary>
/// A key of how a Spanish word sounds, for people who write as they speak: "inchado" and "hinchado", "cabesa" and
/// "cabeza", "bomito" and "vomito", "desmalle" and "desmaye", "izkierdo" and "izquierdo" share one.
/// </summary>
internal static class SpanishSound
{
    public static string Of(string word)
    {
        Span<char> sound = stackalloc char[word.Length];
        return new string(sound[..Of(word, sound)]);
    }

    public static int Of(ReadOnlySpan<char> word, Span<char> sound)
    {
        var length = 0;
        for (var i = 0; i < word.Length; i++)
        {
            var c = word[i];
            var next = i + 1 < word.Length ? word[i + 1] : '\0';
            var heard = c switch
            {
                'c' when next == 'h' => 'x',
                'c' => next is 'e' or 'i' ? 's' : 'k',
                'q' => 'k',
                'u' when i > 0 && word[i - 1] == 'q' => '\0',
                'u' when i > 0 && word[i - 1] == 'g' && next is 'e' or 'i' => '\0',
                'g' when next is 'e' or 'i' => 'j',
                'h' => '\0',
                'v' => 'b',
                'z' => 's',
                'l' when next == 'l' => 'y',
                'l' when i > 0 && word[i - 1] == 'l' => '\0',
                _ => c,
            };
            if (heard != '\0' && (length == 0 || sound[length - 1] != heard)) sound[length++] = heard;
        }

        return length;
    }
}
