using System.Collections.Immutable;
using Outreach.Core.Documents;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.Core.CarePlans.Yaml;

/// <summary>The questions of one check-in, in order: a question's own condition sees the ones before it.</summary>
internal sealed class QuestionReader(PlanReading reading)
{
    private const int MostOptions = 9;

    private readonly Findings _findings = reading.Findings;
    private readonly Dictionary<string, AskedQuestion> _before = new(StringComparer.Ordinal);

    public ImmutableArray<Question> Read(Fields checkIn)
    {
        var nodes = checkIn.List("questions", "a list of questions");
        if (nodes.IsEmpty && checkIn.Get("questions") is ListNode empty) _findings.Error(empty, "a check-in that asks nothing", "add a question");
        return [.. nodes.SelectMany(n => Read(n))];
    }

    private ImmutableArray<Question> Read(Node node)
    {
        if (node is MapNode map && map.Find("instrument") is not null) return Instrument(Fields.Of(map, PlanShapes.Instrument, _findings)!);
        return One(node) is { } question ? [question] : [];
    }

    private ImmutableArray<Question> Instrument(Fields fields)
    {
        var questions = new InstrumentReader(reading).Read(fields, _before);
        var id = fields.Has("instrument") ? _findings.Text(fields.Get("instrument"), "phq-2") : null;
        foreach (var question in questions) Remember(fields, "instrument", new AskedQuestion(question.Id, question.Kind, question.Options, null) { Instrument = id });
        return questions;
    }

    private Question? One(Node node)
    {
        if (Fields.Of(node, PlanShapes.Question, _findings) is not { } fields) return null;
        var id = _findings.Id(fields.Get("id"), "feeling");
        Ask? kind = fields.Has("kind") ? _findings.OneOf(fields.Get("kind"), "a kind of question", PlanNames.Kinds) : null;
        var question = new Question
        {
            Id = id ?? "",
            Kind = kind ?? Ask.None,
            Text = reading.Texts.Routine(fields.Get("text")) ?? Words.None,
            Example = Example(fields, kind),
            Options = Options(fields, kind),
            Unit = _findings.Text(fields.Get("unit"), "steps"),
            Least = _findings.Number(fields.Get("least"), "0"),
            Most = _findings.Number(fields.Get("most"), "100"),
            Sensitive = _findings.YesOrNo(fields.Get("sensitive")) ?? false,
            OnlyWhen = reading.Condition(fields.Get("only_when"), ConditionUse.Question, _before),
            Because = _findings.Text(fields.Get("because"), "why this patient is asked"),
            Why = reading.Texts.Page(fields.Get("why"), "why this patient is asked"),
        };
        CheckBounds(fields, kind, question);
        if (fields.Has("only_when") && !fields.Has("because"))
            _findings.Error(fields.PlaceOf("only_when"), "'only_when' without 'because'", "add because: why this patient is asked (R15)");
        if (question.OnlyWhen is { } only && !Judging.DependsOnAnswers(only)) reading.Texts.MissingWhy(fields, "they are asked this");
        if (id is not null) Remember(fields, "id", new AskedQuestion(id, kind, question.Options, question.Unit));
        return question;
    }

    private void Remember(Fields fields, string key, AskedQuestion asked)
    {
        reading.PlacesOfQuestions.TryAdd(asked.Id, fields.PlaceOf(key));
        if (!_before.TryAdd(asked.Id, asked))
            _findings.Error(fields.PlaceOf(key), $"the check-in asks '{asked.Id}' twice", "give one of the two another id");
        else if (reading.Questions.TryGetValue(asked.Id, out var elsewhere) && !elsewhere.IsAsked(asked))
            _findings.Error(fields.PlaceOf(key), $"another check-in asks '{asked.Id}' as a question of another kind, unit or options", "give it another id, or make both alike");
        else reading.Questions.TryAdd(asked.Id, asked);
    }

    private Words Example(Fields fields, Ask? kind)
    {
        if (fields.Has("example")) return _findings.WordsOrFigures(fields.Get("example")) ?? Words.None;
        if (kind is not { } known) return Words.None;
        if (AskKinds.Example(known) is { } usual) return usual;
        _findings.Error(fields.Node, "a number without 'example'", "add example: an answer as a patient would write it, such as \"7\"");
        return Words.None;
    }

    private ImmutableArray<Words> Options(Fields fields, Ask? kind)
    {
        var nodes = fields.List("options", "a list of { en: …, es: … }");
        if (kind is Ask.Choice && nodes.Length is (< 2 or > MostOptions))
            _findings.Error(fields.PlaceOf("options"), $"a choice among {nodes.Length}", $"list 2 to {MostOptions} options: {{ en: …, es: … }}");
        if (kind is not (Ask.Choice or null) && fields.Has("options"))
            _findings.Error(fields.PlaceOf("options"), "only a choice has options", "remove them, or write kind: choice");
        return [.. nodes.Select(n => reading.Texts.Plain(n) ?? Words.None)];
    }

    private void CheckBounds(Fields fields, Ask? kind, Question question)
    {
        if (kind is not (Ask.Number or null))
        {
            foreach (var key in new[] { "unit", "least", "most" }.Where(fields.Has))
                _findings.Error(fields.PlaceOf(key), $"only a number has '{key}'; other kinds know their own", $"remove {key}:");
        }
        if (kind is Ask.Number)
        {
            foreach (var (key, example) in new[] { ("unit", "steps"), ("least", "0"), ("most", "100") }.Where(k => !fields.Has(k.Item1)))
                _findings.Error(fields.Node, $"a number without '{key}'", $"add {key}: {example}");
        }
        if (question.Least >= question.Most) _findings.Error(fields.PlaceOf("most"), $"nothing lies between {question.Least} and {question.Most}", "write most: above least:");
    }
}
