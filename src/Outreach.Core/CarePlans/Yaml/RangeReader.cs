using System.Globalization;
using Outreach.Core.Documents;

namespace Outreach.Core.CarePlans.Yaml;

/// <summary>Limits and bounds: numbers, or names of thresholds in the question's own unit.</summary>
internal sealed class RangeReader(Findings findings, ThresholdTable thresholds)
{
    /// <summary>Whether a measured level was compared with a bare number; then the concern must say its source.</summary>
    public bool BareNumberSeen { get; set; }

    public Range? Range(Fields fields, AskedQuestion question)
    {
        var atLeast = Limit(fields.Get("at_least"), question);
        var above = Limit(fields.Get("above"), question);
        var atMost = Limit(fields.Get("at_most"), question);
        var below = Limit(fields.Get("below"), question);
        if (Two(fields, "at_least", "above") || Two(fields, "at_most", "below")) return null;
        if (!fields.Has("at_least") && !fields.Has("above") && !fields.Has("at_most") && !fields.Has("below"))
        {
            findings.Error(fields.Node, "a range without bounds", "add at_least:, above:, at_most: or below:");
            return null;
        }
        if (Value(atLeast ?? above) is { } low && Value(atMost ?? below) is { } high && (low > high || (low == high && (above ?? below) is not null)))
            findings.Error(fields.Node, $"nothing is both {low} or more and {high} or less", "swap the bounds, or use any: with one bound each");
        return new Range(atLeast, above, atMost, below);
    }

    public Limit? Limit(Node? node, AskedQuestion question)
    {
        if (findings.Text(node, "a number or the name of a threshold") is not { } text) return null;
        if (decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            BareNumberSeen |= question.Kind is { } kind && AskKinds.IsMeasured(kind);
            return new Limit.Of(number);
        }
        if (!thresholds.Use(text, node!, out var threshold)) return null;
        if (threshold is not null && question.Unit is { } unit && threshold.Unit.TrimStart('°') != unit)
            findings.Error(node!, $"the threshold '{text}' is in {threshold.Unit}, and '{question.Id}' is in {unit}", $"give the threshold in {unit}");
        return new Limit.Named(text);
    }

    private decimal? Value(Limit? limit) => limit switch
    {
        Limit.Of number => number.Value,
        Limit.Named named => thresholds.All.TryGetValue(named.Threshold, out var threshold) ? threshold.Value : null,
        _ => null,
    };

    private bool Two(Fields fields, string one, string other)
    {
        if (!fields.Has(one) || !fields.Has(other)) return false;
        findings.Error(fields.PlaceOf(other), $"'{one}' and '{other}' bound the same side", "keep one of the two");
        return true;
    }
}
