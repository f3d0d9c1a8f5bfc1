namespace Outreach.Core.Documents;

/// <summary>"Did you mean": the known word closest to what was written.</summary>
public static class Nearest
{
    public static string? To(string written, IEnumerable<string> known)
    {
        var folded = Fold(written);
        return known
            .Select(word => (Word: word, Distance: Distance(folded, Fold(word))))
            .Where(c => c.Distance <= Math.Max(1, Math.Min(folded.Length, c.Word.Length) / 3))
            .OrderBy(c => c.Distance)
            .ThenBy(c => c.Word, StringComparer.Ordinal)
            .Select(c => c.Word)
            .FirstOrDefault();
    }

    /// <summary>"did you mean x? write x", or the whole choice.</summary>
    public static string Suggest(string written, IReadOnlyCollection<string> known) => (To(written, known), known.Count) switch
    {
        ({ } near, _) => $"did you mean {near}? write {near}",
        (_, 0) => "there are none to refer to; define it first",
        (_, 1) => $"write {known.First()}",
        _ => $"write one of {string.Join(", ", known)}",
    };

    private static string Fold(string word) => word.ToLowerInvariant().Replace('_', '-').Replace(' ', '-');

    /// <summary>Edits and swaps of neighbours (optimal string alignment).</summary>
    private static int Distance(string a, string b)
    {
        if (a.Length > 60 || b.Length > 60) return int.MaxValue;
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                d[i, j] = Math.Min(Math.Min(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        }
        return d[a.Length, b.Length];
    }
}
