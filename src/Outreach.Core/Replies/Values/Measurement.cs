using System.Globalization;

namespace Outreach.Core.Replies.Values;

/// <summary>Weight, glucose, temperature and plans' own numbers: one number chosen among those that could be it.</summary>
internal static class Measurement
{
    // 1 mmol/L of glucose is 18.016 mg/dL; below 35 with a decimal nobody means mg/dL (facts/clinical section 3).
    private const decimal MgPerMmol = 18.016m;
    private const decimal MmolBelow = 35m;

    private const decimal HoursADay = 24m;
    private const decimal PoundsAStone = 14m;
    private const decimal KilogramsAPound = 0.45359237m;

    /// <param name="habit">"kg" where this patient gives kilograms; "lb" otherwise.</param>
    public static Bound? Weight(Numbers numbers, string? habit)
    {
        if (InStone(numbers, habit) is { } stone) return stone;
        if (Pick(numbers, Accept) is not { } q) return null;
        return Unit(q) == "kg" && Grams(numbers, q) is { } grams
            ? new Bound((q.Value + (grams.Value / 1000m)).ToString("0.###", CultureInfo.InvariantCulture), "kg", q.First, grams.Last, Urgency.None, "weight")
            : new Bound(q.Text, Unit(q), q.First, q.Last, Urgency.None, "weight");

        string Unit(Quantity q) => numbers.NextIs(q, numbers.Marks.Kilograms) || (!numbers.NextIs(q, numbers.Marks.Pounds) && (habit == "kg" || (numbers.Says(numbers.Marks.Kilograms) && !numbers.Says(numbers.Marks.Pounds)))) ? "kg" : "lb";

        bool Accept(Quantity q) => Unit(q) == "kg" ? q.Value is >= 20 and <= 400 : q.Value is >= 50 and <= 800;
    }

    /// <summary>"79 kilos con 400 gramos", "71 kilos 300".</summary>
    private static Quantity? Grams(Numbers numbers, Quantity kilograms)
    {
        if (!kilograms.IsWhole || !numbers.NextIs(kilograms, numbers.Marks.Kilograms)) return null;
        var after = kilograms.Last + 2;
        if (after < numbers.Tokens.Count && numbers.Tokens[after].Is(numbers.Marks.DegreeAnd)) after++;
        var grams = numbers.All.Find(n => n.First == after && n.Value is >= 50 and < 1000 && n.IsWhole);
        return grams.Last > 0 && (numbers.NextIs(grams, numbers.Marks.Grams) || (grams.Value % 50 == 0 && grams.Last + 1 == numbers.Tokens.Count)) ? grams : null;
    }

    /// <summary>"12 st 4", "12 stone 4 lb": in the unit the patient is used to.</summary>
    private static Bound? InStone(Numbers numbers, string? habit)
    {
        foreach (var q in numbers.All)
        {
            if (q.Value is not (>= 4 and <= 60) || !numbers.NextIs(q, numbers.Marks.Stones)) continue;
            var pounds = q.Value * PoundsAStone;
            var last = q.Last + 1;
            if (numbers.All.Find(n => n.First == last + 1) is { Last: > 0, Value: >= 0 and < PoundsAStone } over) (pounds, last) = (pounds + over.Value, over.Last);
            var kilograms = habit == "kg";
            var value = kilograms ? Math.Round(pounds * KilogramsAPound, 1) : pounds;
            return new Bound(value.ToString("0.##", CultureInfo.InvariantCulture), kilograms ? "kg" : "lb", q.First, last, Urgency.None, "weight");
        }

        return null;
    }

    /// <param name="habit">"mmol/L" where this patient gives millimoles.</param>
    public static Bound? Glucose(Numbers numbers, string? habit)
    {
        if (Pick(numbers, Accept) is not { } q) return null;
        var mmol = IsMmol(q);
        // "49 at 2am, drank a Sprite, 121 now": the value is today's, the low of the night is still told.
        var worst = Candidates(numbers, Accept, inDays: false, anyUnit: false).Append(q).Max(c => UrgencyOf(IsMmol(c) ? c.Value * MgPerMmol : c.Value));
        return new Bound(q.Text, mmol ? "mmol/L" : "mg/dL", q.First, q.Last, worst, "glucose");

        bool IsMmol(Quantity q) => numbers.NextIs(q, numbers.Marks.Mmol) || (q.Value < MmolBelow && (q.HasDecimals || habit == "mmol/L") && !numbers.NextIs(q, numbers.Marks.Mg));

        bool Accept(Quantity q) => IsMmol(q) ? q.Value is >= 1 and <= 40 : q.Value is >= 20 and <= 700;

        static Urgency UrgencyOf(decimal mgPerDl) => mgPerDl is < 70 or > 300 ? Urgency.Urgent : mgPerDl > 250 ? Urgency.Routine : Urgency.None;
    }

