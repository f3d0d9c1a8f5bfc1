namespace Outreach.Core.CarePlans;

/// <summary>Which questions a condition speaks of.</summary>
public static class Questions
{
    public static IEnumerable<string> Of(Condition condition) => condition switch
    {
        Condition.All all => all.Of.SelectMany(Of),
        Condition.Any any => any.Of.SelectMany(Of),
        Condition.Not not => Of(not.Of),
        Condition.AnswerIs answer => [answer.Question],
        Condition.Level level => [level.Question],
        Condition.Change change => [change.Question],
        Condition.Average average => [average.Question],
        Condition.CountOf count => [count.Question],
        Condition.InRange share => [share.Question],
        Condition.Adherence adherence => [adherence.Question],
        Condition.Score score => score.Items,
        _ => [],
    };
}
