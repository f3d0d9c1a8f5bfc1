using Outreach.Core.Documents;

namespace Outreach.Core.CarePlans.Yaml;

/// <summary>What the readers of one plan share while it is read.</summary>
internal sealed class PlanReading(Findings findings, ThresholdTable thresholds, int? days)
{
    private readonly RangeReader _ranges = new(findings, thresholds);
    private readonly HashSet<string> _profileTerms = new(StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<Condition, Node> _places = new(ReferenceEqualityComparer.Instance);

    public Findings Findings => findings;

    /// <summary>Where a condition stands in the file.</summary>
    public Node PlaceOf(Condition condition) => _places[condition];

    public ThresholdTable Thresholds => thresholds;

    public int? Days => days;

    public PlanTexts Texts { get; } = new(findings);

    /// <summary>Where each question is first asked; an instrument's where it is named.</summary>
    public Dictionary<string, Node> PlacesOfQuestions { get; } = new(StringComparer.Ordinal);

    /// <summary>Every question any check-in asks.</summary>
    public Dictionary<string, AskedQuestion> Questions { get; } = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> ProfileTerms => _profileTerms;

    public Condition? Condition(Node? node, ConditionUse use, IReadOnlyDictionary<string, AskedQuestion>? questions = null) =>
        Condition(node, use, out _, questions);

    /// <summary>Also says whether a measurement was compared with a bare number instead of a threshold with its source.</summary>
    public Condition? Condition(Node? node, ConditionUse use, out bool bareNumber, IReadOnlyDictionary<string, AskedQuestion>? questions = null)
    {
        _ranges.BareNumberSeen = false;
        var reader = new ConditionReader(findings, _ranges, questions ?? Questions, use);
        var condition = reader.Read(node);
        _profileTerms.UnionWith(reader.ProfileTerms);
        if (condition is not null) _places[condition] = node!;
        bareNumber = _ranges.BareNumberSeen;
        return condition;
    }

    /// <summary>Each id once; a doubled one is an error at its second place.</summary>
    public string NewId(Fields fields, HashSet<string> taken, string example)
    {
        if (findings.Id(fields.Get("id"), example) is not { } id) return "";
        if (taken.Add(id)) return id;
        findings.Error(fields.PlaceOf("id"), $"'{id}' is there already", "give it an id of its own");
        return "";
    }
}
