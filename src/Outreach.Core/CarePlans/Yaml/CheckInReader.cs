using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.Documents;
using Outreach.Core.Patients;

namespace Outreach.Core.CarePlans.Yaml;

internal sealed record ReadCheckIn(CheckInPlan Plan, Node At)
{
    /// <summary>Asked by a recheck only.</summary>
    public required bool IsFollowOn { get; init; }
}

internal sealed class CheckInReader(PlanReading reading)
{
    private readonly Findings _findings = reading.Findings;
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    public ImmutableArray<ReadCheckIn> Read(Fields plan)
    {
        var nodes = plan.List("check_ins", "a list of check-ins");
        if (nodes.IsEmpty && plan.Get("check_ins") is ListNode empty) _findings.Error(empty, "a plan without check-ins", "add a check-in");
        return [.. nodes.Select(Read).OfType<ReadCheckIn>()];
    }

    private ReadCheckIn? Read(Node node)
    {
        if (Fields.Of(node, PlanShapes.CheckIn, _findings) is not { } fields) return null;
        reading.Texts.MissingWhy(fields, "it is made");
        var checkIn = new CheckInPlan
        {
            Id = reading.NewId(fields, _ids, "first-days"),
            Because = _findings.Text(fields.Get("because"), "why it is made") ?? "",
            Why = reading.Texts.Page(fields.Get("why"), "why it is made"),
            Cadence = new CadenceReader(_findings, reading.Days).Read(fields),
            At = _findings.Time(fields.Get("at")),
            Expires = _findings.Span(fields.Get("expires"), "24h") ?? Duration.Zero,
            OnlyWhen = reading.Condition(fields.Get("only_when"), ConditionUse.Patient),
            KeepsPace = _findings.YesOrNo(fields.Get("keeps_pace")) ?? false,
            Opening = reading.Texts.Routine(fields.Get("opening")),
            Questions = new QuestionReader(reading).Read(fields),
            Thanks = reading.Texts.Routine(fields.Get("thanks")) ?? Words.None,
            DoneWhen = reading.Condition(fields.Get("done_when"), ConditionUse.Pace),
        };
        return new ReadCheckIn(checkIn, fields.PlaceOf("id")) { IsFollowOn = !fields.Has("cadence") };
    }
}
