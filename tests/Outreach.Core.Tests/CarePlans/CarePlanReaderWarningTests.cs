using Outreach.Core.CarePlans;
using Outreach.Core.CarePlans.Yaml;

namespace Outreach.Core.Tests.CarePlans;

public class CarePlanReaderWarningTests
{
    private const string LongText = "How is it? How is it? How is it? How is it? How is it? How is it? How is it? How is it? How is it? How is it? How is it? How is it? How is it? How is it? Tell us.";

    [Theory]
    [InlineData("approved: { by: Dr. A. Lee (demo), date: 2026-02-16 }\n", "", "1:1: warning: nobody has approved this plan, so it runs only in simulation and demo; add approved:")]
    [InlineData("What is your weight?", $"\"{LongText}\"", "23:21: warning: 162 characters make 2 text messages, and 1 is the budget; write at most 160 characters")]
    [InlineData("What is your weight?", "Your weight? 🙂", "23:21: warning: 🙂 forces this text into messages of 70 characters instead of 160; leave it out")]
    [InlineData("gain: { value: 5", "loss: { value: 5, unit: lb, source: A }\n  gain: { value: 5", "10:3: warning: nothing refers to the threshold 'loss'; use its name in a concern, or remove it")]
    [InlineData("up_at_least: gain }", "up_at_least: 6 }", "45:11: warning: a clinical number without a source; add source: the guideline, or name a threshold")]
    [InlineData("{ on_days: [12, 14] }", "{ on_days: [9, 14] }", "16:7: warning: day 9 lies in two spans of this cadence; let one span end before the next begins")]
    [InlineData("expires: 24h", "expires: 3h", "58:10: warning: a check-in expires before its reminder is due; remind sooner, or let it expire later")]
    [InlineData("days: 14", "days: 14\ncaps: { a_day: 1, a_week: 3 }", "9:7: warning: the check-ins make up to 1 messages a day and 4 a week, and the cap is 1 and 3; write caps: { a_day: 1, a_week: 4 }")]
    [InlineData("{ age: { at_least: 80 } }", "{ medicines: [weight] }", "23:21: warning: the text names 'weight', which this plan knows from the patient's profile; write it without diagnosis or medicine (R12)")]
    [InlineData("What is your weight?", "Have you experienced unanticipated respiratory complications following your hospitalization?", "23:21: warning: hard to read: grade 27.3 by Flesch-Kincaid, and the highest is 6; write shorter words and shorter sentences")]
    [InlineData("¿Cuánto pesa?", "¿Ha experimentado complicaciones respiratorias imprevistas posteriormente a su hospitalización?", "23:47: warning: hard to read: an ease of")]
    [InlineData("¿Cuánto pesa?", "What is your weight?", "23:47: warning: the Spanish is the same as the English; write it in Spanish")]
    public void Read_SomethingDoubtful_WarnsAndStillGivesThePlan(string old, string @new, string expected)
    {
        var result = CarePlanReader.Read(SmallPlan.With(old, @new), "x.yaml");
        Assert.NotNull(result.Plan);
        Findings.Are([expected], result.Diagnostics);
    }

    [Theory]
    [InlineData("    why: { en: To be sure., es: Por seguridad. }\n", "", "patients who text PLAN are not told why it is made; add why: { en: …, es: … } in plain words")]
    [InlineData("    why: { en: We look closer., es: Vemos mejor. }\n", "", "patients who text PLAN are not told why the plan is made to fit them so")]
    [InlineData("{ en: What is your weight?, es: ¿Cuánto pesa? }", "{ en: Weight?, es: ¿Peso?, easy: { en: \"What is your weight, please?\", es: \"¿Peso?\" } }", "the easier wording is longer than the usual one")]
    [InlineData("{ en: What is your weight?, es: ¿Cuánto pesa? }", "{ en: \"What is your weight this very morning before you have had your breakfast and coffee, in pounds?\", es: ¿Cuánto pesa?, easy: { en: \"What is your weight this morning before you have had any breakfast or coffee, in pounds?\", es: ¿Peso? } }", "hard to read: grade 6.1 by Flesch-Kincaid, and the highest of an easier wording is 4")]
    public void Read_WordsDoubtful_Warns(string old, string @new, params string[] expected)
    {
        var result = CarePlanReader.Read(SmallPlan.With(old, @new), "x.yaml");
        Assert.NotNull(result.Plan);
        Findings.Are(expected, result.Diagnostics);
    }

    [Fact]
    public void Read_NoConcerns_Warns()
    {
        var yaml = SmallPlan.Yaml;
        yaml = string.Concat(yaml.AsSpan(0, yaml.IndexOf("  - id: again", StringComparison.Ordinal)), "concerns: []\n", yaml.AsSpan(yaml.IndexOf("fit:", StringComparison.Ordinal)));
        var result = CarePlanReader.Read(yaml, "x.yaml");
        Assert.NotNull(result.Plan);
        Findings.Are(["warning: no answer is a concern; say which answers a clinician should know of"], result.Diagnostics);
    }

    [Fact]
    public void Read_CapsOfThePractice_AreThoseThatCount()
    {
        var result = CarePlanReader.Read(SmallPlan.Yaml, "x.yaml", new PlanCaps(ADay: 1, AWeek: 3));
        Findings.Are(["12:3: warning: the check-ins make up to 1 messages a day and 4 a week, and the cap is 1 and 3"], result.Diagnostics);
    }

    [Fact]
    public void Read_SpanishAccents_CostNothingMore()
    {
        var result = CarePlanReader.Read(SmallPlan.With("¿Cuánto pesa?", "\"¿Cómo está? Envíe aquí su número según la báscula: así sabremos más\""), "x.yaml");
        Assert.Empty(result.Diagnostics.Select(d => d.ToString()));
    }
}
