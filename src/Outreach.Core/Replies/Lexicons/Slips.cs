namespace Outreach.Core.Replies.Lexicons;

/// <summary>The ways thumbs misspell: a letter lost, a letter held down.</summary>
internal static class Slips
{
    /// <summary>The word itself and the word with any one letter lost but the first.</summary>
    public static IEnumerable<string> WithoutOneLetter(string word) =>
        Enumerable.Range(1, word.Length - 1).Select(i => word.Remove(i, 1)).Prepend(word);

    /// <summary>"yesssss" with runs of three or more cut to <paramref name="keep"/> letters; keep 1 cuts pairs as well.</summary>
    public static int ShortenRuns(ReadOnlySpan<char> word, int keep, Span<char> shorter)
    {
        var length = 0;
        var run = 0;
        for (var i = 0; i < word.Length; i++)
        {
            run = i > 0 && word[i] == word[i - 1] ? run + 1 : 1;
            if (run <= keep) shorter[length++] = word[i];
        }

        return length;
    }
}
