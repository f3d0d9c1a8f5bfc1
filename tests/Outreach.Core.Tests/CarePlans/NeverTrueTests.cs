using Outreach.Core.CarePlans.Yaml;

namespace Outreach.Core.Tests.CarePlans;

/// <summary>Questions nobody is asked and concerns nothing raises are mistakes of the author, found before any patient is.</summary>
public class NeverTrueTests
{
    private const string Worse = "{ answer: feeling, is: worse }";

    [Theory]
    [InlineData("only_when: { answer: feeling, is: worse }", "only_when: { all: [{ answer: feeling, is: worse }, { answer: feeling, is: better }] }", "this can never be true here, so 'why' is never asked")]
    [InlineData("only_when: { answer: feeling, is: worse }", "only_when: { all: [{ answer: feeling, is: worse }, { not: { answer: feeling, is: worse } }] }", "this can never be true here, so 'why' is never asked")]
    [InlineData("only_when: { answer: feeling, is: worse }", "only_when: { level: weight, above: 900 }", "this can never be true here, so 'why' is never asked")]
    [InlineData("only_when: { answer: feeling, is: worse }", "only_when: { all: [{ sex: male }, { sex: female }] }", "this can never be true here, so 'why' is never asked")]
    [InlineData("{ age: { at_least: 80 } }", "{ all: [{ age: { at_least: 80 } }, { age: { at_most: 60 } }] }", "this can be true of no patient, so 'older' never fits the plan")]
    [InlineData("because: it shows early", "because: it shows early\n    only_when: { all: [{ sex: male }, { not: { sex: male } }] }", "this can be true of no patient, so 'daily' is never asked")]
    [InlineData("up_at_least: gain }", "up_at_least: gain }", null)]
    public void Read_ImpossibleCondition_IsAnError(string old, string @new, string? expected) => Check(SmallPlan.With(old, @new), expected);

    [Theory]
    [InlineData("{ level: weight, at_least: 1000 }", "no answer can make this true, so 'worse' is never raised")]
    [InlineData("{ average: weight, over_days: 7, readings: 3, above: 900 }", "no answer can make this true, so 'worse' is never raised")]
    [InlineData("{ all: [{ answer: feeling, is: worse }, { answer: feeling, is: same }] }", "no answer can make this true, so 'worse' is never raised")]
    [InlineData("{ all: [{ level: weight, above: 200 }, { level: weight, at_most: 200 }] }", "no answer can make this true, so 'worse' is never raised")]
    [InlineData("{ any: [{ level: weight, at_least: 1000 }, { answer: feeling, is: worse }] }", null)]
    [InlineData("{ all: [{ level: weight, above: 200 }, { level: weight, at_most: 201 }] }", null)]
    public void Read_ConcernThatNeverFires_IsAnError(string when, string? expected) =>
        Check(SmallPlan.With($"    when: {Worse}", $"    source: a guideline\n    when: {when}"), expected);

    [Fact]
    public void Read_QuestionAfterOneThatIsNeverSoAnswered_IsAnError()
    {
        const string Further = """
              - id: further
                    kind: free
                    only_when: { all: [{ answer: why-not, is: yes }, { answer: feeling, is: better }] }
                    because: x
                    text: { en: And?, es: ¿Y? }
            """;
        var yaml = SmallPlan.With("- id: why\n        kind: free", "- id: why-not\n        kind: yes-no").Replace("    thanks: { en: Thank you., es: Gracias. }\n  - id: again", "    " + Further.Trim() + "\n    thanks: { en: Thank you., es: Gracias. }\n  - id: again", StringComparison.Ordinal);
        yaml = yaml.Replace("    - id: further", "      - id: further", StringComparison.Ordinal).Replace("        - id: further", "      - id: further", StringComparison.Ordinal);
        Check(yaml, "this can never be true here, so 'further' is never asked");
    }

    private static void Check(string yaml, string? expected)
    {
        var result = CarePlanReader.Read(yaml, "x.yaml");
        if (expected is null) Assert.Empty(result.Errors.Select(d => d.ToString()));
        else Assert.Contains(expected, Assert.Single(result.Errors).ToString(), StringComparison.Ordinal);
    }
}
