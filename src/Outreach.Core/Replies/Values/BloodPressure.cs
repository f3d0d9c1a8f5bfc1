using Outreach.Core.Replies.Text;

namespace Outreach.Core.Replies.Values;

/// <summary>
/// Systolic over diastolic in mmHg, however it is typed. Plausible is 60–280 over 30–180 with systolic above diastolic
/// (facts/clinical section 3); "14/9" and "1400/90" are not read into one.
/// </summary>
internal static class BloodPressure
{
    private const int CrisisSystolic = 180;
    private const int CrisisDiastolic = 120;
    private const int StageTwoSystolic = 160;
    private const int StageTwoDiastolic = 100;
    private const int LowSystolic = 90;
    private const int HighestSystolic = 280;

    // "126 y 84" is one reading, "142 and 138" are two upper ones.
    private const int HighestJoinedByAnd = 115;
    private const int LeastApart = 20;

    private readonly record struct Reading(int Systolic, int Diastolic, int First, int Last);

    public static Bound? Read(Numbers numbers)
    {
        var readings = Readings(numbers);
        if (readings.Count == 0) return null;
        var current = readings.Where(r => !IsEarlier(r, readings, numbers)).ToList();
        var chosen = current.Count == 0 ? readings[^1] : Meant(current, numbers);
        var worst = (current.Count > 0 ? current : readings).Max(UrgencyOf);
        return new Bound($"{chosen.Systolic}/{chosen.Diastolic}", "mmHg", chosen.First, chosen.Last, worst, "blood-pressure");
    }

    private static Urgency UrgencyOf(Reading reading) =>
        reading.Systolic >= CrisisSystolic || reading.Diastolic >= CrisisDiastolic || reading.Systolic < LowSystolic ? Urgency.Urgent
        : reading.Systolic >= StageTwoSystolic || reading.Diastolic >= StageTwoDiastolic ? Urgency.Routine
        : Urgency.None;

    private static List<Reading> Readings(Numbers numbers)
    {
        List<Reading> readings = [];
        var all = numbers.All;
        if (all.Count == 1 && IsPairWithAPoint(all[0], out var alone)) return [alone];
        for (var i = 0; i + 1 < all.Count; i++)
        {
            var inOrder = all[i].Value > all[i + 1].Value;
            var (systolic, diastolic) = inOrder ? (all[i], all[i + 1]) : (all[i + 1], all[i]);
            if (!IsPlausible(systolic, diastolic) || !((inOrder && IsPair(systolic, diastolic, numbers)) || IsNamed(systolic, diastolic, numbers))) continue;
            readings.Add(new Reading((int)systolic.Value, (int)diastolic.Value, all[i].First, all[i + 1].Last));
            i++;
        }

        return readings;
    }

    private static bool IsPlausible(Quantity systolic, Quantity diastolic) =>
        systolic.IsWhole && diastolic.IsWhole && systolic.Value is >= 60 and <= HighestSystolic && diastolic.Value is >= 30 and <= 180 && systolic.Value > diastolic.Value;

    /// <summary>"147.84": typed with a point for a slash.</summary>
    private static bool IsPairWithAPoint(Quantity only, out Reading reading)
    {
        reading = default;
        if (only.Value.Scale is not (2 or 3) || only.Value > HighestSystolic + 1 || only.First != only.Last) return false;
        var systolic = decimal.Truncate(only.Value);
        var diastolic = (only.Value - systolic) * (only.Value.Scale == 2 ? 100 : 1000);
        reading = new Reading((int)systolic, (int)diastolic, only.First, only.Last);
        return IsPlausible(only with { Value = systolic }, only with { Value = diastolic });
    }

    private static bool IsPair(Quantity first, Quantity second, Numbers numbers)
    {
        var tokensBetween = second.First - first.Last - 1;
        if (tokensBetween == 0) return numbers.Between(first.Last).Trim(' ') is "" or "/" or ":" or "--" or "-" or "\\" or "," or "." or ".." or "..." or "…" or "//" or "|" or "–" or ";" or "+" or "*";
        if (tokensBetween > 2) return false;
        if (tokensBetween == 1 && numbers.Tokens[second.First - 1].Is(numbers.Marks.And)) return second.Value <= HighestJoinedByAnd && first.Value - second.Value >= LeastApart;
        for (var i = first.Last + 1; i < second.First; i++)
            if (!numbers.Tokens[i].Is(numbers.Marks.Over) && !numbers.Tokens[i].Is(numbers.Marks.Article)) return false;
        return true;
    }

    /// <summary>"Top number 148 bottom number 79", "bottom one 79, top one 148", "119 arriba 77 abajo".</summary>
    private static bool IsNamed(Quantity first, Quantity second, Numbers numbers) =>
        (numbers.PreviousIs(first, numbers.Marks.Systolic, 3) && numbers.PreviousIs(second, numbers.Marks.Diastolic, 3))
        || (numbers.NextIs(first, numbers.Marks.Systolic, 3) && numbers.NextIs(second, numbers.Marks.Diastolic, 3));

    /// <summary>Of several of today the first, but what they say to take: "final 142/76", "first 156/88, then rested and 144/82".</summary>
    private static Reading Meant(List<Reading> current, Numbers numbers)
    {
        foreach (var reading in Enumerable.Reverse(current))
        {
            var at = Place(reading);
            if (numbers.PreviousIs(at, numbers.Marks.Now, 3) || numbers.NextIs(at, numbers.Marks.Now, 3) || numbers.PreviousIs(at, numbers.Marks.LastTry, 2)) return reading;
        }

        return numbers.PreviousIs(Place(current[0]), numbers.Marks.FirstTry, 2) ? current[^1] : current[0];

        static Quantity Place(Reading reading) => new(reading.Systolic, reading.First, reading.Last);
    }

    private static bool IsEarlier(Reading reading, List<Reading> all, Numbers numbers)
    {
        if (all.Count == 1) return false;

        // "150/92 yesterday, 138/84 today": where words follow the last reading, the words after a reading are its own.
        var after = all[^1].Last < numbers.Tokens.Count - 1 && all[0].First == 0;
        for (var step = 1; step <= 3; step++)
        {
            var i = after ? reading.Last + step : reading.First - step;
            if (i < 0 || i >= numbers.Tokens.Count || numbers.Tokens[i].IsNumber) return false;
            if (numbers.Tokens[i].Is(numbers.Marks.Was)) return true;
            if (numbers.Tokens[i].Is(numbers.Marks.Now)) return false;
        }

        return false;
    }
}
