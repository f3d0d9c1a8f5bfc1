using System.Collections.Immutable;
using Outreach.Core.Documents;
using static Outreach.Core.Documents.Key;

namespace Outreach.Core.CarePlans.Yaml;

/// <summary>Every key a care plan may have. <c>careplan.schema.json</c> says the same to editors.</summary>
internal static class PlanShapes
{
    private const string BothLanguages = "{ en: …, es: … }";

    public static readonly Shape Plan = Shape.Of("a care plan",
        Must("id", "post-visit"), Must("version", "1"), Must("title", BothLanguages), Must("programme", BothLanguages), Must("frequency", BothLanguages),
        May("approved"), Must("anchor", BothLanguages), Must("days", "30"), May("rest_days"), May("sensitive"), May("caps"), May("thresholds"),
        Must("check_ins", "a list of check-ins"), Must("concerns", "a list of what a clinician should know"), May("pace"), May("fit"),
        Must("silence", "{ remind_after: 24h, other_channel_after: 48h, raise_after_missed: 1, urgency: routine }"));

    public static readonly Shape Approval = Shape.Of("an approval", Must("by", "Dr. A. Lee"), Must("date", "2026-02-16"));

    public static readonly Shape Caps = Shape.Of("a plan's caps", Must("a_day", "2"), Must("a_week", "14"));

    public static readonly Shape Threshold = Shape.Of("a threshold", Must("value", "180"), Must("unit", "mmHg"), Must("source", "the guideline it comes from"));

    public static readonly Shape CheckIn = Shape.Of("a check-in",
        Must("id", "first-days"), Must("because", "why it is made"), May("why"), May("cadence"), May("at"), Must("expires", "24h"), May("only_when"), May("opening"),
        Must("questions", "a list of questions"), Must("thanks", BothLanguages), May("done_when"), May("keeps_pace"));

    public static readonly Shape OnDays = Shape.Of("a cadence on days", Must("on_days", "[1, 3, 7]"));

    public static readonly Shape EveryDays = Shape.Of("a cadence of every so many days", Must("every_days", "2"), Must("from", "1"), May("until"));

    public static readonly Shape OnWeekdays = Shape.Of("a cadence on weekdays", Must("on_weekdays", "[mon, thu]"), Must("from", "1"), May("until"));

    public static readonly Shape Question = Shape.Of("a question",
        Must("id", "feeling"), Must("kind", "yes-no"), Must("text", BothLanguages), May("example"), May("options"), May("unit"), May("least"), May("most"),
        May("sensitive"), May("only_when"), May("because"), May("why"));

    public static readonly Shape Instrument = Shape.Of("an instrument", Must("instrument", "phq-2"), May("only_when"), May("because"), May("why"), May("words"));

    public static readonly Shape Concern = Shape.Of("a concern",
        Must("id", "worse"), Must("urgency", "urgent"), Must("when", "{ answer: feeling, is: worse }"), Must("because", "what the provider reads"),
        May("source"), May("tell"), May("recheck"), May("call"), May("closer"));

    public static readonly Shape Closer = Shape.Of("a closer look", Must("check_in", "weekly"), Must("every_days", "1"), Must("for_days", "5"));

    public static readonly Shape Pace = Shape.Of("a pace rule",
        Must("id", "steady"), Must("check_ins", "[weekly]"), Must("when", "{ missed: 3 }"), Must("ask_every", "2"), Must("because", "why it is asked less often"), May("why"));

    public static readonly Shape Recheck = Shape.Of("a recheck", Must("check_in", "again"), Must("after", "5m"), May("raise_if_unanswered"));

    public static readonly Shape Fit = Shape.Of("a fit",
        Must("id", "older"), Must("when", "{ age: { at_least: 65 } }"), Must("because", "why the plan changes"), May("why"), May("set"), May("leave_out"), May("at"));

    public static readonly Shape Silence = Shape.Of("the silence rule",
        Must("remind_after", "24h"), Must("other_channel_after", "48h"), Must("raise_after_missed", "1"), Must("urgency", "routine"));

    public static readonly Shape All = Shape.Of("an 'all' condition", Must("all", "a list of conditions"));

    public static readonly Shape Any = Shape.Of("an 'any' condition", Must("any", "a list of conditions"));

    public static readonly Shape Not = Shape.Of("a 'not' condition", Must("not", "a condition"));

    public static readonly Shape Answer = Shape.Of("an 'answer' condition", Must("answer", "feeling"), Must("is", "worse"));

    public static readonly Shape Level = Shape.Of("a 'level' condition", Must("level", "weight"), May("part"), May("at_least"), May("above"), May("at_most"), May("below"));

    public static readonly Shape Change = Shape.Of("a 'change' condition", Must("change", "weight"), Must("over_days", "7"), May("up_at_least"), May("down_at_least"));

    public static readonly Shape Average = Shape.Of("an 'average' condition",
        Must("average", "weight"), May("part"), Must("over_days", "7"), Must("readings", "3"), May("at_least"), May("above"), May("at_most"), May("below"));

    public static readonly Shape Count = Shape.Of("a 'count' condition",
        Must("count", "weight"), May("part"), Must("times", "2"), Must("of_last", "7"), May("is"), May("at_least"), May("above"), May("at_most"), May("below"));

    public static readonly Shape InRange = Shape.Of("an 'in_range' condition",
        Must("in_range", "glucose"), May("part"), Must("from", "70"), Must("to", "180"), Must("over_days", "14"), Must("readings", "7"),
        May("at_least"), May("above"), May("at_most"), May("below"));

    public static readonly Shape Adherence = Shape.Of("an 'adherence' condition",
        Must("adherence", "days-missed"), Must("over_days", "28"), Must("answers", "2"), May("at_least"), May("above"), May("at_most"), May("below"));

    public static readonly Shape Score = Shape.Of("a 'score' condition", Must("score", "phq-2"), May("at_least"), May("above"), May("at_most"), May("below"));

    public static readonly Shape Missed = Shape.Of("a 'missed' condition", Must("missed", "3"));

    public static readonly Shape Due = Shape.Of("a 'due' condition", Must("due", "any"));

    public static readonly Shape Age = Shape.Of("an 'age' condition", Must("age", "{ at_least: 65 }"));

    public static readonly Shape AgeBounds = Shape.Of("the bounds of an age", May("at_least"), May("at_most"));

    public static readonly Shape Sex = Shape.Of("a 'sex' condition", Must("sex", "female"));

    /// <summary>Conditions by the key they begin with; the lists of the profile have shapes of their own.</summary>
    public static readonly ImmutableArray<Shape> Conditions = [All, Any, Not, Answer, Level, Change, Average, Count, InRange, Adherence, Score, Missed, Due, Age, Sex];

    public static Shape Profile(string list) => Shape.Of($"a '{list}' condition", Must(list, "[…]"));
}
