using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.Patients;
using Outreach.Core.Practices;

namespace Outreach.Local.Simulation.Personas;

/// <summary>A patient of the demo with the plans they are on.</summary>
/// <param name="EnrolledAt">Practice time, in the week before the demo's Monday: who they are was told them then.</param>
internal sealed record DemoPatient(Patient Patient, LocalDateTime EnrolledAt, ImmutableArray<DemoPlan> Plans);

internal sealed record DemoPlan(string Id, LocalDate Anchor);

/// <summary>The records of the twelve. A demo starts on <see cref="Monday"/>; enrolling each at their time and letting that week pass
/// first gives weights and answers a past. Ids are chosen so that the spread of the check-ins puts the story's order right.</summary>
internal static class DemoPatients
{
    public static readonly LocalDate Monday = new(2026, 3, 2);

    /// <summary>When the week before begins.</summary>
    public static readonly LocalDateTime HistoryBegins = new(2026, 2, 23, 9, 0);

    /// <summary>When the newcomer comes in.</summary>
    public static readonly LocalDateTime DemoBegins = Monday + new LocalTime(8, 55);

    private const string ConsentSource = "front desk form";
    private const string PostVisit = "post-visit";
    private const string PostDischarge = "post-discharge";
    private const string HomeBloodPressure = "home-blood-pressure";
    private const string NewMedicine = "new-medicine";
    private const string HeartFailure = "heart-failure-weight";

    private static readonly LocalDate VisitMonday = new(2026, 2, 23);
    private static readonly LocalDate Wednesday = new(2026, 2, 25);
    private static readonly LocalDate Friday = new(2026, 2, 27);
    private static readonly LocalDate Sunday = new(2026, 3, 1);

    /// <summary>Harold weighs himself as he gets up, and asked to be texted then.</summary>
    private static readonly WeekTimes EarlyRiser = WeekTimes.Of([.. Enum.GetValues<IsoDayOfWeek>().Where(d => d != IsoDayOfWeek.None).Select(d => (d, new LocalTime(8, 0), new LocalTime(20, 0)))]);

    /// <summary>In the order they were enrolled.</summary>
    public static readonly ImmutableArray<DemoPatient> All =
    [
        Of("0d30000b", 1, "Grace", "Kim", new(1968, 5, 14), Sex.Female, "lee", new() { Conditions = ["migraine"], Goals = ["walk the dog every day"] })
            .EnrolledOn(VisitMonday, 10, 20, new DemoPlan(PostVisit, VisitMonday)),
        Of("0d30000d", 5, "Lupita", "Reyes", new(1981, 12, 12), Sex.Female, "ortiz", new() { Conditions = ["gastritis"], Social = ["works two jobs"] }, Language.Spanish)
            .EnrolledOn(VisitMonday, 11, 5, new DemoPlan(PostVisit, VisitMonday)),
        Of("0d300004", 11, "Carmen", "Ortega", new(1959, 7, 16), Sex.Female, "ortiz", new() { Conditions = ["osteoarthritis"], Goals = ["dance at her granddaughter's wedding"] }, Language.Spanish)
            .EnrolledOn(VisitMonday, 14, 40, new DemoPlan(PostVisit, VisitMonday)),
        Of("0d300008", 7, "Tina", "Walsh", new(1990, 9, 3), Sex.Female, "lee", new() { Conditions = ["asthma"] }, zone: "America/Chicago")
            .EnrolledOn(VisitMonday, 15, 30, new DemoPlan(PostVisit, VisitMonday)),
        (Of("0d30000a", 3, "Harold", "Byrne", new(1949, 3, 28), Sex.Male, "lee", new() { Conditions = ["heart failure", "hypertension"], Medicines = ["furosemide", "carvedilol"], Lifestyle = ["low-salt diet", "early riser"] }) with { Window = EarlyRiser })
            .EnrolledOn(Wednesday, 9, 45, new DemoPlan(HeartFailure, Wednesday)),
        Of("0d300012", 4, "Denise", "Cole", new(1974, 8, 2), Sex.Female, "ortiz", new() { Conditions = ["hypertension"], Medicines = ["hydrochlorothiazide"], Allergies = ["penicillin"] })
            .EnrolledOn(Friday, 10, 10, new DemoPlan(HomeBloodPressure, Sunday), new DemoPlan(NewMedicine, Friday)),
        Of("0d300008", 6, "Frank", "Doyle", new(1957, 1, 19), Sex.Male, "lee", new() { Conditions = ["hypertension"], Medicines = ["amlodipine"], Social = ["widowed, lives alone"] })
            .EnrolledOn(Friday, 11, 15, new DemoPlan(HomeBloodPressure, Sunday)),
        Of("0d300011", 10, "Leon", "Harris", new(1963, 10, 30), Sex.Male, "ortiz", new() { Conditions = ["hypertension", "type 2 diabetes"], Medicines = ["lisinopril", "metformin"], FamilyHistory = ["stroke: father at 61"] })
            .EnrolledOn(Friday, 13, 20, new DemoPlan(HomeBloodPressure, Sunday)),
        Of("0d30000c", 12, "Earl", "Jenkins", new(1952, 6, 21), Sex.Male, "lee", new() { Conditions = ["hypertension"], Medicines = ["losartan"] })
            .EnrolledOn(Friday, 14, 5, new DemoPlan(HomeBloodPressure, Sunday)),
        Of("0d300006", 2, "Walter", "Novak", new(1946, 11, 8), Sex.Male, "ortiz", new() { Conditions = ["hypertension"], Social = ["forgets his phone in the kitchen"] })
            .EnrolledOn(Friday, 15, 50, new DemoPlan(HomeBloodPressure, Sunday)),
        Of("0d300001", 9, "Rosa", "Silva", new(1944, 4, 5), Sex.Female, "lee", new() { Conditions = ["pneumonia, recovering"], Social = ["lives with her daughter"] }, sharedPhone: true)
            .EnrolledOn(Sunday, 13, 10, new DemoPlan(PostDischarge, Sunday)),
        Of("0d30000a", 8, "Marcus", "Hale", new(1970, 2, 11), Sex.Male, "ortiz", new() { Conditions = ["appendectomy"], Lifestyle = ["truck driver"] }, zone: "America/Phoenix")
            .EnrolledOn(Sunday, 15, 30, new DemoPlan(PostDischarge, Sunday)),
    ];

    private static Patient Of(
        string idBegins, int place, string name, string family, LocalDate born, Sex sex, string provider, HealthProfile profile,
        Language language = Language.English, string zone = "America/New_York", bool sharedPhone = false) => new()
    {
        Id = new PatientId(Guid.Parse($"{idBegins}-0000-4000-8000-{place:D12}")),
        ExternalId = $"demo-{place:D2}",
        PreferredName = name,
        FamilyName = family,
        BirthDate = born,
        Sex = sex,
        Language = language,
        TimeZone = zone,
        Mobile = PhoneNumber.TryParse($"+1212555{120 + place:D4}"),
        Email = EmailAddress.TryParse($"{name}.{family}@example.com"),
        SharedPhone = sharedPhone,
        PreferredChannel = Channel.Sms,
        Profile = profile,
        Provider = provider,
    };

    private static DemoPatient EnrolledOn(this Patient patient, LocalDate date, int hour, int minute, params DemoPlan[] plans) => new(
        patient with { Consents = [new Consent(Channel.Sms, ConsentSource, date), new Consent(Channel.Email, ConsentSource, date)] },
        date.At(new LocalTime(hour, minute)),
        [.. plans]);
}
