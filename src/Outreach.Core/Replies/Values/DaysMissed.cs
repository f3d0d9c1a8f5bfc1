namespace Outreach.Core.Replies.Values;

/// <summary>How many of the last seven days a dose was missed: a number, named days, or the days it was taken.</summary>
internal static class DaysMissed
{
    private const int Week = 7;

    // Fewer than four fifths of the doses taken is the usual line of concern (facts/clinical section 2).
    private const int Concerning = 2;

    public static Bound? Read(Numbers numbers, Said said)
    {
        var number = Measurement.Pick(numbers, q => q.IsWhole && q.Value is >= 0 and <= Week && !numbers.PreviousIs(q, numbers.Marks.OfScale), inDays: true, picked: true);
        var taken = said.First("taken-word");
        var missed = said.First("missed-word");
        if (number is { } q && !said.Covers(q.First, "none-missed") && !IsAside(q))
        {
            var days = (int)q.Value;
            // "Took 'em all, 0".
            var countsTaken = taken is { } t && missed is null && t.Last < q.First && q.First - t.Last <= 3 && !(days == 0 && said.First("none-missed") is not null);
            return Of(countsTaken ? Week - days : days, q.First, q.Last);
        }

        if (said.First("none-missed") is { } none && said.First("all-missed") is null) return Of(0, none.First, none.Last);
        if (said.First("all-missed") is { } all) return Of(Week, all.First, all.Last);
        var named = said.All("day-1", "day-2", "day-3", "day-4", "day-5", "day-6", "day-7").ToList();
        if (named.Count > 0) return Of(named.Select(p => p.Rule.Answer).Distinct(StringComparer.Ordinal).Count(), named[0].First, named[^1].Last);
        if (said.First("missed-2") is { } twice) return Of(2, twice.First, twice.Last);
        return said.First("missed-1") is { } once ? Of(1, once.First, once.Last) : null;

        // "Missed none. Lost one under the stove."
        bool IsAside(Quantity told) => !numbers.Tokens[told.First].IsNumber && said.First("none-missed") is { First: <= 2 } opens && opens.Last < told.First;

        static Bound Of(int days, int first, int last) =>
            new(days.ToString(System.Globalization.CultureInfo.InvariantCulture), null, first, last, days >= Concerning ? Urgency.Routine : Urgency.None, "days-missed");
    }
}
