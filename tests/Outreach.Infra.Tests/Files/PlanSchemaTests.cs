using System.Text.Json;

namespace Outreach.Infra.Tests.Files;

/// <summary>careplan.schema.json as editors use it (ajv): every shipped plan passes, every wrong one does not.</summary>
public class PlanSchemaTests
{
    /// <summary>What an editor must underline: a plan, a line of it, and what somebody wrote instead.</summary>
    private static readonly (string Plan, string Old, string New)[] Wrong =
    [
        ("post-visit", "urgency: urgent", "urgency: soon"),
        ("post-visit", "days: 10", "days: ten"),
        ("post-visit", "    because: 24 to 72", "    becuase: 24 to 72"),
        ("post-visit", "silence:", "silense:"),
        ("post-visit", "expires: ", "expires: about "),
        ("post-visit", "kind: better-same-worse", "kind: better-or-worse"),
        ("home-blood-pressure", "value: 180", "value: high"),
        ("home-blood-pressure", "part: systolic", "part: upper"),
        ("home-blood-pressure", "every_days: 1, from: 1", "every_days: 0, from: 1"),
        ("type-2-diabetes", "on_weekdays: [mon, thu]", "on_weekdays: [monn, thu]"),
        ("type-2-diabetes", "{ missed: 4 }", "{ misses: 4 }"),
        ("type-2-diabetes", "{ en: Cost, es: Costo }", "{ en: Cost }"),
        ("mood", "instrument: phq-2", "instrument: phq2"),
        ("whole-person", "rest_days: [sun]", "rest_days: []"),
        ("heart-failure-weight", "at: \"09:00\"", "at: 9 in the morning"),
        ("heart-failure-weight", "id: weight", "id: My weight"),
    ];

    [NodeFact]
    public void Schema_ShippedPlans_ArePassed()
    {
        var plans = Directory.GetFiles(Repository.Path("careplans"), "*.yaml").Where(f => Path.GetFileName(f) != "practice.yaml").Order(StringComparer.Ordinal).ToList();
        var wrong = Check(plans);
        Assert.Equal(8, plans.Count);
        Assert.All(plans.Zip(wrong), p => Assert.True(p.Second.Count == 0, $"{Path.GetFileName(p.First)}: {string.Join("; ", p.Second)}"));
    }

    [NodeFact]
    public void Schema_WrongPlans_AreNot()
    {
        var folder = Directory.CreateTempSubdirectory("plans");
        try
        {
            var files = Wrong.Select((w, place) =>
            {
                var yaml = File.ReadAllText(Repository.Path($"careplans/{w.Plan}.yaml"));
                Assert.Contains(w.Old, yaml, StringComparison.Ordinal);
                var file = Path.Combine(folder.FullName, $"{place}.yaml");
                File.WriteAllText(file, yaml.Replace(w.Old, w.New, StringComparison.Ordinal));
                return file;
            }).ToList();
            Assert.All(Wrong.Zip(Check(files)), w => Assert.True(w.Second.Count > 0, $"{w.First.Plan} with \"{w.First.New}\" passes"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IReadOnlyList<IReadOnlyList<string>> Check(IEnumerable<string> files) =>
        [.. Node.Run("plans.mjs", [Repository.Path("careplans/careplan.schema.json"), .. files]).EnumerateArray().Select(f => f.EnumerateArray().Select(e => e.GetString()!).ToList())];
}
