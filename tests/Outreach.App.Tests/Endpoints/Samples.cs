using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.CarePlans;
using Outreach.Core.Escalations;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Core.Practices;
using Outreach.Core.Replies;

namespace Outreach.App.Tests.Endpoints;

/// <summary>A small practice on Monday 2 March 2026, 09:30 in New York.</summary>
internal static class Samples
{
    public static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 14, 30);

    public static readonly PatientId Maria = new(Guid.Parse("7d2f8f6a0c1b4d5e9f10aabbccddeeff"));

    public static readonly Guid Escalation = Guid.Parse("11111111-2222-8333-8444-555555555555");

    public static readonly Guid CheckIn = Guid.Parse("66666666-7777-8888-9999-aaaaaaaaaaaa");

    private static readonly WeekTimes Weekdays = WeekTimes.Of([.. Enumerable.Range(1, 5).Select(d => ((IsoDayOfWeek)d, new LocalTime(8, 0), new LocalTime(17, 0)))]);

    public static readonly Practice Practice = new()
    {
        Name = "Riverside Family Medicine",
        Phone = PhoneNumber.TryParse("+12125550100")!.Value,
        TextsFrom = PhoneNumber.TryParse("+12125550101")!.Value,
        EmailFrom = EmailAddress.TryParse("care@riverside.example")!.Value,
        Zone = DateTimeZoneProviders.Tzdb["America/New_York"],
        OfficeHours = Weekdays,
        Holidays = [],
        ContactHours = WeekTimes.Of([.. Enumerable.Range(1, 7).Select(d => ((IsoDayOfWeek)d, new LocalTime(9, 0), new LocalTime(20, 0)))]),
        Providers =
        [
            new() { Id = "lee", Name = "Dr. Lee", Email = EmailAddress.TryParse("lee@riverside.example")!.Value, Mobile = PhoneNumber.TryParse("+12125550110") },
            new() { Id = "patel", Name = "Dr. Patel", Email = EmailAddress.TryParse("patel@riverside.example")!.Value, Mobile = PhoneNumber.TryParse("+12125550111") },
        ],
        Ladder = new() { OfficeHours = ["patel"], AfterHours = ["patel"], EmergencyWait = Duration.FromMinutes(15), UrgentWait = Duration.FromHours(1), RoutineWait = Duration.FromHours(24) },
        Caps = new(2, 7, 2),
        Emergency = new("911", "988"),
        ConsentText = new("I agree", "Acepto"),
        Thresholds = ImmutableSortedDictionary<string, decimal>.Empty,
        Choices = new(),
    };

    public static readonly CarePlan Plan = new()
    {
        Ref = new("home-check", 2),
        Title = new("Home checks", "Controles en casa"),
        Programme = new("your follow-up", "su seguimiento"),
        Frequency = new("about 3 texts a week", "unos 3 mensajes por semana"),
        Approval = new("Dr. Lee", new(2026, 1, 5)),
        Anchor = new("start date", "fecha de inicio"),
        Days = 30,
        CheckIns =
        [
            new()
            {
                Id = "daily",
                Cadence = [new CadenceSpan.EveryDays(1, 0, 30)],
                Expires = Duration.FromHours(20),
                Opening = new("A few questions about the last days.", "Unas preguntas sobre los últimos días."),
                Questions =
                [
                    Ask("pressure", Core.Replies.Ask.BloodPressure, "What is your blood pressure today?", "¿Cuál es su presión hoy?", "128/82"),
                    Ask("weight", Core.Replies.Ask.Weight, "What is your weight this morning?", "¿Cuánto pesa esta mañana?", "182.5"),
                    Ask("dizzy", Core.Replies.Ask.YesNo, "Have you felt dizzy?", "¿Se ha sentido con mareo?", "YES or NO"),
                    Ask("feeling", Core.Replies.Ask.BetterSameWorse, "How do you feel compared with last week?", "¿Cómo se siente en comparación con la semana pasada?", "BETTER, SAME or WORSE"),
                    Ask("pain", Core.Replies.Ask.Scale0To10, "How strong is your pain, from 0 (none) to 10 (worst)?", "¿Qué tan fuerte es su dolor, de 0 (nada) a 10 (el peor)?", "4"),
                    Ask("pharmacy", Core.Replies.Ask.Choice, "Where do you get your tablets?", "¿Dónde consigue sus pastillas?", "1") with { Options = [new("At the pharmacy", "En la farmacia"), new("By mail", "Por correo")] },
                    Ask("words", Core.Replies.Ask.Free, "Anything else we should know?", "¿Algo más que debamos saber?", "a few words of your own"),
                ],
                Thanks = new("Thank you. Your care team reads this.", "Gracias. Su equipo lo lee."),
                Because = "Every day in the first month.",
                Why = new("To see it early.", "Para verlo pronto."),
            },
        ],
        Concerns = [],
        Thresholds = ImmutableSortedDictionary<string, Threshold>.Empty,
        Fit = [],
        Silence = new() { RemindAfter = Duration.FromHours(3), OtherChannelAfter = Duration.FromHours(3), RaiseAfterMissed = 3, Urgency = Urgency.Routine },
    };

    public static readonly Context Context = new(Practice, new PlanLibrary([Plan]), DateTimeZoneProviders.Tzdb, ReplyReader.Default, DeliveryRules.Default);

    public static Patient Patient { get; } = new()
    {
        Id = Maria,
        ExternalId = "A-1001",
        PreferredName = "Maria",
        FamilyName = "Restrepo",
        BirthDate = new(1956, 4, 30),
        Language = Language.Spanish,
        TimeZone = "America/New_York",
        Mobile = PhoneNumber.TryParse("+12125550142"),
        Email = EmailAddress.TryParse("maria@example.com"),
        Provider = "lee",
        Profile = HealthProfile.Empty with { Medicines = ["lisinopril 10 mg"] },
    };

    public static FollowUp FollowUp => new()
    {
        Id = Maria,
        Patient = Patient,
        Contacts = [new ContactStanding(ContactPoint.Of(Patient.Mobile!.Value)), new ContactStanding(ContactPoint.Of(Patient.Email!.Value))],
        Enrollments = [new Enrollment { Plan = Plan.Ref, Anchor = new(2026, 2, 20), EnrolledAt = Now - Duration.FromDays(10), By = "lee" }],
    };

    public static CheckIn OpenCheckIn => new()
    {
        Id = CheckIn,
        OpenedAt = Now - Duration.FromMinutes(20),
        Planned = new(2026, 3, 2, 9, 0),
        ExpiresAt = Now + Duration.FromHours(10),
        Sources = [new CheckInSource(Plan.Ref, "daily", new(2026, 3, 2))],
        Items = [.. Plan.CheckIns[0].Questions.Select(q => new CheckInItem(Plan.Ref, "daily", q.Id))],
        Contact = ContactPoint.Of(Patient.Email!.Value),
        ByLink = true,
    };

    public static Escalation OpenEscalation(Urgency urgency = Urgency.Urgent, string words = "My ankles are swollen and I am short of breath on the stairs") => new()
    {
        Id = Escalation,
        Urgency = urgency,
        Status = EscalationStatus.Open,
        OpenedAt = Now - Duration.FromMinutes(14),
        Concerns =
        [
            new(Guid.Parse("99999999-0000-8000-8000-000000000001"), "home-check@2/weight-up", urgency, Topic.Reading, "Weight up 5 lb or more in a week", "2022 AHA/ACC/HFSA, Circulation 2022;145:e895", words, Now - Duration.FromMinutes(14)),
        ],
        Ladder = [new("lee", "Dr. Lee", Practice.Providers[0].Email, null), new("patel", "Dr. Patel", Practice.Providers[1].Email, null)],
        NextStepAt = Now + Duration.FromMinutes(46),
    };

    private static Question Ask(string id, Ask kind, string en, string es, string example) =>
        new() { Id = id, Kind = kind, Text = new(en, es), Example = Words.Same(example) };
}
