using System.Collections.Immutable;
using NodaTime;
using Outreach.App.Endpoints;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;
using Outreach.Core.Practices;

namespace Outreach.App.Enrolling;

/// <summary>Reads a patient from the body of a request; the fields have the names of the import file's columns.</summary>
internal static class PatientBody
{
    public static readonly IReadOnlyDictionary<string, Sex> Sexes = Words(
        ("female", Sex.Female), ("male", Sex.Male), ("other", Sex.Other), ("unknown", Sex.Unknown));

    public static readonly IReadOnlyDictionary<string, Language> Languages = Words(("en", Language.English), ("es", Language.Spanish));

    public static readonly IReadOnlyDictionary<string, Channel> Channels = Words(("sms", Channel.Sms), ("email", Channel.Email));

    public static readonly IReadOnlyDictionary<string, Tone> Tones = Words(("warm", Tone.Warm), ("brief", Tone.Brief));

    public static readonly IReadOnlyDictionary<string, Pace> Frequencies = Words(("as-planned", Pace.AsPlanned), ("less", Pace.Less), ("more", Pace.More));

    public static readonly IReadOnlyDictionary<string, PatientStatus> Statuses = Words(
        ("active", PatientStatus.Active), ("paused", PatientStatus.Paused), ("in-hospital", PatientStatus.InHospital), ("moved", PatientStatus.Moved), ("deceased", PatientStatus.Deceased));

    /// <summary>Whatever is wrong is in <see cref="Fields.Errors"/>; the draft counts only when nothing is.</summary>
    public static PatientDraft Read(Fields fields, Context known, LocalDate today)
    {
        var status = fields.Word("status", Statuses);
        var mobile = fields.Phone("mobile");
        var email = fields.Email("email");
        var birthDate = fields.Date("birthDate", required: true);
        if (birthDate > today || birthDate?.Year < 1890) fields.Wrong("birthDate", "Not a date of birth of a living person. Give a date as 1956-04-30.");
        return new(
            new Patient
            {
                Id = default,
                ExternalId = fields.Text("externalId", "the practice's own id of the patient", required: true, most: 100) ?? "",
                PreferredName = fields.Text("preferredName", "the name the patient goes by", required: true, most: 60) ?? "",
                FamilyName = fields.Text("familyName", "the family name", required: true, most: 60) ?? "",
                BirthDate = birthDate ?? default,
                Sex = fields.Word("sex", Sexes) ?? Sex.Unknown,
                Language = fields.Word("language", Languages) ?? Language.English,
                TimeZone = Zone(fields, known) ?? known.Practice.Zone.Id,
                Mobile = mobile,
                Email = email,
                SharedPhone = fields.Flag("sharedPhone") ?? false,
                PreferredChannel = PreferredChannel(fields, mobile, email),
                Tone = fields.Word("tone", Tones) ?? Tone.Warm,
                Pace = fields.Word("frequency", Frequencies) ?? Pace.AsPlanned,
                Window = ContactHours.Read(fields),
                Profile = Profile(fields),
                Thresholds = fields.Numbers("thresholds"),
                Provider = Provider(fields, known.Practice)?.Id ?? "",
                Guardian = Guardian(fields),
                Consents = Consents(fields, mobile, email, today),
                Caregivers = fields.Each("caregivers", one => Caregiver(one, today)),
            },
            status) { SaysCaregivers = fields.Has("caregivers"), OverWishes = fields.Flag("overWishes") ?? false, Silent = [.. new[] { "tone", "frequency", "ownWords" }.Where(f => !fields.Has(f))] };
    }

    private static string? Zone(Fields fields, Context known)
    {
        var zone = fields.Text("timeZone", "an IANA time zone as America/New_York");
        if (zone is null || known.Zones.GetZoneOrNull(zone) is not null) return zone;
        fields.Wrong("timeZone", "Not a known time zone. Give an IANA id as America/New_York, America/Chicago or America/Los_Angeles.");
        return null;
    }

