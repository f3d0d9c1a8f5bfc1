using System.Collections.Immutable;
using Outreach.Core.Documents;
using Outreach.Core.Replies;

namespace Outreach.Core.CarePlans.Yaml;

/// <summary>Reads conditions. <paramref name="questions"/> are those whose answers it may look at, none where only facts of the patient can decide.</summary>
internal sealed class ConditionReader(
    Findings findings, RangeReader ranges, IReadOnlyDictionary<string, AskedQuestion> questions, ConditionUse use)
{
    private static readonly ImmutableArray<string> s_heads =
        [.. PlanShapes.Conditions.Select(s => s.Keys.First(k => k.Required).Name), .. PlanNames.ProfileLists.Keys.Order(StringComparer.Ordinal)];

    private readonly TrendReader _trends = new(findings, ranges);

    /// <summary>What conditions look for in the patient's health profile.</summary>
    public HashSet<string> ProfileTerms { get; } = new(StringComparer.OrdinalIgnoreCase);

    public Condition? Read(Node? node)
    {
        if (node is null) return null;
        if (node is not MapNode map)
        {
            findings.Error(node, $"a condition is a group of keys, and here is {node.Kind}",
                node is ListNode ? "write all: or any: before the list" : "write { answer: …, is: … }, or another condition");
            return null;
        }
        var heads = map.Entries.Where(e => s_heads.Contains(e.Key.Text)).ToList();
        switch (heads)
        {
            case [var head]: return Read(map, head.Key.Text);
            case []:
                var near = map.Entries.Select(e => Nearest.To(e.Key.Text, s_heads)).FirstOrDefault(n => n is not null);
                findings.Error(node, "no known kind of condition", near is null ? $"begin it with one of {string.Join(", ", s_heads)}" : $"did you mean {near}? write {near}:");
                return null;
            default:
                findings.Error(heads[1].Key, $"two conditions in one: '{heads[0].Key.Text}' and '{heads[1].Key.Text}'", "put both as a list under all: or any:");
                return null;
        }
    }

    private Condition? Read(MapNode map, string head) => head switch
    {
        "all" => Several(map, PlanShapes.All, head) is { } of ? new Condition.All(of) : null,
        "any" => Several(map, PlanShapes.Any, head) is { } of ? new Condition.Any(of) : null,
        "not" => Read(Of(map, PlanShapes.Not).Get(head)) is { } of ? new Condition.Not(of) : null,
        "answer" => Answer(Of(map, PlanShapes.Answer)),
        "level" => Asked(map, PlanShapes.Level, head) is var (fields, question) ? _trends.Level(fields, question) : null,
        "change" => Trend(map, PlanShapes.Change, head) is var (fields, question) ? _trends.Change(fields, question) : null,
        "average" => Trend(map, PlanShapes.Average, head) is var (fields, question) ? _trends.Average(fields, question) : null,
        "count" => Trend(map, PlanShapes.Count, head) is var (fields, question) ? _trends.Count(fields, question) : null,
        "in_range" => Trend(map, PlanShapes.InRange, head) is var (fields, question) ? _trends.InRange(fields, question) : null,
        "adherence" => Trend(map, PlanShapes.Adherence, head) is var (fields, question) ? _trends.Adherence(fields, question) : null,
        "score" => Score(Of(map, PlanShapes.Score)),
        "missed" => Missed(Of(map, PlanShapes.Missed)),
        "due" => Due(Of(map, PlanShapes.Due)),
        "age" => Age(Of(map, PlanShapes.Age)),
        "sex" => findings.OneOf(Of(map, PlanShapes.Sex).Get(head), "a sex the profile knows", PlanNames.Sexes) is { } sex ? new Condition.SexIs(sex) : null,
        _ => Profile(Of(map, PlanShapes.Profile(head)), head),
    };

    private Fields Of(MapNode map, Shape shape) => Fields.Of(map, shape, findings)!;

    private ImmutableArray<Condition>? Several(MapNode map, Shape shape, string key)
    {
        var fields = Of(map, shape);
        var items = fields.List(key, "a list of conditions");
        if (items.IsEmpty && fields.Get(key) is ListNode empty) findings.Error(empty, $"'{key}' of nothing", "list at least one condition under it");
        var read = items.Select(Read).ToList();
        return read.Count == 0 || read.Contains(null) ? null : [.. read.Select(c => c!)];
    }

    private Condition.AnswerIs? Answer(Fields fields)
    {
        if (Question(fields, "answer") is not { } question) return null;
        var values = new AnswerValues(findings).Read(fields, question);
        return values.IsEmpty ? null : new Condition.AnswerIs(question.Id, values);
    }

    private (Fields Fields, AskedQuestion Question)? Asked(MapNode map, Shape shape, string head)
    {
        var fields = Of(map, shape);
        if (Question(fields, head) is not { } question) return null;
        if (question.Kind is not { } kind || AskKinds.IsNumber(kind) || head == "count") return (fields, question);
        findings.Error(fields.PlaceOf(head), $"the answers to '{question.Id}' are no numbers", kind is Ask.Free ? "use a question of another kind" : "write answer: and is:");
        return null;
    }

    private (Fields Fields, AskedQuestion Question)? Trend(MapNode map, Shape shape, string head)
    {
        if (use is not ConditionUse.Question) return Asked(map, shape, head);
        findings.Error(map, $"'{head}' looks at earlier check-ins, which cannot decide {Names.Of(use)}", "use answer: or level: of a question before it, or a fact of the patient");
        return null;
    }

    private AskedQuestion? Question(Fields fields, string key)
    {
        if (findings.Id(fields.Get(key), "feeling") is not { } id) return null;
        if (use is ConditionUse.Patient)
            findings.Error(fields.PlaceOf(key), $"an answer cannot decide {Names.Of(use)}", "use facts of the patient: age, sex, conditions, medicines …");
        else if (questions.TryGetValue(id, out var question)) return question;
        else findings.Error(fields.PlaceOf(key), use is ConditionUse.Question ? $"no question '{id}' comes before this one in the check-in" : $"no check-in asks a question '{id}'", Nearest.Suggest(id, [.. questions.Keys]));
        return null;
    }

    private Condition.Score? Score(Fields fields)
    {
        if (findings.OneOf(fields.Get("score"), "an instrument", InstrumentNames) is not { } place) return null;
        var instrument = Instruments.Scored[place];
        var items = instrument.Items.Select(i => i.Id).ToImmutableArray();
        if (use is ConditionUse.Patient or ConditionUse.Pace || items.Any(i => !questions.ContainsKey(i)))
            findings.Error(fields.PlaceOf("score"), $"not all of {instrument.Title} is asked{(use is ConditionUse.Question ? " before this" : "")}", $"add - instrument: {instrument.Id} to the questions");
        return ranges.Range(fields, new AskedQuestion("", null, [], "points")) is { } range ? new(instrument.Id, items, range) : null;
    }

    private Condition.Missed? Missed(Fields fields)
    {
        if (use is not ConditionUse.Pace) findings.Error(fields.PlaceOf("missed"), $"'missed' cannot decide {Names.Of(use)}", "use it under pace:; silence: says when missed check-ins are raised");
        return findings.Whole(fields.Get("missed"), 1, 100, "3") is { } times ? new(times) : null;
    }

    private static readonly Dictionary<string, int> InstrumentNames = Instruments.Scored.Select((i, place) => (i.Id, place)).ToDictionary(i => i.Id, i => i.place, StringComparer.Ordinal);

    private Condition.Due? Due(Fields fields)
    {
        if (fields.Get("due") is TextNode { Text: "any" }) return new Condition.Due([]);
        var services = fields.OneOrMore("due").Select(n => (Node: n, Name: findings.Text(n, "any"))).Where(s => s.Name is not null).ToList();
        foreach (var (node, name) in services.Where(s => !Prevention.Services.Contains(s.Name!)))
            findings.Error(node, $"there is no screening or immunisation '{name}'", Nearest.Suggest(name!, [.. Prevention.Services, "any"]));
        return services.Count == 0 ? null : new Condition.Due([.. services.Select(s => s.Name!)]);
    }

    private Condition.Age? Age(Fields fields)
    {
        if (Fields.Of(fields.Get("age"), PlanShapes.AgeBounds, findings) is not { } bounds) return null;
        var atLeast = findings.Whole(bounds.Get("at_least"), 0, 130, "65");
        var atMost = findings.Whole(bounds.Get("at_most"), 0, 130, "80");
        if (!bounds.Has("at_least") && !bounds.Has("at_most")) findings.Error(bounds.Node, "an age without bounds", "add at_least: or at_most:");
        if (atLeast > atMost) findings.Error(bounds.Node, $"no age is {atLeast} or more and {atMost} or less", "swap the two");
        return new Condition.Age(atLeast, atMost);
    }

    private Condition.Profile? Profile(Fields fields, string list)
    {
        var terms = fields.OneOrMore(list).Select(n => findings.Text(n, "a word as the profile has it")).OfType<string>().ToImmutableArray();
        if (fields.Get(list) is ListNode { Items.IsEmpty: true } empty) findings.Error(empty, $"'{list}' of nothing", "list at least one");
        if (list is not ("lifestyle" or "social" or "goals")) ProfileTerms.UnionWith(terms);
        return terms.IsEmpty ? null : new Condition.Profile(PlanNames.ProfileLists[list], terms);
    }
}
