using Outreach.Core.CarePlans.Yaml;
using Outreach.Core.Practices.Yaml;

namespace Outreach.Core.Tests.Practices;

public class ShippedPracticeTests
{
    [Fact]
    public void Read_ShippedPractice_HasNothingToSay()
    {
        var plans = ShippedFiles.Plans.Select(f => CarePlanReader.Read(File.ReadAllText(f), f).Plan!).ToList();
        var result = PracticeReader.Read(ShippedFiles.Text("practice.yaml"), "practice.yaml", plans);
        Assert.Empty(result.Diagnostics.Select(d => d.ToString()));
        Assert.NotNull(result.Practice);
    }
}
