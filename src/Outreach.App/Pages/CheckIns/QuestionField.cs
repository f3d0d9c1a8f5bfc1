using Outreach.Core.CarePlans;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.App.Pages.CheckIns;

/// <summary>One question as fields of a form.</summary>
internal sealed record QuestionField(CheckInItem Item, Question Question)
{
    public string Name => "a-" + Item.Question;

    public string SecondName => Name + "-2";

    public string UnitName => Name + "-unit";

    /// <summary>Units people may write in; the first is the plan's own.</summary>
    public IReadOnlyList<string> Units => Question.Kind switch
    {
        Ask.Weight => ["lb", "kg"],
        Ask.Glucose => ["mg/dL", "mmol/L"],
        Ask.Temperature => ["°F", "°C"],
        _ => [],
    };

    /// <summary>What can be chosen, as value and words; empty for what is written.</summary>
    public IReadOnlyList<(string Value, string Label)> Options(Language language) => Question.Kind switch
    {
        Ask.YesNo => [("yes", CheckInWords.Yes.In(language)), ("no", CheckInWords.No.In(language))],
        Ask.BetterSameWorse => [("better", CheckInWords.Better.In(language)), ("same", CheckInWords.Same.In(language)), ("worse", CheckInWords.Worse.In(language))],
        Ask.Scale0To10 => Numbers(0, 10),
        Ask.Scale0To3 => WebWording.Labels(Question, language) is { } labels ? [.. labels.Select((l, i) => (i.ToString(), $"{i} – {l}"))] : Numbers(0, 3),
        Ask.DaysMissed => Numbers(0, 7),
        Ask.Choice => [.. Question.Options.Select((o, i) => ((i + 1).ToString(), o.In(language)))],
        _ => [],
    };

    public static bool HangsOnAnswers(Condition? condition) => condition switch
    {
        null or Condition.Age or Condition.SexIs or Condition.Profile => false,
        Condition.All all => all.Of.Any(HangsOnAnswers),
        Condition.Any any => any.Of.Any(HangsOnAnswers),
        Condition.Not not => HangsOnAnswers(not.Of),
        _ => true,
    };

    private static List<(string, string)> Numbers(int from, int to) => [.. Enumerable.Range(from, to - from + 1).Select(n => (n.ToString(), n.ToString()))];
}
