using NodaTime;
using NodaTime.TimeZones;
using Outreach.Core.CarePlans;
using Outreach.Core.CarePlans.Yaml;
using Outreach.Core.FollowUps;
using Outreach.Core.Practices;
using Outreach.Core.Practices.Yaml;
using Outreach.Core.Replies;

namespace Outreach.Testing;

/// <summary>The plans and demo practice that ship with the repository.</summary>
public static class Shipped
{
    private static readonly Lazy<Context> Loaded = new(Load);

    public static Context Context => Loaded.Value;

    public static Practice Practice => Context.Practice;

    public static string Folder { get; } = FindFolder();

    private static Context Load()
    {
        var plans = Directory.GetFiles(Folder, "*.yaml")
            .Where(f => Path.GetFileName(f) != "practice.yaml")
            .Select(f => CarePlanReader.Read(File.ReadAllText(f), Path.GetFileName(f)).Plan!)
            .ToList();
        var practice = PracticeReader.Read(File.ReadAllText(Path.Combine(Folder, "practice.yaml")), "practice.yaml", plans).Practice!;
        return new Context(practice, new PlanLibrary(plans), DateTimeZoneProviders.Tzdb, ReplyReader.Default, DeliveryRules.Default);
    }

    private static string FindFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var plans = Path.Combine(folder.FullName, "careplans");
            if (File.Exists(Path.Combine(plans, "practice.yaml")) && File.Exists(Path.Combine(folder.FullName, "Outreach.sln"))) return plans;
        }

        throw new InvalidOperationException("careplans/ was not found above the test's folder.");
    }
}
