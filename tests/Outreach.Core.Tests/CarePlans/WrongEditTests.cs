using Outreach.Core.CarePlans.Yaml;

namespace Outreach.Core.Tests.CarePlans;

/// <summary>What somebody with a text editor gets wrong in a shipped plan never gets past <c>plans check</c>: an error, or where the plan may still be meant so, a warning.</summary>
public class WrongEditTests
{
    [Theory]
    [InlineData("home-blood-pressure", "value: 180", "value: 18O", "'18O' is not a number")]
    [InlineData("home-blood-pressure", "unit: mmHg", "unit: mmhg", "the threshold 'severe-systolic' is in mmhg, and 'blood-pressure' is in mmHg; give the threshold in mmHg")]
    [InlineData("home-blood-pressure", "at_least: severe-systolic", "at_most: severe-systolic", "an ordinary reading, 124/76, raises 'severe'; look whether at_least and at_most")]
    [InlineData("heart-failure-weight", "value: 3, unit: lb", "value: 30, unit: lb", "30 within 1 day is no less than 5 within 7, so 'up-in-a-week' always comes first")]
    [InlineData("heart-failure-weight", "when: { answer: danger-signs, is: yes }", "when: { answer: danger-signs, is: si }", "'si' is no answer to 'danger-signs'")]
    [InlineData("heart-failure-weight", "until: 60", "until: 90", "day 90 lies outside the plan, which ends on day 60")]
    [InlineData("type-2-diabetes", "below: very-low }", "below: very_low }", "there is no threshold 'very_low'; did you mean very-low?")]
    [InlineData("type-2-diabetes", "{ level: fasting-reading, above: high }", "{ level: fasting-reading, above: high, below: low }", "nothing is both")]
    [InlineData("mood", "      - instrument: phq-2\n      - instrument: phq-9\n        only_when: { score: phq-2, at_least: phq-2-positive }\n        because: the two short questions are positive\n      - id: restless", "      - instrument: phq-9\n        only_when: { score: phq-2, at_least: phq-2-positive }\n        because: the two short questions are positive\n      - id: restless", "not all of PHQ-2 is asked before this")]
    [InlineData("mood", "urgency: urgent\n    when: { level: phq-self-harm", "urgency: routine\n    when: { level: phq-self-harm", "thoughts of death or self-harm are looked at the same day; write urgency: urgent, or emergency")]
    [InlineData("mood", "  - id: self-harm\n    urgency: urgent\n    when: { level: phq-self-harm, at_least: 1 }", "  - id: self-harm\n    urgency: urgent\n    when: { level: phq-tired, at_least: 1 }", "'phq-self-harm' is asked, and no concern looks at it; add a concern with urgency: urgent")]
    [InlineData("type-2-diabetes", "when: { answer: foot-sore, is: yes }", "when: { answer: very-ill, is: yes }", "no concern looks at the answers to 'foot-sore'")]
    [InlineData("type-2-diabetes", "when: { level: fasting-reading, below: very-low }", "when: { level: fasting-reading, above: very-low }", "an ordinary reading, 110, raises 'very-low'")]
    [InlineData("post-visit", "es: \"¿Tiene alguna pregunta para su equipo médico? SÍ o NO\"", "es: \"Do you have a question for your care team? YES or NO\"", "the Spanish is the same as the English")]
    [InlineData("post-discharge", "raise_after_missed: 1", "raise_after_missed: 0", "'0' is not a whole number")]
    [InlineData("new-medicine", "          - { en: Cost, es: Costo }\n", "", "'Cost' is no answer to 'why-missed'")]
    [InlineData("whole-person", "{ answer: due-answer, is: \"Yes\" }", "{ answer: due-answer, is: Yess }", "'Yess' is no answer to 'due-answer'; did you mean Yes?")]
    [InlineData("whole-person", "- instrument: pain", "- instrument: promis-global-10", "PROMIS Global-10 has no words that may be shipped for en: ")]
    public void Check_AWrongEdit_IsSaid(string plan, string old, string @new, params string[] expected)
    {
        var yaml = ShippedFiles.Text($"{plan}.yaml");
        Assert.Contains(old, yaml, StringComparison.Ordinal);
        var found = CarePlanReader.Read(yaml.Replace(old, @new, StringComparison.Ordinal), $"{plan}.yaml").Diagnostics.Select(f => f.ToString()).ToList();
        Assert.True(expected.All(part => found.Exists(f => f.Contains(part, StringComparison.Ordinal))), $"{plan}: {string.Join('\n', found.DefaultIfEmpty("nothing is said"))}");
        Assert.NotEmpty(found);
    }
}
