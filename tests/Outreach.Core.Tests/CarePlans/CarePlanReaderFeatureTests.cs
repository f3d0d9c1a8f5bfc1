using NodaTime;
using Outreach.Core.CarePlans;
using Outreach.Core.CarePlans.Yaml;
using Outreach.Core.Patients;
using Outreach.Core.Replies;
using Range = Outreach.Core.CarePlans.Range;

namespace Outreach.Core.Tests.CarePlans;

/// <summary>Everything the model can hold can be written.</summary>
public class CarePlanReaderFeatureTests
{
    private const string Questions = """
              - { id: bp, kind: blood-pressure, text: { en: a, es: b } }
              - { id: weight, kind: weight, text: { en: a, es: b }, example: "170.5" }
              - { id: sugar, kind: glucose, text: { en: a, es: b } }
              - { id: heat, kind: temperature, text: { en: a, es: b } }
              - { id: ok, kind: yes-no, text: { en: a, es: b } }
              - { id: pain, kind: scale-0-10, text: { en: a, es: b }, sensitive: yes }
              - { id: bother, kind: scale-0-3, text: { en: a, es: b } }
              - { id: missed, kind: days-missed, text: { en: a, es: b } }
              - { id: feeling, kind: better-same-worse, text: { en: a, es: b }, example: { en: better, es: mejor } }
              - { id: words, kind: free, text: { en: a, es: b } }
              - { id: steps, kind: number, text: { en: a, es: b }, unit: steps, least: 0, most: 60000.5, example: 5000 }
              - id: why
                kind: choice
                text: { en: a, es: b }
                options: [{ en: Cost, es: Costo }, { en: Forgot, es: Olvido }]
                only_when: { level: missed, at_least: 1 }
                because: missed some
        """;

    [Fact]
    public void Read_EveryKindOfQuestion_IsRead()
    {
        var questions = Plan("{ answer: ok, is: no }").CheckIns[0].Questions;
        Assert.Equal(Enum.GetValues<Ask>().Where(a => a != Ask.None).Order(), questions.Select(q => q.Kind).Order());
        Assert.True(questions.Single(q => q.Id == "pain").Sensitive);
        Assert.Equal(new Words("better", "mejor"), questions.Single(q => q.Id == "feeling").Example);
        Assert.Equal(Words.Same("170.5"), questions.Single(q => q.Id == "weight").Example);
        Assert.Equal(Words.Same("128/82"), questions.Single(q => q.Id == "bp").Example);
        var steps = questions.Single(q => q.Id == "steps");
        Assert.Equal(("steps", 0m, 60000.5m, Words.Same("5000")), (steps.Unit!, steps.Least!.Value, steps.Most!.Value, steps.Example));
        var why = questions.Single(q => q.Id == "why");
        Assert.Equal([new Words("Cost", "Costo"), new Words("Forgot", "Olvido")], why.Options.AsEnumerable());
        Assert.Equal(new Condition.Level("missed", Component.Value, new Range(AtLeast: new Limit.Of(1))), why.OnlyWhen);
        Assert.Equal("missed some", why.Because);
    }

