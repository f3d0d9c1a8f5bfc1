using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.FollowUps;

namespace Outreach.Core.CarePlans;

/// <summary>Figures over several answers. Each is null where there is too little to go by.</summary>
public static class Trends
{
    /// <summary>An answer to "on how many of the last 7 days did you miss a dose?" speaks of so many days.</summary>
    private const int DaysAnAnswer = 7;

    /// <summary>Readings within the range, in percent of all readings of the last days (ADA: time in range, here of single readings).</summary>
    public static decimal? PercentInRange(ImmutableArray<Observation> observations, Condition.InRange of, LocalDate today, Func<Observation, bool> within)
    {
        var (all, inside) = (0, 0);
        foreach (var reading in Since(observations, of.Question, today, of.OverDays))
        {
            all++;
            if (within(reading)) inside++;
        }

        return all > 0 && all >= of.Readings ? 100m * inside / all : null;
    }

    /// <summary>Days with all doses taken, in percent of the days the answers speak of.</summary>
    public static decimal? PercentTaken(ImmutableArray<Observation> observations, Condition.Adherence of, LocalDate today)
    {
        var (answers, missed) = (0, 0m);
        foreach (var answer in Since(observations, of.Question, today, of.OverDays))
        {
            answers++;
            missed += Math.Clamp(answer.Number!.Value, 0, DaysAnAnswer);
        }

        return answers > 0 && answers >= of.Answers ? 100m - (100m * missed / (answers * DaysAnAnswer)) : null;
    }

    /// <summary>Of the last answer to each item.</summary>
    public static decimal? Total(IReadOnlyList<Observation> given, Condition.Score score) =>
        Instruments.Find(score.Instrument)?.Score(item => given.LastOrDefault(o => o.Question == item)?.Number);

    private static IEnumerable<Observation> Since(ImmutableArray<Observation> observations, string question, LocalDate today, int overDays) =>
        observations.Where(o => o.Question == question && o.Number is not null && o.On > today.PlusDays(-overDays));
}
