using Outreach.Core.CarePlans.Yaml;

namespace Outreach.Core.Tests.CarePlans;

public class ShippedPlansTests
{
    public static TheoryData<string> Files => [.. ShippedFiles.Plans.Select(f => Path.GetFileName(f))];

    [Theory]
    [MemberData(nameof(Files))]
    public void Read_ShippedPlan_HasNothingToSay(string file)
    {
        var result = CarePlanReader.Read(ShippedFiles.Text(file), file);
        Assert.Empty(result.Diagnostics.Select(d => d.ToString()));
        Assert.NotNull(result.Plan);
        Assert.Equal(Path.GetFileNameWithoutExtension(file), result.Plan.Ref.Id);
        Assert.NotNull(result.Plan.Approval);
    }
}
