namespace Outreach.Core.Replies.Values;

/// <summary>Picks on a scale: 0–10 and 0–3.</summary>
internal static class Scales
{
    private const int SeverePain = 8;

    public static Bound? ZeroToTen(Numbers numbers, Said said)
    {
        if (Pick(numbers, 10) is { } q) return Of(q.WholeText, q.First, q.Last);
        return said.First("zero") is { } none ? Of("0", none.First, none.Last) : null;

        static Bound Of(string value, int first, int last) =>
            new(value, null, first, last, int.Parse(value) >= SeverePain ? Urgency.Urgent : Urgency.None, "scale-0-10");
    }

    public static Bound? ZeroToThree(Numbers numbers, Said said)
    {
        if (Pick(numbers, 3) is { } q && !said.Covers(q.First, "scale-")) return new Bound(q.WholeText, null, q.First, q.Last, Urgency.None, "scale-0-3");
        return said.LongestStarting("scale-") is { } label
            ? new Bound(label.Rule.Answer["scale-".Length..], null, label.First, label.Last, Urgency.None, "scale-0-3")
            : null;
    }

    private static Quantity? Pick(Numbers numbers, int top)
    {
        // "8/10", "8 out of 10": the ten is the scale.
        foreach (var q in numbers.All)
        {
            var slash = q.Last + 1 < numbers.Tokens.Count && numbers.Tokens[q.Last + 1].Number == top && numbers.Between(q.Last).Trim(' ') is "/";
            if (slash && IsOn(q)) return q;
        }

        return Measurement.Pick(numbers, q => IsOn(q) && !IsTopOfScale(q), picked: true);

        bool IsOn(Quantity q) => q.IsWhole && q.Value >= 0 && q.Value <= top;

        bool IsTopOfScale(Quantity q) => q.Value == top && numbers.PreviousIs(q, numbers.Marks.OfScale) && numbers.All.Count > 1;
    }
}
