using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.Documents;
using Outreach.Core.Patients;
using Outreach.Core.Practices;

namespace Outreach.Local.Commands.Import;

/// <summary>Makes a patient of a row, or says all that is wrong with it.</summary>
internal sealed class RowReader(Practice practice, IReadOnlyCollection<string> plans, LocalDate today)
{
    private const int AdultAge = 18;
    private const int EarliestBirthYear = 1890;

    private static readonly ImmutableSortedDictionary<string, Sex> Sexes = Words(
        ("female", Sex.Female), ("f", Sex.Female), ("male", Sex.Male), ("m", Sex.Male), ("other", Sex.Other), ("unknown", Sex.Unknown));

    private static readonly ImmutableSortedDictionary<string, Language> Languages = Words(
        ("en", Language.English), ("english", Language.English), ("es", Language.Spanish), ("spanish", Language.Spanish), ("español", Language.Spanish), ("espanol", Language.Spanish));

    private static readonly ImmutableSortedDictionary<string, Channel> Channels = Words(("sms", Channel.Sms), ("text", Channel.Sms), ("email", Channel.Email));

    private static readonly ImmutableSortedDictionary<string, Tone> Tones = Words(("warm", Tone.Warm), ("brief", Tone.Brief));

    private static readonly ImmutableSortedDictionary<string, Pace> Frequencies = Words(("as-planned", Pace.AsPlanned), ("less", Pace.Less), ("more", Pace.More));

    private static readonly ImmutableSortedDictionary<string, PatientStatus> Statuses = Words(
        ("active", PatientStatus.Active), ("paused", PatientStatus.Paused), ("in-hospital", PatientStatus.InHospital), ("moved", PatientStatus.Moved), ("deceased", PatientStatus.Deceased));

    private static readonly ImmutableSortedDictionary<string, bool> Answers = Words(("yes", true), ("true", true), ("1", true), ("no", false), ("false", false), ("0", false));

    private static readonly ImmutableSortedDictionary<string, string> UsualZones = ImmutableSortedDictionary.CreateRange(StringComparer.OrdinalIgnoreCase, new KeyValuePair<string, string>[]
    {
        new("Eastern", "America/New_York"), new("Central", "America/Chicago"), new("Mountain", "America/Denver"), new("Pacific", "America/Los_Angeles"),
        new("Arizona", "America/Phoenix"), new("Alaska", "America/Anchorage"), new("Hawaii", "Pacific/Honolulu"),
        new("E", "America/New_York"), new("C", "America/Chicago"), new("M", "America/Denver"), new("P", "America/Los_Angeles"),
    });

    /// <summary>Null when anything is wrong; then the fields hold what.</summary>
    public ImportRow? Read(RowFields fields)
    {
        var mobile = fields.Phone(Columns.Mobile);
        var email = fields.Email(Columns.Email);
        var guardian = Guardian(fields);
        var born = BirthDate(fields, guardian);
        var patient = new Patient
        {
            Id = default,
            ExternalId = fields.Required(Columns.ExternalId, "the practice's own number for this patient"),
            PreferredName = fields.Required(Columns.PreferredName, "the name the patient goes by"),
            FamilyName = fields.Required(Columns.FamilyName, "the family name"),
            BirthDate = born,
            Sex = fields.Word(Columns.Sex, Sexes) ?? Sex.Unknown,
            Language = fields.Word(Columns.Language, Languages) ?? Language.English,
            TimeZone = TimeZone(fields),
            Mobile = mobile,
            Email = email,
            SharedPhone = Answer(fields, Columns.SharedPhone),
            PreferredChannel = PreferredChannel(fields),
            Tone = fields.Word(Columns.Tone, Tones) ?? Tone.Warm,
            Pace = fields.Word(Columns.Frequency, Frequencies) ?? Pace.AsPlanned,
            Window = ContactTimes.Read(fields),
            Profile = Profile(fields),
            Thresholds = fields.Numbers(Columns.Thresholds),
            Provider = Provider(fields),
            Guardian = guardian,
            Consents = Consents(fields),
            Caregivers = CaregiverColumns.Read(fields, today),
        };
        var row = new ImportRow(fields.Line, patient, fields.Word(Columns.Status, Statuses), Enrollments(fields))
        {
            SaysCaregivers = fields.HasColumn(Columns.CaregiverName),
            Silent = [.. new[] { (Columns.Tone, "tone"), (Columns.Frequency, "frequency"), (Columns.OwnWords, "ownWords") }.Where(c => !fields.HasColumn(c.Item1)).Select(c => c.Item2)],
        };
        return fields.Errors.Count == 0 ? row : null;
    }

