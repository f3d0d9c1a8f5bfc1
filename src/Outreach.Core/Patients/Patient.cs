using System.Collections.Immutable;
using System.Text.Json.Serialization;
using NodaTime;
using Outreach.Core.CarePlans;
using Outreach.Core.Practices;

namespace Outreach.Core.Patients;

public enum Sex
{
    Unknown,
    Female,
    Male,
    Other,
}

/// <summary>The last four stop routine messages at once and close silences.</summary>
public enum PatientStatus
{
    Active,
    Paused,
    InHospital,
    Moved,
    Deceased,
}

/// <summary>Who is followed up [Patient].</summary>
public sealed record Patient
{
    public required PatientId Id { get; init; }

    /// <summary>The practice's own id for this patient; unique.</summary>
    public required string ExternalId { get; init; }

    public required string PreferredName { get; init; }
    public required string FamilyName { get; init; }
    public required LocalDate BirthDate { get; init; }
    public Sex Sex { get; init; }
    public required Language Language { get; init; }

    /// <summary>IANA id, e.g. "America/New_York".</summary>
    public required string TimeZone { get; init; }

    public PhoneNumber? Mobile { get; init; }
    public EmailAddress? Email { get; init; }

    /// <summary>Somebody else also reads this number; sensitive plans never go to it.</summary>
    public bool SharedPhone { get; init; }

    public Channel PreferredChannel { get; init; }

    public Tone Tone { get; init; }

    /// <summary>How often the patient would like to be asked; set check-ins and those that keep their pace are made in any case.</summary>
    public Pace Pace { get; init; }

    /// <summary>The patient's own contact window; the practice's contact hours where null.</summary>
    public WeekTimes? Window { get; init; }

    public PatientStatus Status { get; init; }
    public HealthProfile Profile { get; init; } = HealthProfile.Empty;

    /// <summary>Per-patient thresholds set by the provider, by "plan.threshold" or "threshold".</summary>
    public ImmutableSortedDictionary<string, decimal> Thresholds { get; init; } = ImmutableSortedDictionary<string, decimal>.Empty;

    /// <summary>The responsible provider's id.</summary>
    public required string Provider { get; init; }

    public Guardian? Guardian { get; init; }
    public ImmutableArray<Consent> Consents { get; init; } = [];

    /// <summary>Whom the patient has named to hear or speak for them.</summary>
    public ImmutableArray<Caregiver> Caregivers { get; init; } = [];

    /// <summary>"M. R.": all that leaves by provider email by default (R12).</summary>
    public string Initials => string.Join(' ', new[] { PreferredName, FamilyName }.Where(n => n.Length > 0).Select(n => $"{char.ToUpperInvariant(n[0])}."));

    public Consent? ConsentFor(Channel channel)
    {
        foreach (var consent in Consents)
        {
            if (consent.Channel == channel) return consent;
        }

        return null;
    }
}

public enum Tone
{
    /// <summary>With a greeting, as the plan writes it.</summary>
    Warm,

    /// <summary>Straight to the point, where the plan has such a wording.</summary>
    Brief,
}

public enum Pace
{
    AsPlanned,
    Less,
    More,
}

public sealed record HealthProfile
{
    public static readonly HealthProfile Empty = new();

    public ImmutableArray<string> Conditions { get; init; } = [];
    public ImmutableArray<string> Medicines { get; init; } = [];
    public ImmutableArray<string> Allergies { get; init; } = [];
    public ImmutableArray<string> FamilyHistory { get; init; } = [];
    public ImmutableArray<string> GeneticFindings { get; init; } = [];
    public ImmutableArray<string> Lifestyle { get; init; } = [];
    public ImmutableArray<string> Social { get; init; } = [];
    public ImmutableArray<string> Goals { get; init; } = [];

    /// <summary>What the patient calls things, by the slot of a plan's text: "scale" → "la pesa".</summary>
    public ImmutableSortedDictionary<string, string> OwnWords { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>When something was last done, e.g. "colonoscopy" → 2021-05-01.</summary>
    public ImmutableSortedDictionary<string, LocalDate> LastDone { get; init; } = ImmutableSortedDictionary<string, LocalDate>.Empty;

    public ImmutableArray<string> Of(ProfileList list) => list switch
    {
        ProfileList.Conditions => Conditions,
        ProfileList.Medicines => Medicines,
        ProfileList.Allergies => Allergies,
        ProfileList.FamilyHistory => FamilyHistory,
        ProfileList.GeneticFindings => GeneticFindings,
        ProfileList.Lifestyle => Lifestyle,
        ProfileList.Social => Social,
        ProfileList.Goals => Goals,
        _ => throw new ArgumentOutOfRangeException(nameof(list), list, "not a list of the profile"),
    };
}

/// <summary>What a caregiver may do; the patient has agreed to it.</summary>
public enum CaregiverMay
{
    /// <summary>Hears when somebody has taken on or looked after what the patient told.</summary>
    Hear,

    /// <summary>Writes for the patient: it is read as an answer, under the caregiver's name.</summary>
    Speak,
    HearAndSpeak,
}

/// <param name="Source">Where the patient agreed, e.g. "intake form".</param>
public sealed record Caregiver(string Name, PhoneNumber Mobile, CaregiverMay May, string Source, LocalDate On)
{
    [JsonIgnore]
    public bool MaySpeak => May != CaregiverMay.Hear;

    [JsonIgnore]
    public bool MayHear => May != CaregiverMay.Speak;
}

public sealed record Guardian(string Name, PhoneNumber Mobile);

/// <summary>Agreement to be contacted by one channel, with its source and date; kept at least 4 years (47 CFR 64.1200; policy of the carrier).</summary>
public sealed record Consent(Channel Channel, string Source, LocalDate On);