    private static Channel PreferredChannel(Fields fields, PhoneNumber? mobile, EmailAddress? email)
    {
        var chosen = fields.Word("preferredChannel", Channels);
        if (chosen == Channel.Sms && mobile is null) fields.Wrong("preferredChannel", "\"sms\" needs a mobile; give one, or \"email\".");
        if (chosen == Channel.Email && email is null) fields.Wrong("preferredChannel", "\"email\" needs an email; give one, or \"sms\".");
        return chosen ?? (mobile is null && email is not null ? Channel.Email : Channel.Sms);
    }

    private static Provider? Provider(Fields fields, Practice practice)
    {
        if (fields.Email("providerEmail", required: true) is not { } email) return null;
        var provider = practice.ProviderByEmail(email.Value);
        if (provider is null) fields.Wrong("providerEmail", "No provider of the practice has this address. Give one that the practice's file (practice.yaml) lists under providers.");
        return provider;
    }

    public static readonly IReadOnlyDictionary<string, CaregiverMay> Mays = Words(("hear", CaregiverMay.Hear), ("hear-and-speak", CaregiverMay.HearAndSpeak), ("speak", CaregiverMay.Speak));

    private static Caregiver? Caregiver(Fields fields, LocalDate today)
    {
        var name = fields.Text("name", "the caregiver's name", required: true, most: 60);
        var mobile = fields.Phone("mobile", required: true);
        var may = fields.Word("may", Mays, required: true);
        var source = fields.Text("consentSource", "where the patient agreed, as \"intake form\"", required: true);
        var on = fields.Date("consentDate", required: true);
        if (on > today) fields.Wrong("consentDate", "Not a day that has been. Give the day on which the patient agreed.");
        return name is not null && mobile is { } number && may is { } does && source is not null && on is { } day ? new(name, number, does, source, day) : null;
    }

    private static Guardian? Guardian(Fields fields)
    {
        var name = fields.Text("guardianName", "the guardian's name");
        var mobile = fields.Phone("guardianMobile");
        if (name is not null && !fields.Has("guardianMobile")) fields.Wrong("guardianMobile", "Missing. A guardian has a name and a mobile.");
        if (mobile is not null && name is null) fields.Wrong("guardianName", "Missing. A guardian has a name and a mobile.");
        return name is not null && mobile is { } number ? new(name, number) : null;
    }

    private static ImmutableArray<Consent> Consents(Fields fields, PhoneNumber? mobile, EmailAddress? email, LocalDate today)
    {
        var sms = fields.Flag("consentSms") ?? false;
        var mail = fields.Flag("consentEmail") ?? false;
        var source = fields.Text("consentSource", "where the consent was given, as \"intake form\"");
        var on = fields.Date("consentDate");
        if (on > today) fields.Wrong("consentDate", "It lies in the future. Give the day the consent was given.");
        if (sms && mobile is null && !fields.Has("mobile")) fields.Wrong("mobile", "Missing. Consent to texts needs the number it is for.");
        if (mail && email is null && !fields.Has("email")) fields.Wrong("email", "Missing. Consent to email needs the address it is for.");
        if (!sms && !mail) return [];
        if (source is null && !fields.Has("consentSource")) fields.Wrong("consentSource", "Missing. Say where the consent was given, as \"intake form\".");
        if (on is null && !fields.Has("consentDate")) fields.Wrong("consentDate", "Missing. Give the day the consent was given, as 2026-03-02.");
        return source is null || on is not { } day ? [] : [.. Channels.Values.Where(c => c == Channel.Sms ? sms : mail).Select(c => new Consent(c, source, day))];
    }

    private static HealthProfile Profile(Fields fields) => new()
    {
        Conditions = fields.Texts("conditions"),
        Medicines = fields.Texts("medicines"),
        Allergies = fields.Texts("allergies"),
        FamilyHistory = fields.Texts("familyHistory"),
        GeneticFindings = fields.Texts("geneticFindings"),
        Lifestyle = fields.Texts("lifestyle"),
        Social = fields.Texts("social"),
        Goals = fields.Texts("goals"),
        OwnWords = fields.OwnWords("ownWords"),
        LastDone = fields.Dates("lastDone"),
    };

    private static SortedDictionary<string, T> Words<T>(params (string Word, T Value)[] words)
    {
        var map = new SortedDictionary<string, T>(StringComparer.Ordinal);
        foreach (var (word, value) in words) map.Add(word, value);
        return map;
    }
}
