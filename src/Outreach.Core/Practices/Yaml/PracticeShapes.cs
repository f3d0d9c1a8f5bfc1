using Outreach.Core.Documents;
using static Outreach.Core.Documents.Key;

namespace Outreach.Core.Practices.Yaml;

/// <summary>Every key <c>practice.yaml</c> may have.</summary>
internal static class PracticeShapes
{
    public static readonly Shape Practice = Shape.Of("a practice",
        Must("name", "Riverside Family Practice"), Must("phone", "+1 212-555-0100"), Must("texts_from", "+1 212-555-0101"), Must("email_from", "care@practice.example"),
        Must("time_zone", "America/New_York"), Must("office_hours", "{ mon-fri: \"08:30-17:00\" }"), May("contact_hours"), May("holidays"), May("holidays_are_quiet"),
        Must("providers", "a list of { id: …, name: …, email: … }"), Must("ladder", "who is told next and when"), May("on_call"), May("caps"), May("emergency_lines"),
        Must("consent_text", "{ en: …, es: … }"), May("thresholds"), May("prevention"), May("words"), May("choices"));

    public static readonly Shape PreventionRule = Shape.Of("a rule of prevention",
        Must("service", "hepatitis-b"), Must("name", "{ en: …, es: … }"), Must("who", "{ age: { at_least: 19, at_most: 59 } }"), Must("done", "{ hepatitis-b: ever }"),
        Must("because", "for whom and how often"), Must("source", "the recommendation and its year"), May("overrides"));

    public static readonly Shape PreventionOff = Shape.Of("a service left out", Must("service", "rsv"), Must("off", "yes"));

    public static readonly Shape Provider = Shape.Of("a provider",
        Must("id", "lee"), Must("name", "Dr. Lee"), Must("email", "lee@practice.example"), May("mobile"), May("cover"), May("away"));

    public static readonly Shape Absence = Shape.Of("an absence", Must("from", "2026-07-01"), Must("to", "2026-07-14"));

    public static readonly Shape Ladder = Shape.Of("the ladder",
        Must("office_hours", "[nurse]"), Must("after_hours", "[on-call]"), Must("emergency_wait", "5m"), Must("urgent_wait", "30m"), Must("routine_wait", "24h"),
        May("emergency_repeat"), May("urgent_repeat"), May("emergency_promise"), May("urgent_promise"), May("routine_promise"), May("manager"), May("when_spent"));

    public static readonly Shape Shift = Shape.Of("a shift", Must("who", "lee"), May("times"), May("from"), May("to"));

    public static readonly Shape Caps = Shape.Of("the caps", May("a_day"), May("a_week"), May("segments_a_text"));

    public static readonly Shape EmergencyLines = Shape.Of("the emergency lines", Must("emergency", "\"911\""), Must("crisis", "\"988\""));

    public static readonly Shape Choices = Shape.Of("the choices",
        May("check_ins_at"), May("spread"), May("conversation_open"), May("ask_again_after"), May("person_talks_for"), May("ask_helped_after"), May("emergency_answer_within"), May("carrier_confirms_opt_out"), May("safety_in_opt_out_confirmation"),
        May("full_detail_in_provider_email"), May("words_in_provider_email"), May("allow_minors"), May("allow_unapproved_plans"));
}
