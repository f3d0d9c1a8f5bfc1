using System.Text.RegularExpressions;
using Outreach.Core.Patients;

namespace Outreach.Core.Messages;

/// <summary>How hard a text is to read: a grade for English, an ease for Spanish. Estimates: syllables are counted by spelling.</summary>
public static partial class ReadingGrade
{
    /// <summary>Highest grade of the Flesch-Kincaid formula for texts to patients: sixth grade, as health literacy guides ask (AMA; NIH, "Clear communication").</summary>
    public const double HighestGrade = 6.99;

    /// <summary>Lowest ease of the Fernández-Huerta formula that counts as sixth grade ("algo fácil", 70 to 80).</summary>
    public const double LowestEase = 70;

    /// <summary>Shorter texts are too short to measure: one long word decides.</summary>
    public const int FewestWords = 8;

    /// <summary>Flesch-Kincaid grade (Kincaid et al. 1975): 0.39 words a sentence + 11.8 syllables a word − 15.59.</summary>
    public static double English(string text)
    {
        var (words, sentences, syllables) = Measure(text, Language.English);
        return (0.39 * words / sentences) + (11.8 * syllables / words) - 15.59;
    }

    /// <summary>Fernández-Huerta ease (1959): 206.84 − 60 syllables a word − 1.02 words a sentence; higher is easier.</summary>
    public static double Spanish(string text)
    {
        var (words, sentences, syllables) = Measure(text, Language.Spanish);
        return 206.84 - (60.0 * syllables / words) - (1.02 * words / sentences);
    }

    /// <summary>The same for the easier wording of a text: fourth grade, and "fácil" (80 to 90).</summary>
    public const double HighestEasyGrade = 4.99;

    public const double LowestEasyEase = 80;

    public static bool IsHard(string text, Language language, bool easy = false) =>
        Words().Count(Plain(text)) >= FewestWords
        && (language == Language.Spanish ? Spanish(text) < (easy ? LowestEasyEase : LowestEase) : English(text) > (easy ? HighestEasyGrade : HighestGrade));

    private static (int Words, int Sentences, int Syllables) Measure(string text, Language language)
    {
        var plain = Plain(text);
        var words = Words().Matches(plain);
        // As Flesch counts: a colon or semicolon ends a thought as a full stop does.
        var sentences = SentenceEnds().Split(plain).Count(s => s.Any(char.IsLetterOrDigit));
        return (Math.Max(1, words.Count), Math.Max(1, sentences), words.Sum(w => language == Language.Spanish ? SpanishSyllables(w.Value) : EnglishSyllables(w.Value)));
    }

    /// <summary>What fills a placeholder is not the author's choice, and counts as one short word.</summary>
    private static string Plain(string text) => Placeholder().Replace(Wording.Slots(text, null), "it");

    private static int EnglishSyllables(string word)
    {
        var letters = word.ToLowerInvariant();
        var count = EnglishVowels().Count(letters);
        if (count > 1 && EnglishSilent().IsMatch(letters)) count--;
        return Math.Max(1, count);
    }

    /// <summary>Vowels side by side are one syllable, unless both are strong or one is a stressed í or ú.</summary>
    private static int SpanishSyllables(string word)
    {
        var letters = SpanishSilent().Replace(word.ToLowerInvariant(), "");
        return Math.Max(1, SpanishVowels().Count(letters) + SpanishHiatus().Count(letters));
    }

    [GeneratedRegex(@"\{[a-z]+\}", RegexOptions.NonBacktracking)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"[\p{L}\p{N}'’/-]+", RegexOptions.NonBacktracking)]
    private static partial Regex Words();

    [GeneratedRegex(@"[.!?:;…\n]+", RegexOptions.NonBacktracking)]
    private static partial Regex SentenceEnds();

    [GeneratedRegex("[aeiouy]+", RegexOptions.NonBacktracking)]
    private static partial Regex EnglishVowels();

    /// <summary>"care", "asked", "times", but not "little", "needed", "changes".</summary>
    [GeneratedRegex("([^aeiouyl]e|[aeiouy]le|[^aeiouytd]ed|[^aeiouycsxzg]es)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex EnglishSilent();

    [GeneratedRegex("[aeiouáéíóúü]+|(?<![aeiouáéíóúü])y(?![aeiouáéíóúü])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SpanishVowels();

    [GeneratedRegex("[aeoáéó](?=[aeoáéóíú])|[íú](?=[aeoáéó])", RegexOptions.None, 1000)]
    private static partial Regex SpanishHiatus();

    /// <summary>The u of "que" and "gui".</summary>
    [GeneratedRegex("(?<=[qg])u(?=[eiéí])", RegexOptions.None, 1000)]
    private static partial Regex SpanishSilent();
}
