using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.Patients;

namespace Outreach.Core.CarePlans;

/// <summary>What a patient is due for, why, and by which recommendation. The because is for staff: no text to a patient ever says it (R12).</summary>
/// <param name="LastDone">Null where it was never done, as far as is known.</param>
public sealed record DueService(string Service, Words Name, string Because, string Source, LocalDate? LastDone);

/// <summary>
/// Screening and immunisation by age, sex, habits, family history and genetic findings, and when each was last done.
/// USPSTF grades A and B, the CDC adult schedule, NCCN and USMSTF for raised risk; they change, so each says its year.
/// </summary>
public static class Prevention
{
    private static readonly Condition Woman = new Condition.SexIs(Sex.Female);
    private static readonly Condition Man = new Condition.SexIs(Sex.Male);

    private static readonly Dictionary<string, Words> Names = new(StringComparer.Ordinal)
    {
        ["colorectal"] = new("colorectal cancer screening", "prueba de cáncer de colon"),
        ["breast"] = new("mammogram", "mamografía"),
        ["breast-mri"] = new("breast MRI", "resonancia de mama"),
        ["cervical"] = new("cervical cancer screening", "prueba de cuello uterino"),
        ["lung"] = new("low-dose CT of the lungs", "tomografía de pulmón"),
        ["aneurysm"] = new("ultrasound of the aorta", "ultrasonido de la aorta"),
        ["diabetes"] = new("diabetes test", "prueba de diabetes"),
        ["bone"] = new("bone density test", "densitometría ósea"),
        ["hepatitis-c"] = new("hepatitis C test", "prueba de hepatitis C"),
        ["hiv"] = new("HIV test", "prueba de VIH"),
        ["blood-pressure"] = new("blood pressure check", "toma de presión"),
        ["influenza"] = new("flu vaccine", "vacuna contra la influenza"),
        ["tetanus"] = new("tetanus booster", "refuerzo contra el tétanos"),
        ["shingles"] = new("shingles vaccine", "vacuna contra el herpes zóster"),
        ["pneumococcal"] = new("pneumococcal vaccine", "vacuna contra el neumococo"),
        ["rsv"] = new("RSV vaccine", "vacuna contra el VRS"),
    };

    /// <summary>Of one service the rule with the shortest interval that applies is the one that counts.</summary>
    private static readonly ImmutableArray<Rule> Rules =
    [
        new("colorectal", Age(45, 75), [new("colonoscopy", 120), new("ct-colonography", 60), new("sigmoidoscopy", 60), new("sdna-fit", 36), new("fit", 12)], "age 45 to 75", "USPSTF 2021, grades A and B"),
        new("colorectal", And(Age(40, 75), Family("colorectal cancer", "colon cancer")), [new("colonoscopy", 120), new("ct-colonography", 60), new("sdna-fit", 36), new("fit", 12)], "a close relative had colorectal cancer, so from age 40", "USMSTF 2017"),
        new("colorectal", And(Age(40, 85), Family("colorectal cancer before 60", "colon cancer before 60")), [new("colonoscopy", 60)], "a close relative had colorectal cancer before 60, so colonoscopy every 5 years from 40", "USMSTF 2017") { Overrides = true },
        new("colorectal", And(Age(25, 85), Genes("Lynch", "MLH1", "MSH2", "EPCAM")), [new("colonoscopy", 24)], "Lynch syndrome, so colonoscopy every 1 to 2 years", "NCCN, genetic/familial high risk") { Overrides = true },
        new("breast", And(Woman, Age(40, 74)), [new("mammogram", 24)], "woman aged 40 to 74", "USPSTF 2024, grade B"),
        new("breast", And(Woman, Age(30, 75), Genes("BRCA")), [new("mammogram", 12)], "BRCA variant, so every year from 30", "NCCN, genetic/familial high risk") { Overrides = true },
        new("breast-mri", And(Woman, Age(25, 75), Genes("BRCA")), [new("breast-mri", 12)], "BRCA variant, so every year from 25", "NCCN, genetic/familial high risk"),
        new("cervical", And(Woman, Age(21, 29), NoConditions("hysterectomy")), [new("cervical-cytology", 36)], "woman aged 21 to 29", "USPSTF 2018, grade A"),
        new("cervical", And(Woman, Age(30, 65), NoConditions("hysterectomy")), [new("hpv-test", 60), new("cervical-cytology", 36)], "woman aged 30 to 65", "USPSTF 2018, grade A"),
        new("lung", And(Age(50, 80), Habits("20 pack-years")), [new("lung-ct", 12)], "20 pack-years or more, age 50 to 80", "USPSTF 2021, grade B"),
        new("aneurysm", And(Man, Age(65, 75), Habits("smok", "pack-years")), [new("aorta-ultrasound", null)], "man aged 65 to 75 who has smoked", "USPSTF 2019, grade B"),
        new("diabetes", And(Age(35, 70), Conditions("overweight", "obesity")), [new("glucose-test", 36), new("a1c", 36)], "age 35 to 70 with overweight", "USPSTF 2021, grade B"),
        new("bone", And(Woman, Age(65, null)), [new("bone-density", null)], "woman aged 65 or more", "USPSTF 2025, grade B"),
        new("hepatitis-c", Age(18, 79), [new("hepatitis-c-test", null)], "once between 18 and 79", "USPSTF 2020, grade B"),
        new("hiv", Age(18, 65), [new("hiv-test", null)], "once by 65", "USPSTF 2019, grade A"),
        new("blood-pressure", Age(40, null), [new("blood-pressure", 12)], "every year from 40", "USPSTF 2021, grade A"),
        new("influenza", Age(18, null), [new("influenza", 12)], "every year", "CDC adult schedule"),
        new("tetanus", Age(18, null), [new("tetanus", 120)], "every 10 years", "CDC adult schedule"),
        new("shingles", Age(50, null), [new("shingles", null)], "from 50, two doses", "CDC adult schedule"),
        new("pneumococcal", Age(50, null), [new("pneumococcal", null)], "once from 50", "CDC adult schedule, since October 2024"),
        new("rsv", Age(75, null), [new("rsv", null)], "once from 75", "CDC adult schedule"),
    ];

