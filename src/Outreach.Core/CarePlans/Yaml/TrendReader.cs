using Outreach.Core.Documents;
using Outreach.Core.Replies;

namespace Outreach.Core.CarePlans.Yaml;

/// <summary>Conditions on numbers: a level, a change, an average, a count.</summary>
internal sealed class TrendReader(Findings findings, RangeReader ranges)
{
    private const int LongestLookBack = 400;

    public Condition.Level? Level(Fields fields, AskedQuestion question)
    {
        var part = Part(fields, question);
        return ranges.Range(fields, question) is { } range && part is { } component ? new(question.Id, component, range) : null;
    }

    public Condition.Change? Change(Fields fields, AskedQuestion question)
    {
        var overDays = findings.Whole(fields.Get("over_days"), 1, LongestLookBack, "7");
        var up = ranges.Limit(fields.Get("up_at_least"), question);
        var down = ranges.Limit(fields.Get("down_at_least"), question);
        if (question.Kind is Ask.BloodPressure)
            findings.Error(fields.PlaceOf("change"), $"'{question.Id}' has two numbers, and a change compares one", "write average: with part: systolic or diastolic");
        if (fields.Has("up_at_least") == fields.Has("down_at_least"))
        {
            findings.Error(fields.Node, fields.Has("up_at_least") ? "a change both up and down" : "a change without a direction",
                fields.Has("up_at_least") ? "keep one, or use any: with one each" : "add up_at_least: or down_at_least:");
        }
        if ((up ?? down) is not { } atLeast || overDays is not { } days) return null;
        return new(question.Id, up is null ? Direction.Down : Direction.Up, days, atLeast);
    }

    public Condition.Average? Average(Fields fields, AskedQuestion question)
    {
        var part = Part(fields, question);
        var overDays = findings.Whole(fields.Get("over_days"), 2, LongestLookBack, "7");
        var readings = findings.Whole(fields.Get("readings"), 2, 1000, "3");
        if (ranges.Range(fields, question) is not { } range || part is not { } component || overDays is not { } days || readings is not { } least) return null;
        return new(question.Id, component, days, least, range);
    }

    public Condition.CountOf? Count(Fields fields, AskedQuestion question)
    {
        var ofLast = findings.Whole(fields.Get("of_last"), 1, LongestLookBack, "7");
        var times = findings.Whole(fields.Get("times"), 1, LongestLookBack, "2");
        if (times > ofLast) findings.Error(fields.PlaceOf("times"), $"{times} times can never be among the last {ofLast}", $"write times: {ofLast} or fewer");
        if (fields.Has("is")) return CountValues(fields, question, times, ofLast);
        if (question.Kind is { } kind && !AskKinds.IsNumber(kind))
        {
            findings.Error(fields.PlaceOf("count"), $"the answers to '{question.Id}' are no numbers", "add is: and the answers that count");
            return null;
        }
        var part = Part(fields, question);
        if (ranges.Range(fields, question) is not { } range || part is not { } component || times is not { } least || ofLast is not { } last) return null;
        return new(question.Id, component, range, [], least, last);
    }

    public Condition.InRange? InRange(Fields fields, AskedQuestion question)
    {
        var part = Part(fields, question);
        var overDays = findings.Whole(fields.Get("over_days"), 1, LongestLookBack, "14");
        var readings = findings.Whole(fields.Get("readings"), 1, 1000, "7");
        var within = new Range(AtLeast: ranges.Limit(fields.Get("from"), question), AtMost: ranges.Limit(fields.Get("to"), question));
        if (Percent(fields) is not { } percent || part is not { } component || overDays is not { } days || readings is not { } least || within.AtLeast is null || within.AtMost is null) return null;
        return new(question.Id, component, days, least, within, percent);
    }

    public Condition.Adherence? Adherence(Fields fields, AskedQuestion question)
    {
        var overDays = findings.Whole(fields.Get("over_days"), 7, LongestLookBack, "28");
        var answers = findings.Whole(fields.Get("answers"), 1, 100, "2");
        if (question.Kind is not (Ask.DaysMissed or null))
            findings.Error(fields.PlaceOf("adherence"), $"'{question.Id}' does not ask for days missed", "name a question of kind: days-missed");
        return Percent(fields) is { } percent && overDays is { } days && answers is { } least ? new(question.Id, days, least, percent) : null;
    }

    private Range? Percent(Fields fields) => ranges.Range(fields, new AskedQuestion("", null, [], "%"));

    private Condition.CountOf? CountValues(Fields fields, AskedQuestion question, int? times, int? ofLast)
    {
        foreach (var bound in new[] { "at_least", "above", "at_most", "below", "part" }.Where(fields.Has))
            findings.Error(fields.PlaceOf(bound), $"'{bound}' beside 'is'", "count either answers or a range; keep one");
        var values = new AnswerValues(findings).Read(fields, question);
        if (values.IsEmpty || times is not { } least || ofLast is not { } last) return null;
        return new(question.Id, Component.Value, null, values, least, last);
    }

    private Component? Part(Fields fields, AskedQuestion question)
    {
        var part = findings.OneOf(fields.Get("part"), "a part of a reading", PlanNames.Parts);
        if (question.Kind is Ask.BloodPressure)
        {
            if (!fields.Has("part")) findings.Error(fields.Node, $"'{question.Id}' has two numbers", "add part: systolic (the top number) or part: diastolic");
            return part;
        }
        if (fields.Has("part") && question.Kind is not null)
        {
            findings.Error(fields.PlaceOf("part"), $"'{question.Id}' has one number only", "remove part:");
            return null;
        }
        return Component.Value;
    }
}
