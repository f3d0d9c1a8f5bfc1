using System.Collections.Immutable;
using System.Globalization;
using Outreach.Core.Replies;

namespace Outreach.Core.CarePlans.Yaml;

/// <summary>Whether conditions can hold together for some patient and some answers in one check-in. What it cannot settle it calls possible.</summary>
/// <param name="checkIn">Null where only facts of the patient decide.</param>
internal sealed class Possible(CheckInPlan? checkIn, ImmutableSortedDictionary<string, Threshold> thresholds)
{
    private const int MostSteps = 10_000;

    private int steps;

    public bool Together(params IEnumerable<Condition?> conditions)
    {
        steps = 0;
        var todo = ImmutableStack<Condition>.Empty;
        foreach (var condition in conditions.OfType<Condition>()) todo = todo.Push(condition);
        return Try(todo, Known.Nothing);
    }

    /// <param name="known">Null where nothing is left that could be so.</param>
    private bool Try(ImmutableStack<Condition> todo, Known? known)
    {
        if (known is null) return false;
        if (todo.IsEmpty || ++steps > MostSteps) return true;
        todo = todo.Pop(out var condition);
        switch (condition)
        {
            case Condition.All all:
                // What is ruled out is weighed last, against what is asked for.
                return Try(all.Of.OrderBy(c => c is not Condition.Not).Aggregate(todo, (t, c) => t.Push(c)), known);
            case Condition.Any any:
                return any.Of.Any(c => Try(todo.Push(c), known));
            case Condition.AnswerIs answer:
                return Try(Asked(todo, known, answer.Question), known.And(answer.Question, AllValues(answer.Question), v => answer.Values.Contains(v)));
            case Condition.Not { Of: Condition.AnswerIs answer } when known.IsAnswered(answer.Question):
                return Try(todo, known.And(answer.Question, AllValues(answer.Question), v => !answer.Values.Contains(v)));
            case Condition.Level level:
                return Try(Asked(todo, known, level.Question), Leveled(known, level.Question, level.Component, level.Range));
            case Condition.Average average:
                return Try(todo, Answers(average.Question, average.Component, average.Range) ? known : null);
            case Condition.CountOf { Range: { } range } count:
                return Try(todo, Answers(count.Question, count.Component, range) ? known : null);
            case Condition.Age age:
                return Try(todo, known.And("age", new Span(age.AtLeast, age.AtMost)));
            case Condition.SexIs sex:
                return Try(todo, known.And("sex", PlanNames.Sexes.Keys, v => PlanNames.Sexes[v] == sex.Sex));
            case Condition.Not { Of: Condition.SexIs sex }:
                return Try(todo, known.And("sex", PlanNames.Sexes.Keys, v => PlanNames.Sexes[v] != sex.Sex));
            default:
                return Try(todo, known);
        }
    }

    /// <summary>Who answered it was asked it.</summary>
    private ImmutableStack<Condition> Asked(ImmutableStack<Condition> todo, Known known, string question) =>
        !known.IsAnswered(question) && checkIn?.Question(question)?.OnlyWhen is { } only ? todo.Push(only) : todo;

    private Known? Leveled(Known known, string question, Component component, Range range)
    {
        var span = new Span(Value(range.AtLeast) ?? Value(range.Above), Value(range.AtMost) ?? Value(range.Below)) { LowOpen = range.Above is not null, HighOpen = range.Below is not null };
        if (checkIn?.Question(question) is not { } asked) return null;
        if (Values(asked) is { Length: > 0 } values) return known.And(question, values, v => span.Holds(decimal.Parse(v, CultureInfo.InvariantCulture)));
        return known.And($"{question} {component}", Bounds(asked, component))?.And($"{question} {component}", span)?.Answered(question);
    }

    /// <summary>Whether any one answer lies in the range.</summary>
    private bool Answers(string question, Component component, Range range) =>
        checkIn?.Question(question) is null || Leveled(Known.Nothing, question, component, range) is not null;

    private decimal? Value(Limit? limit) => limit switch
    {
        Limit.Of of => of.Value,
        Limit.Named named => thresholds.TryGetValue(named.Threshold, out var threshold) ? threshold.Value : null,
        _ => null,
    };

    private ImmutableArray<string> AllValues(string question) => checkIn?.Question(question) is { } asked ? AskKinds.Values(asked.Kind, asked.Options.Length) : [];

    private static ImmutableArray<string> Values(Question asked) => AskKinds.IsNumber(asked.Kind) ? AskKinds.Values(asked.Kind, asked.Options.Length) : [];

    /// <summary>What the reading of replies takes for a number of this kind (Replies/Values), in the question's own unit.</summary>
    private static Span Bounds(Question asked, Component component) => asked.Kind switch
    {
        Ask.BloodPressure => component == Component.Diastolic ? new Span(30, 180) : new Span(60, 280),
        Ask.Weight => new Span(44, 882),
        Ask.Glucose => new Span(18, 721),
        Ask.Temperature => new Span(89, 112),
        _ => new Span(asked.Least, asked.Most),
    };

    /// <summary>What is settled so far: which values are left of a question, and which span of a number.</summary>
    private sealed record Known(ImmutableDictionary<string, ImmutableHashSet<string>> Values, ImmutableDictionary<string, Span> Spans)
    {
        public static readonly Known Nothing = new(ImmutableDictionary<string, ImmutableHashSet<string>>.Empty, ImmutableDictionary<string, Span>.Empty);

        public bool IsAnswered(string question) => Values.ContainsKey(question);

        public Known Answered(string question) => IsAnswered(question) ? this : this with { Values = Values.Add(question, ["a number"]) };

        /// <summary>Null where no value is left.</summary>
        public Known? And(string name, IEnumerable<string> all, Func<string, bool> allowed)
        {
            var left = (Values.GetValueOrDefault(name) ?? [.. all]).Where(allowed).ToImmutableHashSet(StringComparer.Ordinal);
            return left.IsEmpty ? null : this with { Values = Values.SetItem(name, left) };
        }

        public Known? And(string name, Span span)
        {
            var both = Spans.TryGetValue(name, out var before) ? before.And(span) : span;
            return both.IsEmpty ? null : this with { Spans = Spans.SetItem(name, both) };
        }
    }

    private readonly record struct Span(decimal? Low, decimal? High)
    {
        public bool LowOpen { get; init; }

        public bool HighOpen { get; init; }

        public bool IsEmpty => Low > High || (Low == High && Low is not null && (LowOpen || HighOpen));

        public bool Holds(decimal value) => !(value < Low) && !(value > High) && !(LowOpen && value == Low) && !(HighOpen && value == High);

        public Span And(Span other)
        {
            var low = Low is null || other.Low > Low ? other : this;
            var high = High is null || other.High < High ? other : this;
            return new Span(low.Low, high.High) { LowOpen = (LowOpen && Low == low.Low) || (other.LowOpen && other.Low == low.Low), HighOpen = (HighOpen && High == high.High) || (other.HighOpen && other.High == high.High) };
        }
    }
}