    [Theory]
    [InlineData("{ level: bp, part: systolic, at_least: high }", "Level { Question = bp, Component = Systolic, Range = Range { AtLeast = Named { Threshold = high }, Above = , AtMost = , Below =  } }")]
    [InlineData("{ level: bp, part: diastolic, above: 60, below: 70.5 }", "Level { Question = bp, Component = Diastolic, Range = Range { AtLeast = , Above = Of { Value = 60 }, AtMost = , Below = Of { Value = 70.5 } } }")]
    [InlineData("{ level: heat, at_most: 95 }", "Level { Question = heat, Component = Value, Range = Range { AtLeast = , Above = , AtMost = Of { Value = 95 }, Below =  } }")]
    [InlineData("{ change: weight, over_days: 7, up_at_least: 5 }", "Change { Question = weight, Direction = Up, OverDays = 7, AtLeast = Of { Value = 5 } }")]
    [InlineData("{ change: weight, over_days: 1, down_at_least: 3 }", "Change { Question = weight, Direction = Down, OverDays = 1, AtLeast = Of { Value = 3 } }")]
    [InlineData("{ average: bp, part: systolic, over_days: 7, readings: 12, at_least: high }", "Average { Question = bp, Component = Systolic, OverDays = 7, Readings = 12, Range = Range { AtLeast = Named { Threshold = high }, Above = , AtMost = , Below =  } }")]
    [InlineData("{ sex: female }", "SexIs { Sex = Female }")]
    [InlineData("{ age: { at_least: 65 } }", "Age { AtLeast = 65, AtMost =  }")]
    [InlineData("{ age: { at_least: 18, at_most: 24 } }", "Age { AtLeast = 18, AtMost = 24 }")]
    [InlineData("{ not: { sex: male } }", "Not { Of = SexIs { Sex = Male } }")]
    public void Read_Condition_IsRead(string yaml, string expected) =>
        Assert.Equal(expected, Plan(yaml).Concerns[0].When.ToString());

    [Fact]
    public void Read_ConditionsWithLists_AreRead()
    {
        Assert.Equal(["no", "yes"], Assert.IsType<Condition.AnswerIs>(Plan("{ answer: ok, is: [no, yes] }").Concerns[0].When).Values.AsEnumerable());
        Assert.Equal(["2", "1"], Assert.IsType<Condition.AnswerIs>(Plan("{ answer: why, is: [forgot, 1] }").Concerns[0].When).Values.AsEnumerable());
        var values = Assert.IsType<Condition.CountOf>(Plan("{ count: feeling, is: [same, worse], times: 2, of_last: 3 }").Concerns[0].When);
        Assert.Equal((null, 2, 3), (values.Range, values.AtLeast, values.OfLast));
        Assert.Equal(["same", "worse"], values.Values.AsEnumerable());
        var range = Assert.IsType<Condition.CountOf>(Plan("{ count: bp, part: systolic, above: high, times: 3, of_last: 4 }").Concerns[0].When);
        Assert.Equal((Component.Systolic, new Range(Above: new Limit.Named("high"))), (range.Component, range.Range!));
        var all = Assert.IsType<Condition.All>(Plan("{ all: [{ sex: male }, { any: [{ answer: ok, is: no }, { age: { at_most: 9 } }] }] }").Concerns[0].When);
        Assert.Equal(new Condition.SexIs(Sex.Male), all.Of[0]);
        Assert.Equal(2, Assert.IsType<Condition.Any>(all.Of[1]).Of.Length);
    }

    [Theory]
    [InlineData("conditions", ProfileList.Conditions)]
    [InlineData("medicines", ProfileList.Medicines)]
    [InlineData("allergies", ProfileList.Allergies)]
    [InlineData("family_history", ProfileList.FamilyHistory)]
    [InlineData("genetic_findings", ProfileList.GeneticFindings)]
    [InlineData("lifestyle", ProfileList.Lifestyle)]
    [InlineData("social", ProfileList.Social)]
    [InlineData("goals", ProfileList.Goals)]
    public void Read_ProfileList_IsRead(string key, ProfileList list)
    {
        var profile = Assert.IsType<Condition.Profile>(Plan($"{{ {key}: [one, two words] }}").Concerns[0].When);
        Assert.Equal(list, profile.List);
        Assert.Equal(["one", "two words"], profile.AnyOf.AsEnumerable());
        Assert.Equal(["one"], Assert.IsType<Condition.Profile>(Plan($"{{ {key}: one }}").Concerns[0].When).AnyOf.AsEnumerable());
    }

