using System.Globalization;
using System.Text;
using Outreach.Core.Patients;

namespace Outreach.App.SecondReading;

/// <summary>A text without what says whose it is: the names on record, long numbers, addresses.</summary>
internal static class Nameless
{
    private const int LongNumber = 6;

    public static string Of(string text, Patient patient)
    {
        string[] names = [.. new[] { patient.PreferredName, patient.FamilyName, patient.Guardian?.Name ?? "" }.SelectMany(n => n.Split(' ', '-')).Where(n => n.Length > 1)];
        var clean = new StringBuilder(text.Length);
        foreach (var word in Words(text))
        {
            var bare = word.Trim('.', ',', '!', '?', ':', ';', '"', '\'', '(', ')');
            if (names.Any(n => Same(n, bare) || Same(n + "s", bare) || Same(n + "'s", bare))) clean.Append("[name]");
            else if (word.Contains('@', StringComparison.Ordinal) || word.Contains("://", StringComparison.Ordinal) || word.StartsWith("www.", StringComparison.OrdinalIgnoreCase)) clean.Append("[address]");
            else if (word.Count(char.IsAsciiDigit) > LongNumber) clean.Append("[number]");
            else clean.Append(word);
        }

        return clean.ToString();
    }

    private static bool Same(string name, string word) => CultureInfo.InvariantCulture.CompareInfo.Compare(name, word, CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace) == 0;

    /// <summary>Words and the spaces between them, in order.</summary>
    private static IEnumerable<string> Words(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = start + 1;
            while (end < text.Length && char.IsWhiteSpace(text[end]) == char.IsWhiteSpace(text[start])) end++;
            yield return text[start..end];
            start = end;
        }
    }
}