    public static IReadOnlyCollection<string> Services => Names.Keys;

    public static ImmutableArray<DueService> Due(Patient patient, LocalDate today)
    {
        var facts = new Facts(patient, today, [], null, ImmutableSortedDictionary<string, decimal>.Empty);
        var due = ImmutableArray.CreateBuilder<DueService>();
        foreach (var group in Rules.Where(r => facts.Holds(r.Who)).GroupBy(r => r.Service))
        {
            // The last that overrides asks the most.
            var rule = group.LastOrDefault(r => r.Overrides) ?? group.First();
            if (rule.Tests.Any(t => Covers(patient, t, today))) continue;
            var last = rule.Tests.Select(t => patient.Profile.LastDone.TryGetValue(t.Done, out var on) ? on : (LocalDate?)null).Max();
            due.Add(new DueService(rule.Service, Names[rule.Service], rule.Because, rule.Source, last));
        }

        return due.DrainToImmutable();
    }

    private static bool Covers(Patient patient, Test test, LocalDate today) =>
        patient.Profile.LastDone.TryGetValue(test.Done, out var on) && (test.Months is not { } months || on.PlusMonths(months) > today);

    private static Condition And(params ImmutableArray<Condition> all) => new Condition.All(all);

    private static Condition Age(int? from, int? to) => new Condition.Age(from, to);

    private static Condition Family(params ImmutableArray<string> any) => new Condition.Profile(ProfileList.FamilyHistory, any);

    private static Condition Genes(params ImmutableArray<string> any) => new Condition.Profile(ProfileList.GeneticFindings, any);

    private static Condition Habits(params ImmutableArray<string> any) => new Condition.Profile(ProfileList.Lifestyle, any);

    private static Condition Conditions(params ImmutableArray<string> any) => new Condition.Profile(ProfileList.Conditions, any);

    private static Condition NoConditions(params ImmutableArray<string> any) => new Condition.Not(Conditions(any));

    /// <param name="Tests">Any one of them done in time is enough.</param>
    private sealed record Rule(string Service, Condition Who, ImmutableArray<Test> Tests, string Because, string Source)
    {
        /// <summary>Raised risk: what is enough for others is not for this patient.</summary>
        public bool Overrides { get; init; }
    }

    /// <param name="Done">As the profile's dates name it.</param>
    /// <param name="Months">Good for so long; null for ever.</param>
    private sealed record Test(string Done, int? Months);
}
