using System.Globalization;
using System.Text.RegularExpressions;
using Outreach.Core.Documents;
using Outreach.Core.Messages;
using Outreach.Core.Patients;

namespace Outreach.Core.CarePlans.Yaml;

/// <summary>The texts patients get: their placeholders, what they cost, and that they name nothing personal (R12).</summary>
internal sealed class PlanTexts(Findings findings)
{
    /// <summary>What is said back on a concern may take one segment more than a routine text.</summary>
    private const int ToldSegments = 2;
    private const int RoutineSegments = 1;

    private readonly List<(Node At, string Text)> _sent = [];

    public Words? Routine(Node? node) => Sent(node, RoutineSegments);

    public Words? Told(Node? node) => Sent(node, ToldSegments);

    /// <summary>Words that stand inside other texts, or are read by staff.</summary>
    public Words? Plain(Node? node)
    {
        var words = findings.Words(node);
        if (words is not null) Each(node!, words, CheckPlaceholders);
        return words;
    }

    /// <summary>No text may give away what the plan knows of its patients: it is read over shoulders.</summary>
    public void NameNothingPersonal(IReadOnlyCollection<string> profileTerms)
    {
        if (profileTerms.Count == 0) return;
        var terms = new Regex($@"\b({string.Join('|', profileTerms.Select(Regex.Escape))})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        foreach (var (at, text) in _sent)
        {
            foreach (var term in terms.Matches(text).Select(m => m.Value).Distinct(StringComparer.OrdinalIgnoreCase))
                findings.Warning(at, $"the text names '{term}', which this plan knows from the patient's profile", "write it without diagnosis or medicine (R12)");
        }
    }

    private Words? Sent(Node? node, int segments)
    {
        var words = findings.Words(node);
        if (words is null) return null;
        Each(node!, words, (at, text) =>
        {
            _sent.Add((at, text));
            if (CheckPlaceholders(at, text)) CheckCost(at, text, segments);
        });
        var (en, es) = Places(node!);
        CheckReading(en, words.En, Language.English);
        CheckReading(es, words.Es, Language.Spanish);
        if (words.En == words.Es && words.En.Count(char.IsLetter) > 3)
            findings.Warning(es, "the Spanish is the same as the English", "write it in Spanish");
        return words;
    }

    /// <summary>Half of adults read below eighth grade; what is read on a phone, unwell, must be plainer still.</summary>
    private void CheckReading(Node at, string text, Language language)
    {
        if (!ReadingGrade.IsHard(text, language)) return;
        var how = language == Language.Spanish
            ? $"an ease of {Math.Round(ReadingGrade.Spanish(text))} by Fernández-Huerta, and sixth grade is {ReadingGrade.LowestEase} or more"
            : $"grade {Math.Round(ReadingGrade.English(text), 1).ToString(CultureInfo.InvariantCulture)} by Flesch-Kincaid, and the highest is 6";
        findings.Warning(at, $"hard to read: {how}", "write shorter words and shorter sentences");
    }

    private static void Each(Node node, Words words, Func<Node, string, bool> check) => Each(node, words, (at, text) => { check(at, text); });

    private static void Each(Node node, Words words, Action<Node, string> check)
    {
        var (en, es) = Places(node);
        check(en, words.En);
        check(es, words.Es);
    }

    private static (Node En, Node Es) Places(Node node)
    {
        var map = (MapNode)node;
        return (map.Find("en")!.Value, map.Find("es")!.Value);
    }

    private bool CheckPlaceholders(Node at, string text)
    {
        var unknown = Placeholders.Unknown(text).Distinct(StringComparer.Ordinal).ToList();
        foreach (var word in unknown)
        {
            if (word.Length == 1) findings.Error(at, $"a '{word}' without its partner", "write the placeholder as {name}, or leave the brace out");
            else findings.Error(at, $"there is no placeholder {word}", Suggestion(word.Trim('{', '}')));
        }
        return unknown.Count == 0;
    }

    private static string Suggestion(string word) => Nearest.To(word, Placeholders.All) is { } near
        ? $"did you mean {{{near}}}? write {{{near}}}"
        : $"write one of {string.Join(' ', Placeholders.All.Select(p => $"{{{p}}}"))}";

    private void CheckCost(Node at, string text, int segments)
    {
        var filled = SmsSegments.ToGsm7(Placeholders.Fill(text, Placeholders.Usual));
        var count = SmsSegments.Count(filled);
        if (!count.ForcedBy.IsEmpty)
            findings.Warning(at, $"{string.Join(' ', count.ForcedBy)} forces this text into messages of 70 characters instead of 160", "leave it out, or write it in plain letters");
        else if (count.Segments > segments)
            findings.Warning(at, $"{count.Units} characters make {count.Segments} text messages, and {segments} is the budget", $"write at most {(segments == 1 ? 160 : 153 * segments)} characters");
    }
}