    private LocalDate BirthDate(RowFields fields, Guardian? guardian)
    {
        if (!fields.Has(Columns.BirthDate)) fields.Required(Columns.BirthDate, "the date of birth, e.g. 1958-04-12");
        if (fields.Date(Columns.BirthDate) is not { } born) return default;
        if (born > today || born.Year < EarliestBirthYear)
        {
            fields.Wrong(Columns.BirthDate, $"{RowFields.Quote(fields.Text(Columns.BirthDate)!)} is {(born > today ? "in the future" : "too long ago")}; write the date of birth, e.g. 1958-04-12");
        }
        else if (born.PlusYears(AdultAge) > today)
        {
            if (!practice.Choices.AllowMinors) fields.Wrong(Columns.BirthDate, "the patient is under 18, which the practice does not allow; take the row out, or set allow_minors in practice.yaml and give a guardian");
            else if (guardian is null && !fields.Has(Columns.GuardianMobile)) fields.Wrong(Columns.GuardianMobile, "is empty and the patient is under 18; write the guardian's mobile, e.g. +1 212 555 0100");
        }

        return born;
    }

    private static Guardian? Guardian(RowFields fields)
    {
        var name = fields.Text(Columns.GuardianName);
        var mobile = fields.Phone(Columns.GuardianMobile);
        if (name is null && fields.Has(Columns.GuardianMobile)) fields.Wrong(Columns.GuardianName, "is empty; a guardian has a name and a mobile");
        if (name is not null && !fields.Has(Columns.GuardianMobile)) fields.Wrong(Columns.GuardianMobile, "is empty; a guardian has a name and a mobile");
        return name is not null && mobile is { } number ? new Guardian(name, number) : null;
    }

    private string TimeZone(RowFields fields)
    {
        if (fields.Text(Columns.TimeZone) is not { } written) return practice.Zone.Id;
        // "EST" and the like are zones without daylight saving, which nobody means.
        if ((written.Contains('/', StringComparison.Ordinal) || written == "UTC") && DateTimeZoneProviders.Tzdb.GetZoneOrNull(written) is { } zone) return zone.Id;
        var usual = UsualZones.FirstOrDefault(z => z.Key.Length > 1
            ? written.StartsWith(z.Key, StringComparison.OrdinalIgnoreCase) || written.EndsWith("/" + z.Key, StringComparison.OrdinalIgnoreCase)
            : written.Length is 2 or 3 && written.StartsWith(z.Key, StringComparison.OrdinalIgnoreCase) && written.EndsWith('T')).Value;
        var instead = usual ?? Nearest.To(written, DateTimeZoneProviders.Tzdb.Ids.Where(id => id.Contains('/', StringComparison.Ordinal)));
        fields.Wrong(Columns.TimeZone, $"{RowFields.Quote(written)} is not a time zone; {(instead is null ? "write one like America/New_York" : $"write {instead}")}, or leave it empty for the practice's");
        return practice.Zone.Id;
    }

    private static Channel PreferredChannel(RowFields fields)
    {
        var chosen = fields.Word(Columns.PreferredChannel, Channels);
        var texts = fields.Has(Columns.Mobile) || fields.Has(Columns.GuardianMobile);
        if (chosen == Channel.Sms && !texts) fields.Wrong(Columns.PreferredChannel, "is sms, and there is no mobile; write one, or email");
        if (chosen == Channel.Email && !fields.Has(Columns.Email)) fields.Wrong(Columns.PreferredChannel, "is email, and there is no email; write one, or sms");
        return chosen ?? (!texts && fields.Has(Columns.Email) ? Channel.Email : Channel.Sms);
    }

