using Outreach.Core.CarePlans.Yaml;

namespace Outreach.Core.Tests.CarePlans;

public class CarePlanReaderErrorTests
{
    [Fact]
    public void Read_SmallPlan_HasNothingToSay()
    {
        var result = CarePlanReader.Read(SmallPlan.Yaml, "x.yaml");
        Assert.Empty(result.Diagnostics.Select(d => d.ToString()));
        Assert.NotNull(result.Plan);
    }

    [Theory]
    // Keys
    [InlineData("id: small", "id: Small Plan", "1:5: error: 'Small Plan' is not an id; write lower-case letters, digits and hyphens, such as post-visit")]
    [InlineData("version: 1\n", "", "1:1: error: a care plan without 'version'; add version: 1")]
    [InlineData("version: 1", "version: one", "2:10: error: 'one' is not a whole number from 1 to 100000; write 1")]
    [InlineData("version: 1", "version: 1\nversion: 2", "3:1: error: 'version' is already there on line 2; keep one of the two")]
    [InlineData("because: it shows", "becuase: it shows", "13:5: error: a check-in has no key 'becuase'; did you mean because? write because:")]
    [InlineData("days: 14", "days: 14\ncolour: blue", "9:1: error: a care plan has no key 'colour'; write one of id, version, title")]
    [InlineData("silence: {", "silence: daily #{", "58:10: error: the silence rule is a group of keys, and here is a single value; write remind_after: 24h")]
    [InlineData("days: 14", "days:", "8:6: error: here is nothing where a text belongs; write 30")]
    [InlineData("because: to be sure", "because: [a]", "34:14: error: here is a list where a text belongs; write why it is made")]
    // Texts
    [InlineData("title: { en: Small, es: Pequeño }", "title: { en: Small }", "3:8: error: a text without 'es'; add es: the Spanish words")]
    [InlineData("title: { en: Small, es: Pequeño }", "title: Small", "3:8: error: a text in one language only; write { en: …, es: … }")]
    [InlineData("What is your weight?", "\"{nmae}, your weight?\"", "23:21: error: there is no placeholder {nmae}; did you mean {name}? write {name}")]
    [InlineData("What is your weight?", "\"Weight {today}?\"", "23:21: error: there is no placeholder {today}; write one of {example}")]
    [InlineData("What is your weight?", "\"Hi {name, your weight?\"", "23:21: error: a '{' without its partner; write the placeholder as {name}")]
    // Single values
    [InlineData("expires: 24h", "expires: 1 day", "19:14: error: '1 day' is not a length of time; write a number and s, m, h or d, such as 24h")]
    [InlineData("at: \"09:30\"", "at: 9.30", "18:9: error: '9.30' is not a time of day; write hours and minutes of the 24-hour clock")]
    [InlineData("date: 2026-02-16", "date: 16/02/2026", "6:42: error: '16/02/2026' is not a date; write year-month-day")]
    [InlineData("value: 5", "value: five", "10:18: error: 'five' is not a number; write 180")]
    [InlineData("days: 14", "days: 14\nsensitive: maybe", "9:12: error: 'maybe' is neither yes nor no; write yes or no")]
    // Thresholds
    [InlineData(", source: A guideline", "", "10:9: error: a threshold without 'source'; add source: the guideline it comes from")]
    [InlineData("up_at_least: gain", "up_at_least: gian", "45:56: error: there is no threshold 'gian'; did you mean gain? write gain")]
    [InlineData("unit: lb", "unit: kg", "45:56: error: the threshold 'gain' is in kg, and 'weight' is in lb; give the threshold in lb")]
    [InlineData("set: { gain: 4 }", "set: { gin: 4 }", "57:12: error: there is no threshold 'gin'; did you mean gain? write gain")]
    [InlineData("set: { gain: 4 }", "set: 4", "57:10: error: 'set' names thresholds, and here is a single value; write set:")]
    // Cadence
    [InlineData("{ on_days: [12, 14] }", "{ on_days: [12, 15] }", "17:25: error: day 15 lies outside the plan, which ends on day 14; write a day up to 14, or raise days:")]
    [InlineData("{ on_days: [12, 14] }", "{ on_days: [12, 12] }", "17:25: error: day 12 twice; keep one")]
    [InlineData("{ on_days: [12, 14] }", "{ on_weekdays: [mon, tuseday], from: 10 }", "17:30: error: 'tuseday' is not a day of the week; write one of mon")]
    [InlineData("{ on_days: [12, 14] }", "{ on_dyas: [12] }", "17:9: error: no known kind of cadence; did you mean on_days? write on_days:")]
    [InlineData("{ on_days: [12, 14] }", "12", "17:9: error: a cadence is a group of keys, and here is a single value; write { on_days: [1, 7] }")]
    [InlineData("from: 1, until: 9", "from: 9, until: 1", "16:42: error: it ends on day 1, before it begins on day 9; write until: 9 or later")]
    [InlineData("every_days: 2", "every_days: 0", "16:23: error: '0' is not a whole number from 1 to 1100; write 2")]
    // Check-ins and questions
    [InlineData("- id: again", "- id: daily", "33:9: error: 'daily' is there already; give it an id of its own", "47:26: error: there is no check-in 'again'; write daily")]
    [InlineData("- id: why", "- id: weight", "27:13: error: the check-in asks 'weight' twice; give one of the two another id")]
    [InlineData("- id: pressure", "- id: feeling", "38:13: error: another check-in asks 'feeling' as a question of another kind")]
    [InlineData("kind: weight", "kind: wieght", "22:15: error: 'wieght' is not a kind of question; did you mean weight? write weight")]
    [InlineData("kind: weight", "kind: colour", "22:15: error: 'colour' is not a kind of question; write one of")]
    [InlineData("kind: weight", "kind: weight\n        unit: kg", "23:15: error: only a number has 'unit'; other kinds know their own; remove unit:")]
    [InlineData("kind: weight", "kind: weight\n        options: [{ en: A, es: A }]", "23:18: error: only a choice has options; remove them, or write kind: choice")]
    [InlineData("only_when: { answer: feeling", "only_when: { answer: pressure", "29:30: error: no question 'pressure' comes before this one in the check-in; write one of weight, feeling")]
    [InlineData("        because: feels worse\n", "", "29:20: error: 'only_when' without 'because'; add because:")]
    [InlineData("recheck: { check_in: again, after: 5m }", "source: none", "33:9: error: nothing ever asks 'again'; add cadence:, or a recheck: that names it")]
    // Concerns and conditions
    [InlineData("urgency: urgent", "urgency: red", "44:14: error: 'red' is not an urgency; write one of")]
    [InlineData("id: worse", "id: up", "48:9: error: 'up' is there already; give it an id of its own")]
    [InlineData("check_in: again", "check_in: agian", "47:26: error: there is no check-in 'agian'; did you mean again? write again")]
    [InlineData("check_in: again", "check_in: daily", "33:9: error: nothing ever asks 'again'", "47:26: error: 'daily' has a cadence of its own; name a check-in without cadence:")]
    [InlineData("urgency: urgent", "urgency: emergency", "47:14: error: an emergency is not put off by a recheck; remove recheck:, or lower the urgency")]
    [InlineData("when: { change: weight,", "when: { change: wait,", "45:21: error: no check-in asks a question 'wait'; write one of")]
    [InlineData("{ answer: feeling, is: worse }\n    because: Feels", "{ answer: feeling, is: wrose }\n    because: Feels", "50:34: error: 'wrose' is no answer to 'feeling'; did you mean worse? write worse")]
    [InlineData("{ answer: feeling, is: worse }\n    because: Feels", "{ level: feeling, at_least: 3 }\n    because: Feels", "50:20: error: the answers to 'feeling' are no numbers; write answer: and is:")]
    [InlineData("{ answer: feeling, is: worse }\n    because: Feels", "{ answer: why, is: pain }\n    because: Feels", "50:11: error: the answers to 'why' cannot be listed; leave it to the reading of free text")]
    [InlineData("{ answer: feeling, is: worse }\n    because: Feels", "{ answer: weight, is: 5 }\n    because: Feels", "50:11: error: the answers to 'weight' cannot be listed; write level:")]
    [InlineData("{ answer: feeling, is: worse }\n    because: Feels", "{ level: pressure, at_least: gain }\n    because: Feels", "50:11: error: 'pressure' has two numbers; add part: systolic", "50:40: error: the threshold 'gain' is in lb, and 'pressure' is in mmHg; give the threshold in mmHg")]
    [InlineData("{ answer: feeling, is: worse }\n    because: Feels", "{ level: weight, part: systolic, at_least: gain }\n    because: Feels", "50:34: error: 'weight' has one number only; remove part:")]
    [InlineData("{ answer: feeling, is: worse }\n    because: Feels", "{ level: weight }\n    because: Feels", "50:11: error: a range without bounds; add at_least:")]
    [InlineData("{ answer: feeling, is: worse }\n    because: Feels", "{ level: weight, at_least: gain, above: gain }\n    because: Feels", "50:51: error: 'at_least' and 'above' bound the same side; keep one of the two")]
    [InlineData("{ answer: feeling, is: worse }\n    because: Feels", "{ level: weight, at_least: gain, below: gain }\n    because: Feels", "50:11: error: nothing is both 5 or more and 5 or less; swap the bounds")]
    [InlineData("{ answer: feeling, is: worse }\n    because: Feels", "{ count: feeling, is: same, times: 3, of_last: 2 }\n    because: Feels", "50:46: error: 3 times can never be among the last 2; write times: 2 or fewer")]
    [InlineData("{ answer: feeling, is: worse }\n    because: Feels", "{ count: feeling, is: same, above: gain, times: 1, of_last: 2 }\n    because: Feels", "50:46: error: 'above' beside 'is'; count either answers or a range; keep one")]
    [InlineData("{ answer: feeling, is: worse }\n    because: Feels", "{ count: feeling, above: 1, times: 1, of_last: 2 }\n    because: Feels", "50:20: error: the answers to 'feeling' are no numbers; add is: and the answers that count")]
    [InlineData("up_at_least: gain", "up_at_least: gain, down_at_least: gain", "45:11: error: a change both up and down; keep one")]
    [InlineData("up_at_least: gain }", "}", "45:11: error: a change without a direction; add up_at_least: or down_at_least:")]
    [InlineData("{ answer: feeling, is: worse }\n    because: Feels", "{ change: pressure, over_days: 7, up_at_least: 5 }\n    source: A\n    because: Feels", "50:21: error: 'pressure' has two numbers, and a change compares one; write average:")]
    [InlineData("{ answer: feeling, is: worse }\n    because: Feels", "{ anwser: feeling, is: worse }\n    because: Feels", "50:11: error: no known kind of condition; did you mean answer? write answer:")]
    [InlineData("{ answer: feeling, is: worse }\n    because: Feels", "{ answer: feeling, is: worse, sex: male }\n    because: Feels", "50:41: error: two conditions in one: 'answer' and 'sex'; put both as a list under all: or any:")]
    [InlineData("{ answer: feeling, is: worse }\n    because: Feels", "[{ answer: feeling, is: worse }]\n    because: Feels", "50:11: error: a condition is a group of keys, and here is a list; write all: or any: before the list")]
    [InlineData("{ answer: feeling, is: worse }\n    because: Feels", "{ all: [] }\n    because: Feels", "50:18: error: 'all' of nothing; list at least one condition under it")]
    [InlineData("{ answer: feeling, is: worse }\n    because: Feels", "{ all: [{ answer: feeling, is: worse }, { level: pressure, part: systolic, above: 1 }] }\n    source: A\n    because: Feels", "50:11: error: this can never be true: no one check-in asks all of these questions; ask them in the same check-in, or use any:")]
    [InlineData("{ age: { at_least: 80 } }", "{ age: { at_least: 80, at_most: 20 } }", "54:18: error: no age is 80 or more and 20 or less; swap the two")]
    [InlineData("{ age: { at_least: 80 } }", "{ age: {} }", "54:18: error: an age without bounds; add at_least: or at_most:")]
    [InlineData("{ age: { at_least: 80 } }", "{ sex: mael }", "54:18: error: 'mael' is not a sex the profile knows; did you mean male? write male")]
    [InlineData("{ age: { at_least: 80 } }", "{ medicines: [] }", "54:24: error: 'medicines' of nothing; list at least one")]
    [InlineData("{ age: { at_least: 80 } }", "{ answer: feeling, is: worse }", "54:21: error: an answer cannot decide how a plan fits its patient; use facts of the patient")]
    [InlineData("only_when: { answer: feeling, is: worse }", "only_when: { change: weight, over_days: 3, up_at_least: gain }", "29:20: error: 'change' looks at earlier check-ins, which cannot decide whether a question is asked")]
    // Fit, silence, caps
    [InlineData("    set: { gain: 4 }\n", "", "53:5: error: a fit that changes nothing; add set:, leave_out: or at:")]
    [InlineData("set: { gain: 4 }", "leave_out: [weekly]", "57:17: error: there is no check-in 'weekly'; write one of daily, again")]
    [InlineData("other_channel_after: 8h", "other_channel_after: 2h", "58:51: error: the other channel is tried before the reminder; write a longer time than remind_after")]
    [InlineData("raise_after_missed: 2, urgency: routine", "raise_after_missed: 2, urgency: emergency", "58:87: error: silence alone is no emergency; write urgent or routine")]
    [InlineData("days: 14", "days: 14\ncaps: { a_day: 5, a_week: 3 }", "9:27: error: 3 a week is less than 5 a day; write the larger number for the week")]
    // YAML itself
    [InlineData("because: it shows early", "because: it: shows", "not well-formed YAML")]
    [InlineData("title: { en: Small", "title: { en: \"Small", "not well-formed YAML")]
    [InlineData("    because: it shows early", "\tbecause: it shows early", "13:1: error: a tab, which YAML does not allow for indentation; write spaces", "not well-formed YAML")]
    [InlineData("because: to be sure", "because: to be\u0000sure", "34:19: error: a control character, which is no text; remove it")]
    [InlineData("because: to be sure", "because: *other", "34:14: error: '*other' refers to another place; write it out here")]
    [InlineData("because: to be sure", "because: &other x", "34:14: error: '&other' names a place to refer to; remove it")]
    [InlineData("because: to be sure", "because: !!int x", "34:14: error: the tag 'tag:yaml.org,2002:int' has no meaning here; remove it")]
    public void Read_OneThingWrong_SaysWhereAndWhatInstead(string old, string @new, params string[] expected)
    {
        var result = CarePlanReader.Read(SmallPlan.With(old, @new), "x.yaml");
        Assert.Null(result.Plan);
        Findings.Are(expected, result.Diagnostics);
    }

