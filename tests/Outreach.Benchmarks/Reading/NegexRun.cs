using System.Globalization;
using Outreach.Core.Replies;
using Outreach.Core.Replies.Lexicons;

namespace Outreach.Benchmarks.Reading;

/// <summary>
/// Judges the annotated sentences of github.com/chapmanbe/negex (Annotations-1-120.txt; NEGEX names the file, which is not in
/// this repository) with the reader's own scope rules: number, phrase, sentence and "Affirmed" or "Negated", parted by tabs.
/// </summary>
internal static class NegexRun
{
    public static void Run(TextWriter output)
    {
        if (Environment.GetEnvironmentVariable("NEGEX") is not { Length: > 0 } path)
        {
            output.WriteLine("NegEx: set NEGEX to the annotated sentences of github.com/chapmanbe/negex to run them (docs/replies.md).");
            return;
        }

        var judge = new ScopeJudge(Lexicon.Default);
        int hit = 0, missed = 0, extra = 0, right = 0, lines = 0;
        foreach (var line in File.ReadLines(path).Skip(1))
        {
            var parts = line.Split('\t');
            if (parts.Length < 4) continue;
            var wanted = parts[3].Trim().StartsWith("Neg", StringComparison.OrdinalIgnoreCase);
            var negated = judge.IsNegated(parts[2].Trim().Trim('"'), parts[1].Trim());
            lines++;
            if (wanted && negated) hit++;
            else if (wanted) missed++;
            else if (negated) extra++;
            else right++;
            if (wanted != negated && Environment.GetEnvironmentVariable("NEGEX_MISSES") is not null) output.WriteLine($"{(wanted ? "missed" : "extra"),-7} [{parts[1]}] {parts[2]}");
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"NegEx sentences: {lines}; negated found {hit}, missed {missed}, false {extra}; recall {100.0 * hit / (hit + missed):F1}%, precision {100.0 * hit / (hit + extra):F1}%"));
    }
}
