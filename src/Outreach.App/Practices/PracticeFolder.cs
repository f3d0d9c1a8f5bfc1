using NodaTime;
using Outreach.Core.CarePlans;
using Outreach.Core.CarePlans.Yaml;
using Outreach.Core.Documents;
using Outreach.Core.FollowUps;
using Outreach.Core.Practices.Yaml;
using Outreach.Core.Replies;

namespace Outreach.App.Practices;

/// <summary>practice.yaml and the plans beside it.</summary>
public static class PracticeFolder
{
    public const string PracticeFile = "practice.yaml";

    /// <summary>The plans and demo practice that come with the program.</summary>
    public static string Shipped => Path.Combine(AppContext.BaseDirectory, "careplans");

    /// <exception cref="PracticeFolderException">Something in it is wrong; every mistake is named with its place.</exception>
    public static Context Load(string folder)
    {
        var practiceFile = Path.Combine(folder, PracticeFile);
        if (!File.Exists(practiceFile)) throw new PracticeFolderException($"There is no {PracticeFile} in {folder}. Copy the one from {Shipped} there and make it yours.");
        var mistakes = new List<Diagnostic>();
        var plans = new List<CarePlan>();
        foreach (var file in Directory.GetFiles(folder, "*.yaml").Where(f => Path.GetFileName(f) != PracticeFile).Order(StringComparer.Ordinal))
        {
            var read = CarePlanReader.Read(File.ReadAllText(file), Path.GetFileName(file));
            mistakes.AddRange(read.Diagnostics.Where(d => d.Severity == Severity.Error));
            if (read.Plan is null) continue;
            if (plans.Any(p => p.Ref == read.Plan.Ref)) throw new PracticeFolderException($"{Path.GetFileName(file)}: there is another file with {read.Plan.Ref}; raise the version of one.");
            plans.Add(read.Plan);
        }

        var practice = PracticeReader.Read(File.ReadAllText(practiceFile), PracticeFile, plans);
        mistakes.AddRange(practice.Diagnostics.Where(d => d.Severity == Severity.Error));
        if (practice.Practice is null || mistakes.Count > 0)
        {
            throw new PracticeFolderException($"The plans or the practice in {folder} cannot be used:\n{string.Join('\n', mistakes)}\nRun: outreach plans check {folder}");
        }

        return new Context(practice.Practice, new PlanLibrary(plans), DateTimeZoneProviders.Tzdb, ReplyReader.With(practice.Practice.Words), DeliveryRules.Default);
    }
}

/// <summary>The folder cannot be used; the message names every mistake with its place, and what to write instead.</summary>
public sealed class PracticeFolderException(string message) : Exception(message);
