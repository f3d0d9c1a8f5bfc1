using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Outreach.Core.CarePlans;
using Outreach.Core.CarePlans.Yaml;
using Outreach.Core.FollowUps;
using Outreach.Testing;

namespace Outreach.Core.Tests.CarePlans;

/// <summary>Small tables a clinician can check by hand: a date, an answer, and whether the condition then holds.</summary>
public class TrendTests
{
    private static readonly string Folder = Path.Combine(ShippedFiles.Root, "tests", "Outreach.Core.Tests", "CarePlans", "Trends");

    public static TheoryData<string> Tables => [.. Files];

    private static IEnumerable<string> Files => Directory.GetFiles(Folder, "*.trend.txt").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Tables))]
    public void GivenATable_WhenEachAnswerComes_ThenTheConditionHoldsWhereItSays(string table)
    {
        var lines = File.ReadAllLines(Path.Combine(Folder, table)).Where(l => l.Length > 0).ToList();
        var head = lines.TakeWhile(l => l != "---").Where(l => l.Contains(": ", StringComparison.Ordinal)).Select(l => l.Split(": ", 2)).ToDictionary(l => l[0], l => l[1], StringComparer.Ordinal);
        var condition = Condition(head["kind"], head["when"]);
        var given = ImmutableArray<Observation>.Empty;
        foreach (var row in lines.SkipWhile(l => l != "---").Skip(1))
        {
            var cells = row.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var on = LocalDatePattern.Iso.Parse(cells[0]).Value;
            var numbers = cells[1].Split('/').Select(n => decimal.Parse(n, CultureInfo.InvariantCulture)).ToArray();
            var checkIn = DerivedCheckIn(given.Length);
            given = given.Add(new Observation("asked", on.AtMidnight().InUtc().ToInstant() + Duration.FromMinutes(given.Length), on, cells[1], numbers[0], numbers.Length > 1 ? numbers[1] : null, checkIn));
            var facts = new Facts(People.Rosa, on, given, checkIn, ImmutableSortedDictionary<string, decimal>.Empty);
            Assert.True(facts.Holds(condition) == (cells[2] == "holds"), $"{table}: {row}");
        }
    }

    [Fact]
    public void GivenEveryKindOfTrend_ThenItHasATable()
    {
        var shown = Files.Select(t => File.ReadAllText(Path.Combine(Folder, t))).ToList();
        Assert.All(["change", "average", "count", "in_range", "adherence"], trend => Assert.Contains(shown, t => t.Contains($"when: {{ {trend}: ", StringComparison.Ordinal)));
    }

    private static Guid DerivedCheckIn(int row) => new(row + 1, 0, 0, new byte[8]);

    private static Condition Condition(string kind, string when)
    {
        var yaml = SmallPlan.With("- id: feeling\n        kind: better-same-worse\n        text: { en: How are you?, es: ¿Cómo está? }\n      - id: why\n        kind: free\n        only_when: { answer: feeling, is: worse }\n        because: feels worse\n        text: { en: What is wrong?, es: ¿Qué le pasa? }",
            $"- id: asked\n        kind: {kind}\n        text: {{ en: What is it?, es: ¿Cuánto es? }}").Replace("when: { answer: feeling, is: worse }", $"source: a table\n    when: {when}", StringComparison.Ordinal);
        var result = CarePlanReader.Read(yaml, "x.yaml");
        Assert.Empty(result.Errors.Select(e => e.ToString()));
        return result.Plan!.Concerns[^1].When;
    }
}
