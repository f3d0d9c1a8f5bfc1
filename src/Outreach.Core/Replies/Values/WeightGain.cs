using Outreach.Core.Replies.Lexicons;

namespace Outreach.Core.Replies.Values;

/// <summary>
/// A gain told beside the weight: "219, was 212 sunday", "188 up 6", "171, eran 164 el lunes". In heart failure five pounds in a week, or three in a day, are a sign for the
/// same day (the zones patients are given; Allina, Krames). What follows from weights sent one after another is the plan's to say.
/// </summary>
internal static class WeightGain
{
    private const decimal PoundsAWeek = 5m;
    private const decimal PoundsADay = 3m;
    private const decimal MostPounds = 40m;
    private const decimal LightInPounds = 110m;
    private const decimal PoundsAKilogram = 2.2046226m;

    private static readonly Rule Rule = new("weight-gain", RuleKind.Finding) { Topic = Topic.Symptom, Urgency = Urgency.Urgent };

    public static Finding? Of(Numbers numbers, Bound? weight)
    {
        if (weight is not { } bound || numbers.All.Find(n => n.First == bound.First) is not { Value: > 0 } now) return null;
        if (numbers.Says(numbers.Marks.LongAgo) || numbers.Says(numbers.Marks.Lost)) return null;
        // Without a unit a number this small is more often a person's weight in kilograms, and the smaller gain the one that counts.
        var inKilograms = bound.Unit == "kg" || (now.Value < LightInPounds && !numbers.Says(numbers.Marks.Pounds));
        foreach (var other in numbers.All)
        {
            if (other.First == now.First || (Risen(other) ?? Told(other)) is not { } gain) continue;
            var pounds = inKilograms ? gain * PoundsAKilogram : gain;
            if (pounds > MostPounds || pounds < (numbers.Says(numbers.Marks.InADay) ? PoundsADay : PoundsAWeek)) continue;
            var (first, last) = (Math.Min(now.First, other.First), Math.Max(now.Last, other.Last));
            return new Finding(new Phrase(Rule, first, last, 0), Rule.Topic, Scope.Affirmed, Rule.Urgency, Rule.Name, IsIndirect: false);
        }

        return null;

        // "was 212 sunday", "202 weds", "el viernes 243", "250 two days ago".
        decimal? Risen(Quantity earlier) =>
            earlier.Value < now.Value && earlier.Value * 2 > now.Value
            && (numbers.PreviousIs(earlier, numbers.Marks.WeighedBefore, 2) || numbers.PreviousIs(earlier, numbers.Marks.DayBefore, 2) || numbers.NextIs(earlier, numbers.Marks.DayBefore, 2) || numbers.NextIs(earlier, numbers.Marks.Ago, 3))
                ? now.Value - earlier.Value
                : null;

        // "up 6", "+6", "8 more", "subi 7", "9 in a week", "cinco desde el sabado".
        decimal? Told(Quantity change) =>
            change.Value * 2 < now.Value && !numbers.NextIs(change, numbers.Marks.Duration) && !numbers.IsJoined(change)
            && (numbers.PreviousIs(change, numbers.Marks.Gained, 2) || numbers.NextIs(change, numbers.Marks.More) || numbers.NextIs(change, numbers.Marks.AWeek, 3) || (change.First > 0 && numbers.Between(change.First - 1).Contains('+')))
                ? change.Value
                : null;
    }
}
