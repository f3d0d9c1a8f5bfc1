using NodaTime;
using Outreach.Core.CarePlans;
using Outreach.Core.CarePlans.Yaml;
using Outreach.Core.Patients;
using Outreach.Testing;

namespace Outreach.Core.Tests.CarePlans;

public class PersonalPlanTests
{
    private static readonly LocalDate Today = new(2026, 3, 2);

    private static CarePlan BloodPressure => Shipped.Context.Plans.Latest("home-blood-pressure")!;

    [Fact]
    public void Explain_TwoPatients_GetPlansOfTheirOwnWithTheirReasons()
    {
        var rosa = Explain(People.Rosa);
        var pregnant = Explain(People.Rosa with { BirthDate = new LocalDate(1995, 1, 1), Profile = HealthProfile.Empty with { Conditions = ["pregnancy"] } });
        Assert.Contains("  nothing: the plan as it stands", rosa);
        Assert.Contains("  severe-systolic is 160: In pregnancy and after birth 160/110 or more is severe (ACOG)", pregnant);
        Assert.Contains(pregnant, l => l.StartsWith("  severe-systolic: 160 mmHg instead of 180", StringComparison.Ordinal));
        Assert.NotEqual(rosa, pregnant);
    }

    [Fact]
    public void Explain_OwnThreshold_SaysWhoSetIt() =>
        Assert.Contains("  goal-systolic is 140: set for this patient", Explain(People.Rosa with { Thresholds = People.Rosa.Thresholds.Add("home-blood-pressure.goal-systolic", 140) }));

    [Fact]
    public void Explain_TheDaysAhead_AreListed()
    {
        var lines = Explain(People.Rosa);
        Assert.Contains("  Tue 2026-03-03 09:00  day 1, morning: blood-pressure", lines);
        Assert.Contains("  Tue 2026-03-03 17:30  day 1, evening: blood-pressure", lines);
    }

    [Fact]
    public void ChangesTo_NewVersion_AreOnlyWhatConcernsThisPatient()
    {
        var yaml = File.ReadAllText(Path.Combine(ShippedFiles.Folder, "home-blood-pressure.yaml"));
        var next = CarePlanReader.Read(yaml.Replace("set: { severe-systolic: 160", "set: { severe-systolic: 150", StringComparison.Ordinal).Replace("version: 1", "version: 2", StringComparison.Ordinal), "x.yaml").Plan!;
        var pregnant = People.Rosa with { Profile = HealthProfile.Empty with { Conditions = ["pregnancy"] } };
        Assert.Empty(new PersonalPlan(BloodPressure, People.Rosa, Shipped.Practice, null, Today).ChangesTo(next));
        Assert.Contains(new PersonalPlan(BloodPressure, pregnant, Shipped.Practice, null, Today).ChangesTo(next), l => l.StartsWith("+ severe-systolic: 150 mmHg instead of 180", StringComparison.Ordinal));
    }

    /// <summary>docs/two-patients.md shows one plan for two people, as explain prints it.</summary>
    [Fact]
    public void Explain_TwoPatientsOfOnePlan_AreThePageInDocs()
    {
        var plan = Shipped.Context.Plans.Latest("new-medicine")!;
        var rosa = People.Rosa with { Profile = HealthProfile.Empty with { Medicines = ["warfarin"], Lifestyle = ["night shift"] } };
        var luis = People.Rosa with { BirthDate = new LocalDate(1980, 1, 9), Sex = Sex.Male, Language = Language.Spanish, Profile = HealthProfile.Empty with { Medicines = ["lisinopril"] } };
        var page = string.Join('\n',
            ["# One plan, two patients", "", "Printed by `outreach plans explain new-medicine --patient …`; a test keeps this page true.", "",
            "## Born 1951, on warfarin, works at night", "", .. Block(plan, rosa), "", "## Born 1980, on lisinopril, reads Spanish", "", .. Block(plan, luis), ""]);
        var path = Path.Combine(ShippedFiles.Root, "docs", "two-patients.md");
        if (Environment.GetEnvironmentVariable("OUTREACH_REWRITE") == "1") File.WriteAllText(path, page);
        Assert.Equal(File.ReadAllText(path), page);
    }

    private static IEnumerable<string> Block(CarePlan plan, Patient patient) =>
        new PersonalPlan(plan, patient, Shipped.Practice, null, Today).Explain(28).Select(l => l.Length == 0 ? "" : $"    {l}");

    private static List<string> Explain(Patient patient) => [.. new PersonalPlan(BloodPressure, patient, Shipped.Practice, null, Today).Explain(7)];
}
