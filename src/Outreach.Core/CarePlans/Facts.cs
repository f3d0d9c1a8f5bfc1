using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;

namespace Outreach.Core.CarePlans;

/// <summary>What a condition is judged by: one patient, one day, their observations and thresholds.</summary>
/// <param name="CheckIn">Answers "given in this check-in" are those with this id; null for none.</param>
public sealed record Facts(
    Patient Patient,
    LocalDate Today,
    ImmutableArray<Observation> Observations,
    Guid? CheckIn,
    ImmutableSortedDictionary<string, decimal> Thresholds)
{
    // Most conditions ask for the answers of this check-in, and those are few of all.
    private List<Observation>? given;

    /// <summary>Check-ins of the plan that went without an answer, up to now.</summary>
    public int MissedInARow { get; init; }

    /// <summary>Who is due for what.</summary>
    public ImmutableArray<PreventionRule> Table { get; init; } = Prevention.Shipped;

    public bool Holds(Condition? condition) => condition switch
    {
        null => true,
        Condition.All all => AllHold(all.Of),
        Condition.Any any => AnyHolds(any.Of),
        Condition.Not not => !Holds(not.Of),
        Condition.AnswerIs answer => Latest(answer.Question) is { } given && OneOf(answer.Values, given),
        Condition.Level level => Latest(level.Question) is { } reading && In(level.Range, reading, level.Component),
        Condition.Change change => Changed(change),
        Condition.Average average => AverageIn(average),
        Condition.CountOf count => Count(count),
        Condition.InRange share => EnoughInRange(share),
        Condition.Adherence adherence => Trends.PercentTaken(Observations, adherence, Today) is { } percent && In(adherence.Percent, percent),
        Condition.Score score => Trends.Total(Given(), score) is { } total && In(score.Range, total),
        Condition.Missed missed => MissedInARow >= missed.InARow,
        Condition.Due due => IsDue(due),
        Condition.Age age => AgeIn(age),
        Condition.SexIs sex => Patient.Sex == sex.Sex,
        Condition.Profile profile => Listed(profile),
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition.GetType().Name, "not a condition"),
    };

    private bool AllHold(ImmutableArray<Condition> conditions)
    {
        foreach (var condition in conditions)
        {
            if (!Holds(condition)) return false;
        }

        return true;
    }

    private bool AnyHolds(ImmutableArray<Condition> conditions)
    {
        foreach (var condition in conditions)
        {
            if (Holds(condition)) return true;
        }

        return false;
    }

    public decimal? Number(Limit? limit) => limit switch
    {
        Limit.Of of => of.Value,
        Limit.Named named => Thresholds.TryGetValue(named.Threshold, out var value) ? value : null,
        _ => null,
    };

    private Observation? Latest(string question)
    {
        Observation? latest = null;
        foreach (var observation in Given())
        {
            if (observation.Question == question) latest = observation;
        }

        return latest;
    }

    private List<Observation> Given() => given ??= FindGiven();

    private List<Observation> FindGiven()
    {
        List<Observation> found = [];
        if (CheckIn is not { } id) return found;
        foreach (var observation in Observations)
        {
            if (observation.CheckIn == id) found.Add(observation);
        }

        return found;
    }

    private bool In(CarePlans.Range range, Observation observation, Component component) =>
        Part(observation, component) is { } number && In(range, number);

    private bool In(CarePlans.Range range, decimal number) =>
        (range.AtLeast is null || number >= Number(range.AtLeast))
        && (range.Above is null || number > Number(range.Above))
        && (range.AtMost is null || number <= Number(range.AtMost))
        && (range.Below is null || number < Number(range.Below));

    private static decimal? Part(Observation observation, Component component) =>
        component == Component.Diastolic ? observation.Second : observation.Number;

    private bool EnoughInRange(Condition.InRange share) =>
        Trends.PercentInRange(Observations, share, Today, o => In(share.Within, o, share.Component)) is { } percent && In(share.Percent, percent);

    private bool IsDue(Condition.Due due) =>
        Prevention.Due(Table, Patient, Today).Any(d => due.Services.IsEmpty || due.Services.Contains(d.Service));

    private bool Changed(Condition.Change change)
    {
        if (Latest(change.Question) is not { Number: { } now } latest || Number(change.AtLeast) is not { } atLeast) return false;
        var since = latest.On.PlusDays(-change.OverDays);
        foreach (var o in Observations)
        {
            if (o.At < latest.At && o.On >= since && o.Question == change.Question && o.Number is { } then
                && (change.Direction == Direction.Up ? now - then : then - now) >= atLeast) return true;
        }

        return false;
    }

    /// <summary>The first day of measuring is left out: first readings run high (AHA/ACC home measurement advice).</summary>
    private bool AverageIn(Condition.Average average)
    {
        var since = Today.PlusDays(-average.OverDays);
        LocalDate? firstDay = null;
        var (count, sum) = (0, 0m);
        foreach (var reading in Observations)
        {
            if (reading.Question != average.Question || reading.Number is null) continue;
            firstDay ??= reading.On;
            if (reading.On <= firstDay || reading.On <= since || Part(reading, average.Component) is not { } number) continue;
            count++;
            sum += number;
        }

        return count > 0 && count >= average.Readings && In(average.Range, sum / count);
    }

    private bool Count(Condition.CountOf count)
    {
        if (Latest(count.Question) is null) return false;
        var (left, found) = (count.OfLast, 0);
        for (var i = Observations.Length - 1; i >= 0 && left > 0; i--)
        {
            if (Observations[i] is not { } o || o.Question != count.Question) continue;
            left--;
            if (count.Range is { } range ? In(range, o, count.Component) : OneOf(count.Values, o)) found++;
        }

        return found >= count.AtLeast;
    }

    /// <summary>By its words, or for an option of a choice by its number.</summary>
    private static bool OneOf(ImmutableArray<string> values, Observation given) =>
        values.Contains(given.Value, StringComparer.OrdinalIgnoreCase)
        || (given.Number is { } number && values.Contains(number.ToString("0.#", CultureInfo.InvariantCulture), StringComparer.Ordinal));

    private bool AgeIn(Condition.Age age)
    {
        var years = Period.Between(Patient.BirthDate, Today, PeriodUnits.Years).Years;
        return (age.AtLeast is null || years >= age.AtLeast) && (age.AtMost is null || years <= age.AtMost);
    }

    private bool Listed(Condition.Profile profile) => Patient.Profile.Of(profile.List)
        .Any(item => profile.AnyOf.Any(wanted => item.Contains(wanted, StringComparison.OrdinalIgnoreCase)));
}
