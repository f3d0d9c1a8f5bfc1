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

    /// <summary>What stands on the page of a patient's own plan: no text message, so it may say more, and has no place to fill in.</summary>
    public Words? Page(Node? node, string what)
    {
        var words = findings.Words(node);
        if (words is null) return null;
        Each(node!, words, (at, text) =>
        {
            if (text.Contains('{', StringComparison.Ordinal)) findings.Error(at, "nothing is filled in here", $"write {what} without braces");
        });
        CheckBoth(node!, words, easy: false);
        return words;
    }

    /// <summary>Where the patient who asks for their plan is not told why.</summary>
    public void MissingWhy(Fields fields, string what)
    {
        if (!fields.Has("why")) findings.Warning(fields.PlaceOf("id"), $"patients who text PLAN are not told why {what}", "add why: { en: …, es: … } in plain words; 'because' is for staff");
    }

    private Words? Sent(Node? node, int segments)
    {
        var words = findings.WordsSaid(node);
        if (words is null) return null;
        CheckSent(node!, words, segments, easy: false);
        var map = (MapNode)node!;
        if (words.Easy is { } easy)
        {
            var at = map.Find("easy")!.Value;
            CheckSent(at, easy, segments, easy: true);
            if (easy.En.Length > words.En.Length || easy.Es.Length > words.Es.Length) findings.Warning(at, "the easier wording is longer than the usual one", "write it shorter");
        }

        if (words.Brief is { } brief)
        {
            var at = map.Find("brief")!.Value;
            CheckSent(at, brief, segments, easy: false);
            if (brief.En.Length > words.En.Length || brief.Es.Length > words.Es.Length) findings.Warning(at, "the brief wording is longer than the usual one", "write it shorter");
        }

        if (words.WithGoal is { } goal)
        {
            var at = map.Find("with_goal")!.Value;
            CheckSent(at, goal, segments, easy: false, withGoal: true);
        }

        return words;
    }

    private void CheckSent(Node node, Words words, int segments, bool easy, bool withGoal = false)
    {
        Each(node, words, (at, text) =>
        {
            _sent.Add((at, text));
            if (CheckPlaceholders(at, text)) CheckCost(at, text, segments);
            var hasGoal = text.Contains($"{{{Placeholders.Goal}}}", StringComparison.Ordinal);
            if (hasGoal && !withGoal) findings.Error(at, "not every patient has a goal to fill in here", "write this text without {goal}, and beside it with_goal: { en: …, es: … } with {goal} in it");
            if (!hasGoal && withGoal) findings.Error(at, "a wording for who has a goal, without {goal}", "write {goal} where the patient's own words go, or remove with_goal:");
        });
        var (en, es) = Places(node);
        foreach (var slot in Wording.SlotsOf(words.En).Except(Wording.SlotsOf(words.Es), StringComparer.Ordinal)) findings.Error(es, $"the English has a place for the patient's own word, {{{slot}|…}}, and the Spanish has none", $"write {{{slot}|…}} with the usual Spanish words");
        foreach (var slot in Wording.SlotsOf(words.Es).Except(Wording.SlotsOf(words.En), StringComparer.Ordinal)) findings.Error(en, $"the Spanish has a place for the patient's own word, {{{slot}|…}}, and the English has none", $"write {{{slot}|…}} with the usual English words");
        foreach (var slot in Wording.SlotsOf(words.En).Where(s => Placeholders.Usual.ContainsKey(s) || s == Placeholders.Goal)) findings.Error(en, $"{{{slot}}} is filled in by us, and is no word of the patient's", $"write {{{slot}}}, or give the word another name");
        CheckBoth(node, words, easy);
    }

    private void CheckBoth(Node node, Words words, bool easy)
    {
        var (en, es) = Places(node);
        CheckReading(en, words.En, Language.English, easy);
        CheckReading(es, words.Es, Language.Spanish, easy);
        if (words.En == words.Es && Placeholders.Without(words.En).Count(char.IsLetter) > 3)
            findings.Warning(es, "the Spanish is the same as the English", "write it in Spanish");
    }

    /// <summary>Half of adults read below eighth grade; what is read on a phone, unwell, must be plainer still.</summary>
    private void CheckReading(Node at, string text, Language language, bool easy)
    {
        if (!ReadingGrade.IsHard(text, language, easy)) return;
        var how = language == Language.Spanish
            ? $"an ease of {Math.Round(ReadingGrade.Spanish(text))} by Fernández-Huerta, and {(easy ? "fourth" : "sixth")} grade is {(easy ? ReadingGrade.LowestEasyEase : ReadingGrade.LowestEase)} or more"
            : $"grade {Math.Round(ReadingGrade.English(text), 1).ToString(CultureInfo.InvariantCulture)} by Flesch-Kincaid, and the highest {(easy ? "of an easier wording is 4" : "is 6")}";
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