    [Theory]
    [InlineData("", "x.yaml:1:1: error: the file is empty; write a care plan: id, version, title …")]
    [InlineData("# only a comment\n", "x.yaml:1:1: error: the file is empty; write a care plan: id, version, title …")]
    [InlineData("- a\n- b\n", "x.yaml:1:1: error: here is a list; write a care plan: id, version, title …, as keys and values")]
    public void Read_NoPlanAtAll_SaysSo(string yaml, string expected)
    {
        var result = CarePlanReader.Read(yaml, "x.yaml");
        Assert.Null(result.Plan);
        Assert.Equal([expected], result.Diagnostics.Select(d => d.ToString()));
    }

    /// <summary>Whole texts in place of the small plan's question, in braces.</summary>
    [Theory]
    [InlineData("en: \"Your goal is {goal}.\", es: ¿Cuánto pesa?", "not every patient has a goal to fill in here; write this text without {goal}, and beside it with_goal:")]
    [InlineData("en: Weight?, es: ¿Peso?, with_goal: { en: Your weight?, es: \"Para {goal}: ¿peso?\" }", "a wording for who has a goal, without {goal}; write {goal} where the patient's own words go")]
    [InlineData("en: \"What did {scale|the scale} say?\", es: ¿Cuánto marcó?", "the English has a place for the patient's own word, {scale|…}, and the Spanish has none")]
    [InlineData("en: \"{name|you}?\", es: \"¿{name|usted}?\"", "{name} is filled in by us, and is no word of the patient's")]
    [InlineData("en: \"{the scale|x}?\", es: ¿Peso?", "there is no placeholder {the scale|x}")]
    [InlineData("en: Weight?, es: ¿Peso?, easy: { en: Weight? }", "a text without 'es'")]
    [InlineData("en: Weight?, es: ¿Peso?, eazy: { en: W?, es: P? }", "a text to patients has no key 'eazy'; did you mean easy?")]
    public void Read_WordingsWrong_SaysWhatInstead(string text, string expected) =>
        Findings.Are([expected], [.. CarePlanReader.Read(SmallPlan.With("{ en: What is your weight?, es: ¿Cuánto pesa? }", $"{{ {text} }}"), "x.yaml").Errors]);

