using NodaTime;
using Outreach.Core.CarePlans;
using Outreach.Core.CarePlans.Yaml;

namespace Outreach.Core.Tests.CarePlans;

public class PlanLibraryTests
{
    private static readonly CarePlan s_plan = CarePlanReader.Read(SmallPlan.Yaml, "x.yaml").Plan!;

    private static CarePlan Version(int version) => s_plan with { Ref = s_plan.Ref with { Version = version } };

    [Fact]
    public void Library_SeveralVersions_StandSideBySide()
    {
        var library = new PlanLibrary([Version(10), Version(2), s_plan with { Ref = new PlanRef("other", 1) }]);
        Assert.Equal(10, library.Latest("small")!.Ref.Version);
        Assert.Equal(2, library.Find(new PlanRef("small", 2))!.Ref.Version);
        Assert.Null(library.Find(new PlanRef("small", 3)));
        Assert.Null(library.Latest("nothing"));
        Assert.Equal(["other@1", "small@2", "small@10"], library.All.Select(p => p.Ref.ToString()));
    }

    [Fact]
    public void Library_SamePlanTwice_IsRefused() => Assert.Throws<ArgumentException>(() => new PlanLibrary([s_plan, s_plan]));

    [Fact]
    public void Days_EachSpan_FallsOnItsDays()
    {
        Assert.Equal([1, 4], Cadence.Days(new CadenceSpan.OnDays([1, 4]), IsoDayOfWeek.Monday));
        Assert.Equal([1, 4, 7], Cadence.Days(new CadenceSpan.EveryDays(3, 1, 9), IsoDayOfWeek.Monday));
        Assert.Equal([0, 7], Cadence.Days(new CadenceSpan.OnWeekdays([IsoDayOfWeek.Monday], 0, 8), IsoDayOfWeek.Monday));
        Assert.Equal([1, 8], Cadence.Days(new CadenceSpan.OnWeekdays([IsoDayOfWeek.Monday], 0, 8), IsoDayOfWeek.Sunday));
    }
}
