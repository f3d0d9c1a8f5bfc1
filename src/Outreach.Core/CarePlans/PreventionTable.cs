using System.Collections.Immutable;
using Outreach.Core.Patients;

namespace Outreach.Core.CarePlans;

/// <summary>
/// Screening and immunisation by age, sex, habits, conditions, family history and genetic findings, as shipped: USPSTF grades A and B, the CDC adult schedule, NCCN and USMSTF
/// for raised risk. They change, so each says its year, and a practice puts its own in their place (<c>prevention:</c> in practice.yaml). Not in it: COVID-19, MMR and varicella, which
/// hang on what only the chart knows.
/// </summary>
internal static class PreventionTable
{
    private static readonly Condition Woman = new Condition.SexIs(Sex.Female);
    private static readonly Condition Man = new Condition.SexIs(Sex.Male);
    private static readonly ImmutableArray<string> Immune = ["immunocompromised", "immunosuppress", "transplant", "hiv", "chemotherapy"];

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
        ["hepatitis-b"] = new("hepatitis B vaccine", "vacuna contra la hepatitis B"),
        ["hpv"] = new("HPV vaccine", "vacuna contra el VPH"),
    };

    /// <summary>Of one service the first rule that applies counts, unless one that overrides applies too.</summary>
    public static readonly ImmutableArray<PreventionRule> Shipped =
    [
        new("colorectal", Names["colorectal"], Age(45, 75), [new("colonoscopy", 120), new("ct-colonography", 60), new("sigmoidoscopy", 60), new("sdna-fit", 36), new("fit", 12)], "age 45 to 75", "USPSTF 2021, grades A and B"),
        new("colorectal", Names["colorectal"], And(Age(40, 75), Family("colorectal cancer", "colon cancer")), [new("colonoscopy", 120), new("ct-colonography", 60), new("sdna-fit", 36), new("fit", 12)], "a close relative had colorectal cancer, so from age 40", "USMSTF 2017"),
        new("colorectal", Names["colorectal"], And(Age(40, 85), Family("colorectal cancer before 60", "colon cancer before 60")), [new("colonoscopy", 60)], "a close relative had colorectal cancer before 60, so colonoscopy every 5 years from 40", "USMSTF 2017") { Overrides = true },
        new("colorectal", Names["colorectal"], And(Age(25, 85), Genes("Lynch", "MLH1", "MSH2", "EPCAM")), [new("colonoscopy", 24)], "Lynch syndrome, so colonoscopy every 1 to 2 years", "NCCN, genetic/familial high risk") { Overrides = true },
        new("breast", Names["breast"], And(Woman, Age(40, 74)), [new("mammogram", 24)], "woman aged 40 to 74", "USPSTF 2024, grade B"),
        new("breast", Names["breast"], And(Woman, Age(30, 75), Genes("BRCA")), [new("mammogram", 12)], "BRCA variant, so every year from 30", "NCCN, genetic/familial high risk") { Overrides = true },
        new("breast-mri", Names["breast-mri"], And(Woman, Age(25, 75), Genes("BRCA")), [new("breast-mri", 12)], "BRCA variant, so every year from 25", "NCCN, genetic/familial high risk"),
        new("cervical", Names["cervical"], And(Woman, Age(21, 29), NoConditions("hysterectomy")), [new("cervical-cytology", 36)], "woman aged 21 to 29", "USPSTF 2018, grade A"),
        new("cervical", Names["cervical"], And(Woman, Age(30, 65), NoConditions("hysterectomy")), [new("hpv-test", 60), new("cervical-cytology", 36)], "woman aged 30 to 65", "USPSTF 2018, grade A"),
        new("lung", Names["lung"], And(Age(50, 80), Habits("20 pack-years")), [new("lung-ct", 12)], "20 pack-years or more, age 50 to 80", "USPSTF 2021, grade B"),
        new("aneurysm", Names["aneurysm"], And(Man, Age(65, 75), Habits("smok", "pack-years")), [new("aorta-ultrasound", null)], "man aged 65 to 75 who has smoked", "USPSTF 2019, grade B"),
        new("diabetes", Names["diabetes"], And(Age(35, 70), Conditions("overweight", "obesity")), [new("glucose-test", 36), new("a1c", 36)], "age 35 to 70 with overweight", "USPSTF 2021, grade B"),
        new("bone", Names["bone"], And(Woman, Age(65, null)), [new("bone-density", null)], "woman aged 65 or more", "USPSTF 2025, grade B"),
        new("hepatitis-c", Names["hepatitis-c"], Age(18, 79), [new("hepatitis-c-test", null)], "once between 18 and 79", "USPSTF 2020, grade B"),
        new("hiv", Names["hiv"], Age(18, 65), [new("hiv-test", null)], "once by 65", "USPSTF 2019, grade A"),
        new("blood-pressure", Names["blood-pressure"], Age(40, null), [new("blood-pressure", 12)], "every year from 40", "USPSTF 2021, grade A"),
        new("influenza", Names["influenza"], Age(18, null), [new("influenza", 12)], "every year", "CDC adult schedule"),
        new("tetanus", Names["tetanus"], Age(18, null), [new("tetanus", 120)], "every 10 years", "CDC adult schedule"),
        new("shingles", Names["shingles"], Age(50, null), [new("shingles", null)], "from 50, two doses", "CDC adult schedule"),
        new("shingles", Names["shingles"], And(Age(19, 49), Conditions(Immune)), [new("shingles", null)], "weak immune system, so from 19, two doses", "CDC adult schedule"),
        new("pneumococcal", Names["pneumococcal"], Age(50, null), [new("pneumococcal", null)], "once from 50", "CDC adult schedule, since October 2024"),
        new("pneumococcal", Names["pneumococcal"], And(Age(19, 49), Or(Conditions([.. Immune, "diabetes", "heart failure", "coronary", "copd", "emphysema", "asthma", "cirrhosis", "kidney failure"]), Habits("smok"))), [new("pneumococcal", null)], "a condition or habit that raises the risk, so once from 19", "CDC adult schedule"),
        new("rsv", Names["rsv"], Age(75, null), [new("rsv", null)], "once from 75", "CDC adult schedule"),
        new("rsv", Names["rsv"], And(Age(50, 74), Conditions("heart failure", "coronary", "copd", "emphysema", "asthma", "kidney failure", "severe obesity", "nursing home")), [new("rsv", null)], "a condition that raises the risk, so once from 50", "CDC adult schedule, since 2025"),
        new("hepatitis-b", Names["hepatitis-b"], Age(19, 59), [new("hepatitis-b", null)], "once, as a series, from 19 to 59", "CDC adult schedule"),
        new("hpv", Names["hpv"], Age(18, 26), [new("hpv", null)], "once, as a series, up to 26", "CDC adult schedule"),
    ];

    private static Condition And(params ImmutableArray<Condition> all) => new Condition.All(all);

    private static Condition Or(params ImmutableArray<Condition> any) => new Condition.Any(any);

    private static Condition Age(int? from, int? to) => new Condition.Age(from, to);

    private static Condition Family(params ImmutableArray<string> any) => new Condition.Profile(ProfileList.FamilyHistory, any);

    private static Condition Genes(params ImmutableArray<string> any) => new Condition.Profile(ProfileList.GeneticFindings, any);

    private static Condition Habits(params ImmutableArray<string> any) => new Condition.Profile(ProfileList.Lifestyle, any);

    private static Condition Conditions(params ImmutableArray<string> any) => new Condition.Profile(ProfileList.Conditions, any);

    private static Condition NoConditions(params ImmutableArray<string> any) => new Condition.Not(Conditions(any));
}