    private string Provider(RowFields fields)
    {
        var known = string.Join(", ", practice.Providers.Select(p => p.Email.Value));
        if (fields.Text(Columns.ProviderEmail) is not { } written) return fields.Required(Columns.ProviderEmail, $"one of {known}");
        if (practice.ProviderByEmail(written) is { } provider) return provider.Id;
        fields.Wrong(Columns.ProviderEmail, $"{RowFields.Quote(written)} is no provider of this practice; write one of {known}");
        return "";
    }

    private ImmutableArray<Consent> Consents(RowFields fields)
    {
        var sms = Answer(fields, Columns.ConsentSms);
        var email = Answer(fields, Columns.ConsentEmail);
        var on = fields.Date(Columns.ConsentDate);
        if (on > today) fields.Wrong(Columns.ConsentDate, "is in the future; write the day the consent was given");
        if (sms && !fields.Has(Columns.Mobile) && !fields.Has(Columns.GuardianMobile)) fields.Wrong(Columns.Mobile, "is empty, and consent to texts needs the number it is for");
        if (email && !fields.Has(Columns.Email)) fields.Wrong(Columns.Email, "is empty, and consent to email needs the address it is for");
        if (!sms && !email) return [];
        var source = fields.Required(Columns.ConsentSource, "where the consent was given, e.g. intake form");
        if (!fields.Has(Columns.ConsentDate)) fields.Required(Columns.ConsentDate, "the day the consent was given, e.g. 2026-03-02");
        var day = on ?? default;
        return [.. (sms ? new[] { Channel.Sms } : []).Concat(email ? [Channel.Email] : []).Select(c => new Consent(c, source, day))];
    }

    private ImmutableArray<PlannedEnrollment> Enrollments(RowFields fields)
    {
        var chosen = fields.Items(Columns.Plans);
        var anchor = fields.Date(Columns.AnchorDate);
        foreach (var unknown in chosen.Where(p => !plans.Contains(p)))
        {
            fields.Wrong(Columns.Plans, $"there is no plan {RowFields.Quote(unknown)}; {(Nearest.To(unknown, plans) is { } near ? $"did you mean {near}? The plans are" : "write one of")} {string.Join(", ", plans.Order(StringComparer.Ordinal))}");
        }

        if (chosen.Distinct(StringComparer.Ordinal).Count() < chosen.Length) fields.Wrong(Columns.Plans, "names a plan twice; write it once");
        if (chosen.Length > 0 && !fields.Has(Columns.AnchorDate)) fields.Required(Columns.AnchorDate, "day 0 of the plans, e.g. the day of discharge 2026-03-02");
        if (chosen.Length > 0 && !fields.Has(Columns.Mobile) && !fields.Has(Columns.Email) && !fields.Has(Columns.GuardianMobile)) fields.Wrong(Columns.Plans, "a patient without mobile and email cannot be followed up; write one of them");
        return [.. chosen.Select(p => new PlannedEnrollment(p, anchor ?? default))];
    }

    private HealthProfile Profile(RowFields fields)
    {
        var lastDone = fields.Dates(Columns.LastDone);
        foreach (var (name, _) in lastDone.Where(d => d.Value > today)) fields.Wrong(Columns.LastDone, $"{RowFields.Quote(name)} is in the future; write when it was last done");
        return new HealthProfile
        {
            Conditions = fields.Items(Columns.Conditions),
            Medicines = fields.Items(Columns.Medicines),
            Allergies = fields.Items(Columns.Allergies),
            FamilyHistory = fields.Items(Columns.FamilyHistory),
            GeneticFindings = fields.Items(Columns.GeneticFindings),
            Lifestyle = fields.Items(Columns.Lifestyle),
            Social = fields.Items(Columns.Social),
            Goals = fields.Items(Columns.Goals),
            OwnWords = fields.OwnWords(Columns.OwnWords),
            LastDone = lastDone,
        };
    }

    private static bool Answer(RowFields fields, string column) => fields.Word(column, Answers) ?? false;

    private static ImmutableSortedDictionary<string, T> Words<T>(params (string Word, T Value)[] words) =>
        words.ToImmutableSortedDictionary(w => w.Word, w => w.Value, StringComparer.Ordinal);
}
