using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.Documents;
using Outreach.Core.Replies;

namespace Outreach.Core.CarePlans.Yaml;

internal sealed record ReadConcern(ConcernRule Rule, Node When, Node? RecheckCheckIn);

internal sealed class ConcernReader(PlanReading reading, IReadOnlyCollection<string> checkIns)
{
    private readonly Findings _findings = reading.Findings;
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    /// <summary>Check-ins that some recheck asks, also one of a concern that could not be read.</summary>
    public HashSet<string> Rechecked { get; } = new(StringComparer.Ordinal);

    public ImmutableArray<ReadConcern> Read(Fields plan)
    {
        var nodes = plan.List("concerns", "a list of what a clinician should know");
        if (nodes.IsEmpty && plan.Get("concerns") is ListNode empty)
            _findings.Warning(empty, "no answer is a concern", "say which answers a clinician should know of");
        return [.. nodes.Select(Read).OfType<ReadConcern>()];
    }

    private ReadConcern? Read(Node node)
    {
        if (Fields.Of(node, PlanShapes.Concern, _findings) is not { } fields) return null;
        var id = reading.NewId(fields, _ids, "worse");
        var urgency = _findings.OneOf(fields.Get("urgency"), "an urgency", PlanNames.Urgencies);
        var when = reading.Condition(fields.Get("when"), ConditionUse.Concern, out var bareNumber);
        var recheckFields = Fields.Of(fields.Get("recheck"), PlanShapes.Recheck, _findings);
        if (bareNumber && !fields.Has("source"))
            _findings.Warning(fields.PlaceOf("when"), "a clinical number without a source", "add source: the guideline, or name a threshold");
        if (recheckFields is not null && urgency is Urgency.Emergency)
            _findings.Error(recheckFields.Node, "an emergency is not put off by a recheck", "remove recheck:, or lower the urgency");
        var rule = new ConcernRule
        {
            Id = id,
            Urgency = urgency ?? Urgency.Routine,
            When = when ?? new Condition.All([]),
            Because = _findings.Text(fields.Get("because"), "what the provider reads") ?? "",
            Source = _findings.Text(fields.Get("source"), "the guideline"),
            Tell = reading.Texts.Told(fields.Get("tell")),
            Recheck = Recheck(recheckFields),
            Call = _findings.YesOrNo(fields.Get("call")) ?? false,
            Closer = Closer(Fields.Of(fields.Get("closer"), PlanShapes.Closer, _findings)),
        };
        return when is null ? null : new ReadConcern(rule, fields.PlaceOf("when"), recheckFields?.PlaceOf("check_in"));
    }

    private Closer? Closer(Fields? fields)
    {
        if (fields is null) return null;
        var checkIn = _findings.Text(fields.Get("check_in"), "weekly");
        var every = _findings.Whole(fields.Get("every_days"), 1, 30, "1");
        var days = _findings.Whole(fields.Get("for_days"), 1, 60, "5");
        if (checkIn is null || every is null || days is null) return null;
        if (!checkIns.Contains(checkIn)) _findings.Error(fields.PlaceOf("check_in"), $"there is no check-in '{checkIn}'", Nearest.Suggest(checkIn, checkIns));
        // Looked at more closely, it is asked, cadence or not.
        Rechecked.Add(checkIn);
        return new Closer(checkIn, every.Value, days.Value);
    }

    private Recheck? Recheck(Fields? fields)
    {
        if (fields is null) return null;
        var checkIn = _findings.Text(fields.Get("check_in"), "again");
        var after = _findings.Span(fields.Get("after"), "5m");
        var raise = _findings.YesOrNo(fields.Get("raise_if_unanswered")) ?? true;
        if (checkIn is null) return null;
        if (!checkIns.Contains(checkIn))
        {
            _findings.Error(fields.PlaceOf("check_in"), $"there is no check-in '{checkIn}'", Nearest.Suggest(checkIn, checkIns));
            Rechecked.UnionWith(checkIns);
        }
        Rechecked.Add(checkIn);
        return new Recheck(checkIn, after ?? Duration.Zero, raise);
    }
}
