using Outreach.Core.CarePlans;
using Outreach.Core.CarePlans.Yaml;

namespace Outreach.Core.Tests.CarePlans;

/// <summary>docs/plans.md says what the plans say.</summary>
public class PlanPageTests
{
    [Fact]
    public void Markdown_ShippedPlans_IsThePageInDocs()
    {
        var path = Path.Combine(ShippedFiles.Root, "docs", "plans.md");
        var now = PlanTable.Markdown(ShippedFiles.Plans.Select(f => CarePlanReader.Read(File.ReadAllText(f), f).Plan!));
        if (Environment.GetEnvironmentVariable("OUTREACH_REWRITE") == "1") File.WriteAllText(path, now);
        Assert.Equal(File.ReadAllText(path), now);
    }

    [Fact]
    public void Changes_OneThreshold_AreThatThresholdsLines()
    {
        var old = CarePlanReader.Read(SmallPlan.Yaml, "x.yaml").Plan!;
        var @new = CarePlanReader.Read(SmallPlan.With("value: 5", "value: 4"), "x.yaml").Plan!;
        Assert.Equal(
            ["- | Weight up | urgent | weight up 5 or more within 7 days | A guideline |", "+ | Weight up | urgent | weight up 4 or more within 7 days | A guideline |"],
            PlanTable.Changes(old, @new));
    }
}
