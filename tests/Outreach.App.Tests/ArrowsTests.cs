using System.Reflection;
using Outreach.App.Ledgers;
using Outreach.Core.FollowUps;

namespace Outreach.App.Tests;

/// <summary>Core ◄ App ◄ hosts: nobody points the other way.</summary>
public sealed class ArrowsTests
{
    [Fact]
    public void Core_KnowsNodaTimeAndYamlAndNothingElse() =>
        Assert.All(Outside(typeof(Decider).Assembly), name => Assert.True(name is "NodaTime" or "YamlDotNet", $"Core references {name}."));

    [Fact]
    public void App_KnowsCoreAndTheWebFramework_AndNoCarrierOrStore() =>
        Assert.All(Outside(typeof(ILedgerStore).Assembly), name => Assert.True(
            name is "Outreach.Core" or "NodaTime" || name.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal) || name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal) || name.StartsWith("Microsoft.Net.Http.", StringComparison.Ordinal),
            $"App references {name}."));

    private static IEnumerable<string> Outside(Assembly assembly) => assembly.GetReferencedAssemblies()
        .Select(a => a.Name!)
        .Where(n => !n.StartsWith("System.", StringComparison.Ordinal) && n is not ("System" or "netstandard" or "mscorlib"));
}
