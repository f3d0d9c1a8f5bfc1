using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.Documents;

namespace Outreach.Core.Practices.Yaml;

internal sealed class LadderReader(Findings findings, IReadOnlyCollection<string> providers)
{
    private static readonly LadderRules s_none = new() { OfficeHours = [], AfterHours = [], EmergencyWait = default, UrgentWait = default, RoutineWait = default };

    public LadderRules Read(Fields practice)
    {
        if (Fields.Of(practice.Get("ladder"), PracticeShapes.Ladder, findings) is not { } fields) return s_none;
        var emergency = findings.Span(fields.Get("emergency_wait"), "5m");
        var urgent = findings.Span(fields.Get("urgent_wait"), "30m");
        var routine = findings.Span(fields.Get("routine_wait"), "24h");
        if (emergency > urgent) findings.Error(fields.PlaceOf("emergency_wait"), "an emergency waits longer than what is urgent", "write a shorter time");
        if (urgent > routine) findings.Error(fields.PlaceOf("urgent_wait"), "what is urgent waits longer than what is routine", "write a shorter time");
        return new LadderRules
        {
            OfficeHours = Steps(fields, "office_hours"),
            AfterHours = Steps(fields, "after_hours"),
            EmergencyWait = emergency ?? Duration.Zero,
            UrgentWait = urgent ?? Duration.Zero,
            RoutineWait = routine ?? Duration.Zero,
        };
    }

    private ImmutableArray<string> Steps(Fields fields, string key)
    {
        var nodes = fields.OneOrMore(key);
        if (fields.Get(key) is ListNode { Items.IsEmpty: true } empty) findings.Error(empty, $"nobody is told: '{key}' is empty", "list at least one provider id");
        var steps = ImmutableArray.CreateBuilder<string>();
        foreach (var node in nodes)
        {
            if (findings.Text(node, "a provider id") is not { } id) continue;
            if (!providers.Contains(id)) findings.Error(node, $"there is no provider '{id}'", Nearest.Suggest(id, providers));
            else if (steps.Contains(id)) findings.Error(node, $"'{id}' is on this ladder already", "list each once");
            else steps.Add(id);
        }
        return steps.ToImmutable();
    }
}
