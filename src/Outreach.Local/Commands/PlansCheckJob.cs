using Outreach.Core.CarePlans;
using Outreach.Core.CarePlans.Yaml;
using Outreach.Core.Documents;
using Outreach.Core.Practices.Yaml;

namespace Outreach.Local.Commands;

/// <summary>Reads plans and practice like a compiler. Exit code 0 where nothing is wrong, 1 where something is; warnings alone are no failure.</summary>
public static class PlansCheckJob
{
    private const string PracticeFile = "practice.yaml";

    public static int Run(IReadOnlyList<string> paths, TextWriter output, TextWriter error)
    {
        var (files, failed) = Find(paths, error);
        var plans = new List<(string File, CarePlan Plan)>();
        var caps = Caps(files);
        foreach (var file in files.Where(f => !IsPractice(f)))
        {
            if (!TryRead(file, error, out var yaml)) { failed = true; continue; }
            var result = CarePlanReader.Read(yaml, file, caps);
            Print(result.Diagnostics, error);
            if (result.Plan is { } plan) plans.Add((file, plan));
            else failed = true;
        }
        failed |= SameTwice(plans, error);
        foreach (var (_, plan) in plans) output.WriteLine(Summary(plan));
        foreach (var file in files.Where(IsPractice)) failed |= !Practice(file, plans, output, error);
        return failed ? 1 : 0;
    }

    /// <summary>Those of the practice among the files; what is wrong with it is said when its turn comes.</summary>
    private static PlanCaps? Caps(IReadOnlyList<string> files) =>
        files.FirstOrDefault(IsPractice) is { } file && TryRead(file, TextWriter.Null, out var yaml) && PracticeReader.Read(yaml, file).Practice is { } practice
            ? new PlanCaps(practice.Caps.ADay, practice.Caps.AWeek)
            : null;

    private static bool Practice(string file, List<(string File, CarePlan Plan)> plans, TextWriter output, TextWriter error)
    {
        if (!TryRead(file, error, out var yaml)) return false;
        var result = PracticeReader.Read(yaml, file, plans.Count == 0 ? null : [.. plans.Select(p => p.Plan)]);
        Print(result.Diagnostics, error);
        if (result.Practice is not { } practice) return false;
        output.WriteLine($"practice  {practice.Name}  {practice.Providers.Length} providers, {practice.Zone.Id}  ok");
        return true;
    }

    private static bool SameTwice(List<(string File, CarePlan Plan)> plans, TextWriter error)
    {
        var doubled = plans.GroupBy(p => p.Plan.Ref).Where(g => g.Count() > 1).ToList();
        foreach (var group in doubled)
            error.WriteLine(new Diagnostic(group.Last().File, 1, 1, Severity.Error, $"{group.Key} is also in {group.First().File}", "raise the version of the newer one"));
        return doubled.Count > 0;
    }

    private static string Summary(CarePlan plan) =>
        $"{plan.Ref}  {plan.Title.En}  {plan.CheckIns.Length} check-ins, {plan.Concerns.Length} concerns  ok";

    private static (IReadOnlyList<string> Files, bool Failed) Find(IReadOnlyList<string> paths, TextWriter error)
    {
        var files = new List<string>();
        var failed = false;
        foreach (var path in paths)
        {
            if (File.Exists(path)) files.Add(path);
            else if (Directory.Exists(path) && YamlIn(path) is { Count: > 0 } found) files.AddRange(found);
            else
            {
                error.WriteLine($"{path}: error: {(Directory.Exists(path) ? "no YAML files here" : "no such file or directory")}");
                failed = true;
            }
        }
        return ([.. files.Distinct(StringComparer.Ordinal)], failed);
    }

    private static List<string> YamlIn(string directory) =>
        [.. Directory.EnumerateFiles(directory).Where(f => Path.GetExtension(f) is ".yaml" or ".yml").Order(StringComparer.Ordinal)];

    private static bool IsPractice(string file) => string.Equals(Path.GetFileName(file), PracticeFile, StringComparison.OrdinalIgnoreCase);

    private static bool TryRead(string file, TextWriter error, out string yaml)
    {
        try
        {
            yaml = File.ReadAllText(file);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"{file}: error: cannot be read: {e.Message}");
            yaml = "";
            return false;
        }
    }

    private static void Print(IEnumerable<Diagnostic> diagnostics, TextWriter error)
    {
        foreach (var diagnostic in diagnostics) error.WriteLine(diagnostic);
    }
}