    [Theory]
    [InlineData("why: { en: To be sure., es: Por seguridad. }", "why: { en: \"To be sure, {name}.\", es: Por seguridad. }", "nothing is filled in here; write why it is made without braces")]
    [InlineData("days: 14", "days: 14\nrest_days: [mon, tue, wed, thu, fri, sat, sun]", "every day is a rest day, so nothing is ever asked")]
    [InlineData("days: 14", "days: 14\nrest_days: someday", "'someday' is not a day of the week")]
    [InlineData("at: \"09:30\"", "at: \"09:30\"\n    done_when: { answer: feelings, is: better }", "no check-in asks a question 'feelings'; did you mean feeling?")]
    public void Read_WhyAndDaysWrong_SaysWhatInstead(string old, string @new, string expected) =>
        Findings.Are([expected], [.. CarePlanReader.Read(SmallPlan.With(old, @new), "x.yaml").Errors]);

    [Fact]
    public void Read_SeveralThingsWrong_SaysAllInOrder()
    {
        var yaml = SmallPlan.With("version: 1", "version: x").Replace("kind: weight", "kind: wait").Replace("es: Gracias. }", "}").Replace("raise_after_missed: 2", "raise_after_missed: -2");
        var lines = CarePlanReader.Read(yaml, "x.yaml").Errors.Select(d => d.Line).ToList();
        Assert.Equal([2, 22, 32, 41, 58], lines);
    }

    [Fact]
    public void Read_TwoDocuments_SaysWhereTheSecondBegins()
    {
        var result = CarePlanReader.Read(SmallPlan.Yaml + "\n---\nid: b\n", "x.yaml");
        Assert.Contains(result.Errors, d => d.Line == 59 && d.What.Contains("second document", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_NestedTooDeeply_IsAnErrorAndNoCrash()
    {
        var result = CarePlanReader.Read("id: " + new string('[', 5000), "x.yaml");
        Assert.Contains(result.Errors, d => d.What.Contains("nested too deeply", StringComparison.Ordinal));
    }
}
