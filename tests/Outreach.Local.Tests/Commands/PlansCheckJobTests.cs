using Outreach.Local.Commands;

namespace Outreach.Local.Tests.Commands;

public sealed class PlansCheckJobTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("plans-check").FullName;
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    private static string Shipped => Path.Combine(AppContext.BaseDirectory, "careplans");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Run_ShippedFolder_SaysOkForEachFile()
    {
        Assert.Equal(0, Run(Shipped));
        Assert.Empty(_error.ToString());
        Assert.Contains("post-visit@1  Post-visit check-in  2 check-ins, 5 concerns  ok", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("practice  Riverside Family Practice  5 providers, America/New_York  ok", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_BadPlanAmongGood_FailsAndNamesFileLineAndColumn()
    {
        var bad = Write("bad.yaml", File.ReadAllText(Path.Combine(Shipped, "post-visit.yaml")).Replace("version: 1", "version: one"));
        Assert.Equal(1, Run(bad, Path.Combine(Shipped, "post-visit.yaml")));
        Assert.StartsWith($"{bad}:3:10: error: 'one' is not a whole number", _error.ToString(), StringComparison.Ordinal);
        Assert.Contains("post-visit@1", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_SamePlanInTwoFiles_Fails()
    {
        Write("a.yaml", File.ReadAllText(Path.Combine(Shipped, "post-visit.yaml")));
        Write("b.yaml", File.ReadAllText(Path.Combine(Shipped, "post-visit.yaml")));
        Assert.Equal(1, Run(_folder));
        Assert.Contains("b.yaml:1:1: error: post-visit@1 is also in", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_PracticeOverridesAThresholdNoPlanHas_Fails()
    {
        Write("post-visit.yaml", File.ReadAllText(Path.Combine(Shipped, "post-visit.yaml")));
        Write("practice.yaml", File.ReadAllText(Path.Combine(Shipped, "practice.yaml")) + "\nthresholds: { post-visit.fever: 101 }\n");
        Assert.Equal(1, Run(_folder));
        Assert.Contains("no plan has a threshold 'post-visit.fever'", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_NothingThere_Fails()
    {
        Assert.Equal(1, Run(Path.Combine(_folder, "none.yaml"), _folder));
        Assert.Contains("none.yaml: error: no such file or directory", _error.ToString(), StringComparison.Ordinal);
        Assert.Contains("error: no YAML files here", _error.ToString(), StringComparison.Ordinal);
    }

    private int Run(params string[] paths) => PlansCheckJob.Run(paths, _output, _error);

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
