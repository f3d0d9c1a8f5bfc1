using Outreach.Core.Patients;

namespace Outreach.App.Pages.Escalations;

/// <summary>What in a provider's own words should not be read by somebody else who sees the phone (R12): names, medicines, diagnoses.</summary>
internal static class ReplyWarnings
{
    private const int LeastLetters = 3;

    /// <summary>Said of nearly everybody who has a body; a reading in itself is none of it.</summary>
    private static readonly string[] Telling =
    [
        "diabetes", "cancer", "hiv", "aids", "depression", "pregnan", "embaraz", "hepatitis", "syphilis", "chlamydia", "gonorrhea", "herpes", "std", "sti", "overdose", "suicid",
        "schizo", "bipolar", "dementia", "alzheimer", "epilep", "cirrhosis", "insulin", "warfarin", "methadone", "opioid", "heart failure", "hypertension", "stroke", "biopsy", "tumor",
    ];

    public static IReadOnlyList<string> Find(string text, Patient patient)
    {
        List<string> found = [];
        if (Names(patient).Any(n => Has(text, n))) found.Add("the patient's name");
        found.AddRange(patient.Profile.Medicines.Where(m => Has(text, First(m))).Select(m => $"a medicine ({First(m)})"));
        found.AddRange(patient.Profile.Conditions.Concat(patient.Profile.GeneticFindings).Where(c => Has(text, c)).Select(c => $"a diagnosis ({c})"));
        found.AddRange(Telling.Where(t => Begins(text, t) && !found.Exists(f => f.Contains(t, StringComparison.OrdinalIgnoreCase))).Select(t => $"a word like “{t}”"));
        return found;
    }

    private static IEnumerable<string> Names(Patient patient) =>
        new[] { patient.PreferredName, patient.FamilyName }.SelectMany(n => n.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(n => n.Length >= LeastLetters);

    /// <summary>"lisinopril 10 mg" is known by its first word.</summary>
    private static string First(string medicine) => medicine.Split(' ')[0];

    private static bool Has(string text, string word) => word.Length >= LeastLetters && At(text, word, whole: true);

    private static bool Begins(string text, string word) => At(text, word, whole: word.Length <= LeastLetters);

    private static bool At(string text, string word, bool whole)
    {
        for (var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + word.Length;
            if ((at == 0 || !char.IsLetter(text[at - 1])) && (!whole || end == text.Length || !char.IsLetter(text[end]))) return true;
        }

        return false;
    }
}
