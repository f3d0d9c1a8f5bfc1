using System.Collections.Immutable;
using Outreach.Core.Documents;

namespace Outreach.Local.Commands.Import;

/// <summary>The columns a patient file may have.</summary>
internal static class Columns
{
    public const string ExternalId = "external_id";
    public const string PreferredName = "preferred_name";
    public const string FamilyName = "family_name";
    public const string BirthDate = "birth_date";
    public const string Sex = "sex";
    public const string Language = "language";
    public const string TimeZone = "time_zone";
    public const string Mobile = "mobile";
    public const string Email = "email";
    public const string SharedPhone = "shared_phone";
    public const string PreferredChannel = "preferred_channel";
    public const string Tone = "tone";
    public const string Frequency = "frequency";
    public const string OwnWords = "own_words";
    public const string ContactFrom = "contact_from";
    public const string ContactTo = "contact_to";
    public const string ContactDays = "contact_days";
    public const string Status = "status";
    public const string Conditions = "conditions";
    public const string Medicines = "medicines";
    public const string Allergies = "allergies";
    public const string FamilyHistory = "family_history";
    public const string GeneticFindings = "genetic_findings";
    public const string Lifestyle = "lifestyle";
    public const string Social = "social";
    public const string Goals = "goals";
    public const string LastDone = "last_done";
    public const string Thresholds = "thresholds";
    public const string ProviderEmail = "provider_email";
    public const string GuardianName = "guardian_name";
    public const string GuardianMobile = "guardian_mobile";
    public const string CaregiverName = "caregiver_name";
    public const string CaregiverMobile = "caregiver_mobile";
    public const string CaregiverMay = "caregiver_may";
    public const string CaregiverConsentSource = "caregiver_consent_source";
    public const string CaregiverConsentDate = "caregiver_consent_date";
    public const string ConsentSms = "consent_sms";
    public const string ConsentEmail = "consent_email";
    public const string ConsentSource = "consent_source";
    public const string ConsentDate = "consent_date";
    public const string Plans = "plans";
    public const string AnchorDate = "anchor_date";

    public static readonly ImmutableArray<string> All =
    [
        ExternalId, PreferredName, FamilyName, BirthDate, Sex, Language, TimeZone, Mobile, Email, SharedPhone, PreferredChannel, Tone, Frequency, ContactFrom, ContactTo,
        ContactDays, Status, Conditions, Medicines, Allergies, FamilyHistory, GeneticFindings, Lifestyle, Social, Goals, OwnWords, LastDone, Thresholds, ProviderEmail,
        GuardianName, GuardianMobile, CaregiverName, CaregiverMobile, CaregiverMay, CaregiverConsentSource, CaregiverConsentDate, ConsentSms, ConsentEmail, ConsentSource, ConsentDate, Plans, AnchorDate,
    ];

    private static readonly ImmutableArray<string> Required = [ExternalId, PreferredName, FamilyName, BirthDate, ProviderEmail];

    /// <summary>What is wrong with a header row; empty when nothing is.</summary>
    public static IEnumerable<RowError> Check(string[] header)
    {
        var names = header.Select(Fold).ToArray();
        if (names is [var only] && Delimiter(header[0]) is { } delimiter)
        {
            yield return new RowError(1, null, $"the columns are separated by {delimiter}; save the file as CSV with commas");
            yield break;
        }

        if (names.All(n => n.Length == 0 || char.IsAsciiDigit(n[0])) || !names.Any(n => All.Contains(n) || Nearest.To(n, All) is not null))
        {
            yield return new RowError(1, null, $"this is no header row; the first line names the columns: {string.Join(",", Required)} and any of {string.Join(",", All.Except(Required))}");
            yield break;
        }

        for (var i = 0; i < names.Length; i++)
        {
            if (names[i].Length == 0) yield return new RowError(1, null, $"column {i + 1} has no name; name it or delete it");
            else if (!All.Contains(names[i])) yield return new RowError(1, header[i].Trim(), $"there is no such column; {Suggest(names[i])}");
        }

        foreach (var twice in names.Where(n => n.Length > 0).GroupBy(n => n, StringComparer.Ordinal).Where(g => g.Count() > 1)) yield return new RowError(1, twice.Key, "the column is there twice; delete one");
        foreach (var missing in Required.Except(names)) yield return new RowError(1, missing, "the column is missing; add it");
    }

    public static string Fold(string name) => name.Trim().ToLowerInvariant();

    private static string Suggest(string name) =>
        Nearest.To(name, All) is { } near ? $"did you mean {near}?" : $"delete it, or use one of {string.Join(", ", All)}";

    private static string? Delimiter(string header) => header switch
    {
        _ when header.Contains('\t', StringComparison.Ordinal) => "tabs",
        _ when header.Contains(';', StringComparison.Ordinal) => "semicolons",
        _ when header.Contains('|', StringComparison.Ordinal) => "bars (|)",
        _ => null,
    };
}
