using System.Collections.Immutable;

namespace Outreach.Core.CarePlans;

/// <summary>A plan's condition over several answers, a little before it holds, and whether there is enough to judge it by.
/// How near is near is no clinical limit: it only decides what is worth a line in the morning's digest.</summary>
internal static class Nearness
{
    private const decimal OfAChange = 0.6m;
    private const decimal OfAnAverage = 0.05m;
    private const decimal PercentPoints = 10;

    /// <summary>Fewer than that are no row of answers.</summary>
    private const int LeastInARow = 2;

    /// <summary>Null where no part of it looks at several answers.</summary>
    public static Condition? Before(Condition condition, ImmutableSortedDictionary<string, decimal> thresholds)
    {
        var any = false;
        var near = Map(condition, leaf =>
        {
            var sooner = Sooner(leaf, thresholds);
            any |= sooner is not null;
            return sooner ?? leaf;
        });
        return any ? near : null;
    }

    /// <summary>True of the same readings whatever they are, once there are enough; null where the condition asks for more than figures over several readings.</summary>
    public static Condition? Judged(Condition condition)
    {
        var all = true;
        var open = Map(condition, leaf =>
        {
            Condition? known = leaf switch
            {
                Condition.Average average => average with { Range = new Range() },
                Condition.InRange share => share with { Percent = new Range() },
                Condition.Adherence adherence => adherence with { Percent = new Range() },
                _ => null,
            };
            all &= known is not null;
            return known ?? leaf;
        });
        return all && condition is not Condition.Not ? open : null;
    }

    private static Condition Map(Condition condition, Func<Condition, Condition> leaf) => condition switch
    {
        Condition.All all => new Condition.All([.. all.Of.Select(c => Map(c, leaf))]),
        Condition.Any any => new Condition.Any([.. any.Of.Select(c => Map(c, leaf))]),
        Condition.Not => condition,
        _ => leaf(condition),
    };

    private static Condition? Sooner(Condition condition, ImmutableSortedDictionary<string, decimal> thresholds)
    {
        return condition switch
        {
            Condition.Change change when Number(change.AtLeast) is { } limit => change with { AtLeast = new Limit.Of(limit * OfAChange) },
            Condition.Average average => average with { Range = Wider(average.Range, limit => limit * OfAnAverage) },
            Condition.InRange share => share with { Percent = Wider(share.Percent, _ => PercentPoints) },
            Condition.Adherence adherence => adherence with { Percent = Wider(adherence.Percent, _ => PercentPoints) },
            Condition.CountOf { AtLeast: > LeastInARow } count => count with { AtLeast = count.AtLeast - 1 },
            _ => null,
        };

        decimal? Number(Limit? limit) => limit switch
        {
            Limit.Of of => of.Value,
            Limit.Named named when thresholds.TryGetValue(named.Threshold, out var value) => value,
            _ => null,
        };

        Range Wider(Range range, Func<decimal, decimal> by) => new(Moved(range.AtLeast, -1, by), Moved(range.Above, -1, by), Moved(range.AtMost, 1, by), Moved(range.Below, 1, by));

        Limit? Moved(Limit? limit, int way, Func<decimal, decimal> by) => Number(limit) is { } number ? new Limit.Of(number + (way * by(number))) : limit;
    }
}
