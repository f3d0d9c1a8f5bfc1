using System.Globalization;
using System.Text.RegularExpressions;
using Outreach.Infra.Tests.Files;

namespace Outreach.Infra.Tests.Bicep;

/// <summary>What the cost model reckons with is what the templates deploy.</summary>
public class CostAgreesTests
{
    [Theory]
    [InlineData("trial", "Trial")]
    [InlineData("production", "Production")]
    public void Stage_OfTheCostModel_IsThatOfTheTemplates(string bicep, string model)
    {
        var stage = Repository.Read($"infra/stages/{bicep}.bicep");
        var reckoned = Regex.Match(Repository.Read("src/Outreach.App/Costs/Stage.cs"), $@"{model} = new\(""{bicep}"", (?<memory>[\d.]+)m, (?<ready>\d+), (?<poll>\d+), (?<zrs>\w+), (?<alert>\d+)\)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));

        Assert.True(reckoned.Success);
        Assert.Equal(decimal.Parse(One(stage, @"instanceMemoryMB: (?<it>\d+)"), CultureInfo.InvariantCulture) / 1024, decimal.Parse(reckoned.Groups["memory"].Value, CultureInfo.InvariantCulture));
        Assert.Equal(Regex.Count(stage, "instanceCount: 1", RegexOptions.None, TimeSpan.FromSeconds(5)), int.Parse(reckoned.Groups["ready"].Value, CultureInfo.InvariantCulture));
        Assert.Equal(TimeSpan.Parse(One(stage, @"durablePolling: '(?<it>[\d:]+)'"), CultureInfo.InvariantCulture).TotalSeconds, double.Parse(reckoned.Groups["poll"].Value, CultureInfo.InvariantCulture));
        Assert.Equal(One(stage, "storageSku: '(?<it>[^']+)'") == "Standard_ZRS" ? "true" : "false", reckoned.Groups["zrs"].Value);
        Assert.Equal($"PT{reckoned.Groups["alert"].Value}M", One(stage, "alertEvery: '(?<it>[^']+)'"));
    }

    [Fact]
    public void Alerts_AreAsManyAsTheCostModelReckonsWith()
    {
        var (alerts, model) = (Repository.Read("infra/modules/alerts.bicep"), Repository.Read("src/Outreach.App/Costs/Stage.cs"));
        var listed = Count(alerts, "^ {4}(phrase|measure): ");
        var onLogs = listed + Count(alerts, @"scheduledQueryRules@[\d-]+' = \{");
        var onMetrics = Count(alerts, "^ {4}name: '") - listed;

        Assert.Equal($"{onLogs}", One(model, @"LogAlerts = (?<it>\d+);"));
        Assert.Equal($"{onMetrics}", One(model, @"MetricAlerts = (?<it>\d+);"));
    }

    private static int Count(string text, string pattern) => Regex.Count(text, pattern, RegexOptions.Multiline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));

    private static string One(string text, string pattern) => Regex.Match(text, pattern, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)) is { Success: true } found
        ? found.Groups["it"].Value
        : throw new InvalidOperationException($"Nothing matches {pattern}.");
}