    public static Bound? Temperature(Numbers numbers)
    {
        if (Pick(numbers, q => q.Value is >= 90 and <= 112 or >= 32 and <= 44) is not { } q) return null;
        var celsius = q.Value < 45;
        var urgency = celsius ? UrgencyOf(q.Value, 39.4m, 38m, 35m) : UrgencyOf(q.Value, 103m, 100.4m, 95m);
        return new Bound(q.Text, celsius ? "C" : "F", q.First, q.Last, urgency, "temperature");

        static Urgency UrgencyOf(decimal value, decimal high, decimal fever, decimal low) =>
            value >= high || value < low ? Urgency.Urgent : value >= fever ? Urgency.Routine : Urgency.None;
    }

    public static Bound? Number(Numbers numbers) =>
        Pick(numbers, _ => true, anyUnit: true) is { } q ? new Bound(q.Text, null, q.First, q.Last, Urgency.None, "number") : null;

    /// <summary>"150 or 160, the needle wobbles", "between 3 and 8": which is it? "7 or 8" is near enough.</summary>
    private static bool IsEither(Quantity one, Quantity other, Numbers numbers) =>
        Math.Abs(one.Value - other.Value) > 1
        && ((other.First == one.Last + 2 && numbers.Tokens[one.Last + 1].Is(numbers.Marks.Or)) || (other.First - one.Last <= 2 && numbers.PreviousIs(one, numbers.Marks.Between)));

    /// <summary>Numbers that are no date, time, dose, pulse or telephone.</summary>
    private static IEnumerable<Quantity> Candidates(Numbers numbers, Func<Quantity, bool> accept, bool inDays, bool anyUnit)
    {
        foreach (var q in numbers.All)
        {
            if (!accept(q) || numbers.IsJoined(q) || numbers.IsLong(q)) continue;
            // "101.4 day after the shot" is no number of days, "116 am" no time.
            if (!anyUnit && !q.HasDecimals && numbers.NextIs(q, numbers.Marks.Duration) && !(q.Value > HoursADay && numbers.NextIs(q, numbers.Marks.Clock)) && !numbers.NextIs(q, numbers.Marks.Mg) && !(inDays && numbers.NextIs(q, numbers.Marks.Dose))) continue;
            if ((!inDays && !anyUnit && !q.HasDecimals && numbers.NextIs(q, numbers.Marks.Pills)) || numbers.PreviousIs(q, numbers.Marks.Pulse) || numbers.NextIs(q, numbers.Marks.Pulse)) continue;
            yield return q;
        }
    }

    /// <summary>"188, 189", "188 no 189"; not "diez, tengo una pierna fria" nor "199.8, under 200".</summary>
    private static bool Corrects(Quantity next, Quantity opening, Numbers numbers) =>
        !numbers.Tokens[next.First].Is(numbers.Marks.Article)
        && (next.First - opening.Last == 1 || (next.First - opening.Last == 2 && numbers.Tokens[next.First - 1].Is(numbers.Marks.Correction)));

    /// <summary>"229!! 219 last fri", "154, 148 on friday".</summary>
    private static bool IsOfADayBefore(Quantity q, Numbers numbers) =>
        numbers.NextIs(q, numbers.Marks.DayBefore) || (numbers.NextIs(q, numbers.Marks.OnDay) && numbers.NextIs(q, numbers.Marks.DayBefore, 2));

    /// <summary>The number the patient means now: not a date, a time, a dose, a change or an older value.</summary>
    /// <param name="picked">A pick on a scale or a count of days: what else is counted comes after it.</param>
    public static Quantity? Pick(Numbers numbers, Func<Quantity, bool> accept, bool inDays = false, bool anyUnit = false, bool picked = false)
    {
        Quantity? first = null;
        Quantity? last = null;
        Quantity? now = null;
        Quantity? earlier = null;
        foreach (var q in Candidates(numbers, accept, inDays, anyUnit))
        {
            var isNow = numbers.NextIs(q, numbers.Marks.Now);
            if (!isNow && (numbers.PreviousIs(q, numbers.Marks.Was, 2) || numbers.PreviousIs(q, numbers.Marks.Change) || (first is not null && IsOfADayBefore(q, numbers))))
            {
                earlier ??= q;
                continue;
            }

            if (numbers.PreviousIs(q, numbers.Marks.Now, 3) || (now is null && isNow))
            {
                // "1 pero hoy me tome cuatro de las de dormir", "3. gave my quilts out today, one to each": counts something else.
                if (!picked || first is null || numbers.Tokens[q.First].IsNumber) now = q;
            }

            first ??= q;
            last = q;
        }

        if (first is { } one && last is { } other && IsEither(one, other, numbers)) return null;

        // What opens a reply answers it; a number further on usually tells of something else, unless it corrects the first at once.
        if (now is not null) return now;
        if (first is { First: <= 1 } opening) return last is { } next && Corrects(next, opening, numbers) ? last : first;
        return (picked ? first : last) ?? earlier;
    }
}
