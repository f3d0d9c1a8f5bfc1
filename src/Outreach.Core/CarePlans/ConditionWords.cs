using System.Collections.Immutable;
using System.Globalization;

namespace Outreach.Core.CarePlans;

/// <summary>Conditions in plain English, for staff.</summary>
public static class ConditionWords
{
    /// <param name="thresholds">The numbers that hold; a name without one is shown as it is.</param>
    /// <param name="plan">Whose questions it speaks of: an option of a choice is then named, not numbered.</param>
    public static string Of(Condition condition, ImmutableSortedDictionary<string, decimal> thresholds, CarePlan plan) => new Writer(thresholds, plan).Of(condition);

    private sealed class Writer(ImmutableSortedDictionary<string, decimal> thresholds, CarePlan plan)
    {
        public string Of(Condition condition) => condition switch
        {
            Condition.All all => string.Join(" and ", all.Of.Select(Inner)),
            Condition.Any any => string.Join(" or ", any.Of.Select(Inner)),
            Condition.Not not => $"not ({Of(not.Of)})",
            Condition.AnswerIs answer => $"{answer.Question} is {Answers(answer.Question, answer.Values)}",
            Condition.Level level => $"{Part(level.Question, level.Component)} {Range(level.Range)}",
            Condition.Change change => $"{change.Question} {(change.Direction == Direction.Up ? "up" : "down")} {Limit(change.AtLeast)} or more within {Days(change.OverDays)}",
            Condition.Average average => $"average {Part(average.Question, average.Component)} of {Days(average.OverDays)} without the first, {average.Readings} readings or more, {Range(average.Range)}",
            Condition.CountOf { Range: { } range } count => $"{Part(count.Question, count.Component)} {Range(range)} at {count.AtLeast} of the last {count.OfLast}",
            Condition.CountOf count => $"{count.Question} is {Answers(count.Question, count.Values)} at {count.AtLeast} of the last {count.OfLast}",
            Condition.InRange share => $"percent of {Part(share.Question, share.Component)} from {Limit(share.Within.AtLeast!)} to {Limit(share.Within.AtMost!)} in {Days(share.OverDays)}, {share.Readings} readings or more, {Range(share.Percent)}",
            Condition.Adherence adherence => $"percent of days with all doses in {Days(adherence.OverDays)}, {adherence.Answers} answers or more, {Range(adherence.Percent)}",
            Condition.Score score => $"{score.Instrument} score {Range(score.Range)}",
            Condition.Missed missed => $"{missed.InARow} check-ins in a row without an answer",
            Condition.Due due => due.Services.IsEmpty ? "some screening or immunisation is due" : $"due: {string.Join(" or ", due.Services)}",
            Condition.Age age => $"age {(age.AtLeast, age.AtMost) switch { ({ } low, { } high) => $"{low} to {high}", ({ } low, _) => $"{low} or more", (_, { } high) => $"{high} or less", _ => "any" }}",
            Condition.SexIs sex => sex.Sex.ToString().ToLowerInvariant(),
            Condition.Profile profile => $"{Words(profile.List)}: {string.Join(" or ", profile.AnyOf)}",
            _ => throw new ArgumentOutOfRangeException(nameof(condition), condition.GetType().Name, "not a condition"),
        };

        private string Inner(Condition condition) => condition is Condition.All or Condition.Any ? $"({Of(condition)})" : Of(condition);

        private string Answers(string question, ImmutableArray<string> values)
        {
            var options = plan.CheckIns.Select(c => c.Question(question)).FirstOrDefault(q => q is not null)?.Options ?? [];
            return string.Join(" or ", values.Select(v => int.TryParse(v, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n >= 1 && n <= options.Length ? $"“{options[n - 1].En}”" : v));
        }

        private string Range(Range range)
        {
            var bounds = new[] { (range.AtLeast, "at or above"), (range.Above, "above"), (range.AtMost, "at or below"), (range.Below, "below") };
            return string.Join(" and ", bounds.Where(b => b.Item1 is not null).Select(b => $"{b.Item2} {Limit(b.Item1!)}"));
        }

        private string Limit(Limit limit) => limit switch
        {
            Limit.Of of => of.Value.ToString(CultureInfo.InvariantCulture),
            Limit.Named named => thresholds.TryGetValue(named.Threshold, out var value) ? value.ToString(CultureInfo.InvariantCulture) : named.Threshold,
            _ => "",
        };

        private static string Part(string question, Component component) => component == Component.Value ? question : $"{question} ({component.ToString().ToLowerInvariant()})";

        private static string Days(int days) => days == 1 ? "a day" : $"{days} days";

        private static string Words(ProfileList list) => string.Concat(list.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
    }
}
