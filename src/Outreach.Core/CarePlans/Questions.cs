namespace Outreach.Core.CarePlans;

/// <summary>Which questions a condition speaks of.</summary>
public static class Questions
{
    public static bool Mentions(Condition condition, string question) => condition switch
    {
        Condition.All all => all.Of.Any(c => Mentions(c, question)),
        Condition.Any any => any.Of.Any(c => Mentions(c, question)),
        Condition.Not not => Mentions(not.Of, question),
        Condition.AnswerIs answer => answer.Question == question,
        Condition.Level level => level.Question == question,
        Condition.Change change => change.Question == question,
        Condition.Average average => average.Question == question,
        Condition.CountOf count => count.Question == question,
        _ => false,
    };
}
