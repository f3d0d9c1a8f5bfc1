using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.CarePlans;
using Outreach.Core.Patients;
using Outreach.Testing;

namespace Outreach.Core.Tests.CarePlans;

public class PreventionTests
{
    private static readonly LocalDate Today = new(2026, 3, 2);

    [Theory]
    [InlineData(44, "colorectal", false)]
    [InlineData(45, "colorectal", true)]
    [InlineData(75, "colorectal", true)]
    [InlineData(76, "colorectal", false)]
    [InlineData(39, "breast", false)]
    [InlineData(40, "breast", true)]
    [InlineData(74, "breast", true)]
    [InlineData(75, "breast", false)]
    [InlineData(20, "cervical", false)]
    [InlineData(21, "cervical", true)]
    [InlineData(65, "cervical", true)]
    [InlineData(66, "cervical", false)]
    [InlineData(49, "shingles", false)]
    [InlineData(50, "shingles", true)]
    [InlineData(74, "rsv", false)]
    [InlineData(75, "rsv", true)]
    public void Due_ByAge_IsAsRecommended(int age, string service, bool due) =>
        Assert.Equal(due, Due(Woman(age)).ContainsKey(service));

    [Fact]
    public void Due_ManNeverSmoked_IsNotDueForWhatIsNotHis()
    {
        var due = Due(Woman(66) with { Sex = Sex.Male });
        Assert.DoesNotContain("breast", due.Keys);
        Assert.DoesNotContain("aneurysm", due.Keys);
        Assert.Contains("aneurysm", Due(Woman(66) with { Sex = Sex.Male, Profile = HealthProfile.Empty with { Lifestyle = ["former smoker"] } }).Keys);
    }

    [Theory]
    [InlineData("colonoscopy", "2016-03-03", false)]
    [InlineData("colonoscopy", "2016-03-02", true)]
    [InlineData("fit", "2025-03-03", false)]
    [InlineData("fit", "2025-03-02", true)]
    public void Due_DoneBefore_CountsUntilItsIntervalIsOver(string done, string on, bool due) =>
        Assert.Equal(due, Due(Done(Woman(60), done, on)).ContainsKey("colorectal"));

    [Fact]
    public void Due_RaisedRisk_AsksMoreAndSaysWhy()
    {
        var woman = Done(Woman(42), "colonoscopy", "2020-01-01");
        Assert.DoesNotContain("colorectal", Due(woman).Keys);
        var sister = woman with { Profile = woman.Profile with { FamilyHistory = ["colon cancer before 60 (sister)"] } };
        Assert.Contains("before 60", Due(sister)["colorectal"].Because, StringComparison.Ordinal);
        var lynch = Done(Woman(30), "fit", "2026-02-01") with { };
        lynch = lynch with { Profile = lynch.Profile with { GeneticFindings = ["MSH2 (Lynch syndrome)"] } };
        Assert.Equal("Lynch syndrome, so colonoscopy every 1 to 2 years", Due(lynch)["colorectal"].Because);
        var brca = Woman(31) with { Profile = HealthProfile.Empty with { GeneticFindings = ["BRCA1"] } };
        Assert.Equal(["breast", "breast-mri"], Due(brca).Keys.Where(k => k.StartsWith("breast", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Due_EachRule_HasASource() => Assert.All(Due(Woman(66)).Values, d => Assert.NotEmpty(d.Source));

    private static Patient Woman(int age) => People.Rosa with { BirthDate = Today.PlusYears(-age), Profile = HealthProfile.Empty };

    private static Patient Done(Patient patient, string what, string on) => patient with
    {
        Profile = patient.Profile with { LastDone = ImmutableSortedDictionary<string, LocalDate>.Empty.Add(what, NodaTime.Text.LocalDatePattern.Iso.Parse(on).Value) },
    };

    private static Dictionary<string, DueService> Due(Patient patient) => Prevention.Due(Prevention.Shipped, patient, Today).ToDictionary(d => d.Service, StringComparer.Ordinal);
}
