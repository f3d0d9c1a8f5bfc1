using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.Documents;

namespace Outreach.Core.Practices.Yaml;

internal sealed class LadderReader(Findings findings, IReadOnlyCollection<string> providers)
{
    private const string TellPatientOnly = "tell_patient_only";

    private static readonly LadderRules s_none = new() { OfficeHours = [], AfterHours = [], EmergencyWait = default, UrgentWait = default, RoutineWait = default };

    public LadderRules Read(Fields practice)
    {
        if (Fields.Of(practice.Get("ladder"), PracticeShapes.Ladder, findings) is not { } fields) return s_none;
        var emergency = findings.Span(fields.Get("emergency_wait"), "5m");
        var urgent = findings.Span(fields.Get("urgent_wait"), "30m");
        var routine = findings.Span(fields.Get("routine_wait"), "24h");
        if (emergency > urgent) findings.Error(fields.PlaceOf("emergency_wait"), "an emergency waits longer than what is urgent", "write a shorter time");
        if (urgent > routine) findings.Error(fields.PlaceOf("urgent_wait"), "what is urgent waits longer than what is routine", "write a shorter time");
        if (emergency > LongestForEmergency) findings.Error(fields.PlaceOf("emergency_wait"), "an emergency waits for more than an hour", "write minutes, such as 5m");
        var only = fields.Get("after_hours") is TextNode { Text: TellPatientOnly };
        return new LadderRules
        {
            OfficeHours = Steps(practice, fields, "office_hours"),
            AfterHours = only ? [] : Steps(practice, fields, "after_hours"),
            TellPatientOnly = only,
            Manager = Manager(fields),
            EmergencyWait = emergency ?? Duration.Zero,
            UrgentWait = urgent ?? Duration.Zero,
            RoutineWait = routine ?? Duration.Zero,
            EmergencyRepeat = Emergency(fields, "emergency_repeat", PracticeDefaults.EmergencyRepeat),
            UrgentRepeat = findings.Span(fields.Get("urgent_repeat"), "2h") ?? PracticeDefaults.UrgentRepeat,
            EmergencyPromise = Emergency(fields, "emergency_promise", PracticeDefaults.EmergencyPromise),
            UrgentPromise = findings.Span(fields.Get("urgent_promise"), "4h") ?? PracticeDefaults.UrgentPromise,
            RoutinePromise = findings.Span(fields.Get("routine_promise"), "24h") ?? PracticeDefaults.RoutinePromise,
            WhenSpent = findings.Phone(fields.Get("when_spent")),
        };
    }

    /// <summary>An emergency is never put off by more (R6).</summary>
    private static readonly Duration LongestForEmergency = Duration.FromHours(1);

    private Duration Emergency(Fields fields, string key, Duration usual)
    {
        if (findings.Span(fields.Get(key), "15m") is not { } span) return usual;
        if (span > LongestForEmergency) findings.Error(fields.PlaceOf(key), "an emergency waits for more than an hour", "write minutes, such as 15m");
        return span;
    }

    private string? Manager(Fields fields)
    {
        if (findings.Text(fields.Get("manager"), "a provider id") is not { } id) return null;
        if (!providers.Contains(id)) findings.Error(fields.PlaceOf("manager"), $"there is no provider '{id}'", Nearest.Suggest(id, providers));
        return id;
    }

    private ImmutableArray<string> Steps(Fields practice, Fields fields, string key)
    {
        var nodes = fields.OneOrMore(key);
        if (fields.Get(key) is ListNode { Items.IsEmpty: true } empty) findings.Error(empty, $"nobody is told: '{key}' is empty", key == "after_hours" ? $"list at least one provider id, or write after_hours: {TellPatientOnly}" : "list at least one provider id");
        var steps = ImmutableArray.CreateBuilder<string>();
        foreach (var node in nodes)
        {
            if (findings.Text(node, "a provider id") is not { } id) continue;
            if (id == LadderRules.OnCall && !practice.Has("on_call")) findings.Error(node, "nobody is on call: there is no rota", "add on_call: a list of { who: …, times: … }, or write a provider's id");
            else if (id != LadderRules.OnCall && !providers.Contains(id)) findings.Error(node, $"there is no provider '{id}'", Nearest.Suggest(id, providers));
            else if (steps.Contains(id)) findings.Error(node, $"'{id}' is on this ladder already", "list each once");
            else steps.Add(id);
        }
        return steps.ToImmutable();
    }
}
