using Outreach.Core.CarePlans;
using Outreach.Core.CarePlans.Yaml;

namespace Outreach.Core.Tests.CarePlans;

/// <summary>docs/plans.md says what the plans say.</summary>
public class PlanPageTests
{
    [Fact]
    public void Markdown_ShippedPlans_IsThePageInDocs()
    {
        var path = Path.Combine(ShippedFiles.Root, "docs", "plans.md");
        var now = PlanTable.Markdown(ShippedFiles.Plans.Select(f => CarePlanReader.Read(File.ReadAllText(f), f).Plan!));
        if (Environment.GetEnvironmentVariable("OUTREACH_REWRITE") == "1") File.WriteAllText(path, now);
        Assert.Equal(File.ReadAllText(path), now);
    }

    [Fact]
    public void Changes_ANumberAQuestionAndItsWords_AreSaidOneByOne()
    {
        var old = CarePlanReader.Read(SmallPlan.Yaml, "x.yaml").Plan!;
        var yaml = SmallPlan.With("value: 5", "value: 4").Replace("How are you?", "How do you feel?", StringComparison.Ordinal).Replace("      - id: why\n        kind: free\n        only_when: { answer: feeling, is: worse }\n        because: feels worse\n        text: { en: What is wrong?, es: ¿Qué le pasa? }\n", "      - { id: pain, kind: scale-0-10, text: { en: Pain?, es: ¿Dolor? } }\n", StringComparison.Ordinal);
        Assert.Equal(
            [
                "~ threshold gain: 5 lb (A guideline) → 4 lb (A guideline)",
                "~ daily asks feeling, in English: How are you? → How do you feel?",
                "- daily asks why: Free, only when feeling is worse",
                "- daily asks why, in English: What is wrong?",
                "- daily asks why, in Spanish: ¿Qué le pasa?",
                "~ concern up: urgent, Weight up, when weight up 5 or more within 7 days, asked again by again → urgent, Weight up, when weight up 4 or more within 7 days, asked again by again",
                "+ daily asks pain: Scale0To10",
                "+ daily asks pain, in English: Pain?",
                "+ daily asks pain, in Spanish: ¿Dolor?",
            ],
            PlanChanges.Of(old, CarePlanReader.Read(yaml, "x.yaml").Plan!));
    }
}