    [Fact]
    public void Read_TheRestOfAPlan_IsRead()
    {
        var plan = Plan("{ answer: ok, is: no }");
        Assert.Equal((new PlanRef("full", 3), 40, true, new PlanCaps(3, 20)), (plan.Ref, plan.Days, plan.Sensitive, plan.Caps!));
        Assert.Equal(new Approval("Dr. A. Lee", new LocalDate(2026, 2, 16)), plan.Approval);
        Assert.Equal(new Threshold(150.5m, "mmHg", "A guideline"), plan.Thresholds["high"]);
        var checkIn = plan.CheckIns[0];
        Assert.Equal([1, 2, 3], Assert.IsType<CadenceSpan.OnDays>(checkIn.Cadence[0]).Days.AsEnumerable());
        Assert.Equal(new CadenceSpan.EveryDays(2, 4, 10), checkIn.Cadence[1]);
        var week = Assert.IsType<CadenceSpan.OnWeekdays>(checkIn.Cadence[2]);
        Assert.Equal([IsoDayOfWeek.Monday, IsoDayOfWeek.Thursday], week.Weekdays.AsEnumerable());
        Assert.Equal((11, 40), (week.From, week.Until));
        Assert.Equal((new LocalTime(8, 5), Duration.FromHours(24), new Words("Hello {name}", "Hola {name}")), (checkIn.At!.Value, checkIn.Expires, checkIn.Opening!));
        Assert.Equal(new Condition.SexIs(Sex.Female), checkIn.OnlyWhen);
        Assert.Empty(plan.CheckIns[1].Cadence);
        var concern = plan.Concerns[0];
        Assert.Equal((Urgency.Urgent, "A source", new Words("Told", "Dicho")), (concern.Urgency, concern.Source!, concern.Tell!));
        Assert.Equal(new Recheck("later", Duration.FromMinutes(5), RaiseIfUnanswered: false), plan.Concerns[1].Recheck);
        var fit = Assert.Single(plan.Fit);
        Assert.Equal((160m, new LocalTime(15, 0)), (fit.SetThresholds["high"], fit.At!.Value));
        Assert.Equal(["later"], fit.LeaveOutCheckIns.AsEnumerable());
        Assert.Equal(new SilenceRule { RemindAfter = Duration.FromMinutes(90), OtherChannelAfter = Duration.FromHours(4), RaiseAfterMissed = 3, Urgency = Urgency.Urgent }, plan.Silence);
    }

    private static CarePlan Plan(string when)
    {
        var yaml = $$"""
            id: full
            version: 3
            title: { en: Full, es: Completo }
            programme: { en: it, es: ello }
            frequency: { en: often, es: mucho }
            approved: { by: Dr. A. Lee, date: 2026-02-16 }
            anchor: { en: start, es: inicio }
            days: 40
            sensitive: yes
            caps: { a_day: 3, a_week: 20 }
            thresholds:
              high: { value: 150.5, unit: mmHg, source: A guideline }
            check_ins:
              - id: main
                because: it matters
                only_when: { sex: female }
                cadence:
                  - { on_days: [3, 1, 2] }
                  - { every_days: 2, from: 4, until: 10 }
                  - { on_weekdays: [thu, Monday], from: 11 }
                at: "8:05"
                expires: 24h
                opening: { en: "Hello {name}", es: "Hola {name}" }
                questions:
            {{Questions}}
                thanks: { en: Thanks, es: Gracias }
              - id: later
                because: to be sure
                expires: 30m
                questions: [{ id: sure, kind: yes-no, text: { en: a, es: b } }]
                thanks: { en: Thanks, es: Gracias }
            concerns:
              - id: first
                urgency: urgent
                when: {{when}}
                because: It shows
                source: A source
                tell: { en: Told, es: Dicho }
              - id: second
                urgency: routine
                when: { answer: ok, is: no }
                because: It is uncertain
                recheck: { check_in: later, after: 5m, raise_if_unanswered: no }
            fit:
              - id: fits
                when: { goals: [sleep] }
                because: it fits
                set: { high: 160 }
                leave_out: later
                at: "15:00"
            silence: { remind_after: 90m, other_channel_after: 4h, raise_after_missed: 3, urgency: urgent }
            """;
        var result = CarePlanReader.Read(yaml, "full.yaml");
        Assert.Empty(result.Errors.Select(e => e.ToString()));
        return result.Plan!;
    }
}
