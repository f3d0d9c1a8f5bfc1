using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;

namespace Outreach.App.Simulating;

/// <param name="Number">Their place in the cohort, from 0: with the seed all they do follows from it.</param>
public sealed record CohortPatient(int Number, Patient Patient, LocalDate EnrolledOn);

/// <summary>Patients made up for a simulation. None is anybody.</summary>
public static class Cohort
{
    private static readonly ImmutableArray<string> Women = ["Maria", "Linda", "Rosa", "Grace", "Denise", "Carmen", "Joan", "Ana", "Ruth", "Elena"];
    private static readonly ImmutableArray<string> Men = ["James", "Walter", "Jose", "Frank", "Leon", "Carlos", "Earl", "Luis", "Harold", "Miguel"];
    private static readonly ImmutableArray<string> Families = ["Garcia", "Miller", "Johnson", "Lopez", "Brown", "Novak", "Harris", "Reyes", "Kim", "Walsh", "Byrne", "Ortega"];
    private static readonly ImmutableArray<string> Conditions = ["hypertension", "type 2 diabetes", "heart failure", "asthma", "depression", "osteoarthritis"];

    private const double Spanish = 0.2;
    private const int YoungestYears = 28;
    private const int OldestYears = 92;

    /// <summary>One after another, so that no more of them than are being followed need to be kept.</summary>
    /// <param name="spreadDays">They are enrolled over so many days, weekdays only.</param>
    public static CohortPatient Patient(Context context, int number, int seed, LocalDate first, int spreadDays)
    {
        var random = new Random(unchecked((seed * 7_919) + (number * 31) + 17));
        var female = random.Next(2) == 0;
        var name = (female ? Women : Men)[random.Next(10)];
        var family = Families[random.Next(Families.Length)];
        var language = random.NextDouble() < Spanish ? Language.Spanish : Language.English;
        var day = first.PlusDays(spreadDays <= 1 ? 0 : random.Next(spreadDays));
        while (day.DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday) day = day.PlusDays(1);
        var providers = context.Practice.Providers;
        return new CohortPatient(number, new Patient
        {
            Id = new PatientId(DerivedId.From(string.Create(CultureInfo.InvariantCulture, $"cohort|{seed}|{number}"))),
            ExternalId = string.Create(CultureInfo.InvariantCulture, $"S-{number:D6}"),
            PreferredName = name,
            FamilyName = family,
            BirthDate = first.PlusYears(-random.Next(YoungestYears, OldestYears)).PlusDays(-random.Next(365)),
            Sex = female ? Sex.Female : Sex.Male,
            Language = language,
            TimeZone = context.Practice.Zone.Id,
            Mobile = PhoneNumber.TryParse(string.Create(CultureInfo.InvariantCulture, $"+1212{5_000_000 + (number % 4_000_000):D7}")),
            Email = random.NextDouble() < 0.5 ? EmailAddress.TryParse(string.Create(CultureInfo.InvariantCulture, $"s{number}@example.com")) : null,
            Provider = providers[random.Next(providers.Length)].Id,
            Profile = new HealthProfile { Conditions = [Conditions[random.Next(Conditions.Length)]] },
            Consents = [new Consent(Channel.Sms, "simulation", day), new Consent(Channel.Email, "simulation", day)],
        }, day);
    }
}
