using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.App.Pages.CheckIns;

/// <summary>What was filled in: answers as the patient would have texted them, and what could not be read, by question. Fields for words may stay empty (""); any other question
/// that was passed over is not among the answers, and is shown once more: overlooked is not answered (R9).</summary>
internal sealed record AnswerReading(ImmutableSortedDictionary<string, string> Answers, IReadOnlyDictionary<string, string> Wrong)
{
    private const int MostChars = 1000;

    /// <summary>Nothing was filled in.</summary>
    public bool IsEmpty => Answers.Values.All(a => a.Length == 0);

    /// <summary>What reads as an answer is taken even where another field is wrong: nothing a patient wrote gets lost on a second page they never send.</summary>
    public static AnswerReading Of(IEnumerable<QuestionField> fields, PostedForm form, Language language)
    {
        var answers = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var wrong = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in fields)
        {
            var (answer, problem) = Read(field, form, language);
            if (answer is not null) answers[field.Item.Question] = answer;
            if (problem is not null) wrong[field.Item.Question] = problem.In(language);
        }
        return new(answers.ToImmutable(), wrong);
    }

    private static (string? Answer, Words? Problem) Read(QuestionField field, PostedForm form, Language language)
    {
        var written = form[field.Name];
        if (field.Question.Kind == Ask.BloodPressure) return Pressure(written, form[field.SecondName]);
        if (written.Length == 0) return (field.Question.Kind is Ask.Free or Ask.None ? "" : null, null);
        if (field.Options(language) is { Count: > 0 } options) return options.Any(o => o.Value == written) ? (written, null) : (null, CheckInWords.NeedNumber);
        if (field.Question.Kind is Ask.Free or Ask.None || HasWords(written)) return (Cut(written), null);
        if (Number(written) is not { } number) return (null, CheckInWords.NeedNumber);
        return (field.Units.Count == 0 ? number : $"{number} {Unit(field, form).Replace("°", "", StringComparison.Ordinal)}", null);
    }

    private static (string? Answer, Words? Problem) Pressure(string upper, string lower) => (Number(upper), Number(lower)) switch
    {
        _ when HasWords(upper) || HasWords(lower) => (Cut($"{upper} {lower}".Trim()), null),
        _ when upper.Length == 0 && lower.Length == 0 => (null, null),
        ({ } systolic, { } diastolic) => ($"{systolic}/{diastolic}", null),
        _ => (null, CheckInWords.NeedBoth),
    };

    /// <summary>Words in a field for a number are the patient telling something: they go on as they are, and are read like a text.</summary>
    private static bool HasWords(string written) => written.Count(char.IsLetter) > 2;

    private static string? Number(string written)
    {
        var plain = written.Replace(',', '.').Trim();
        return Regex.IsMatch(plain, @"^\d{1,5}(\.\d{1,2})?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture) ? plain : null;
    }

    private static string Unit(QuestionField field, PostedForm form) => field.Units.FirstOrDefault(u => u == form[field.UnitName]) ?? field.Units[0];

    private static string Cut(string text) => text.Length <= MostChars ? text : text[..MostChars];
}
