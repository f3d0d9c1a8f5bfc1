namespace Outreach.Core.Tests.CarePlans;

/// <summary>The smallest plan with one of most things, and nothing wrong. Tests break it one line at a time.</summary>
internal static class SmallPlan
{
    public const string Yaml = """
        id: small
        version: 1
        title: { en: Small, es: Pequeño }
        programme: { en: your check-ins, es: sus mensajes }
        frequency: { en: a few texts, es: unos mensajes }
        approved: { by: Dr. A. Lee (demo), date: 2026-02-16 }
        anchor: { en: first day, es: primer día }
        days: 14
        thresholds:
          gain: { value: 5, unit: lb, source: A guideline }
        check_ins:
          - id: daily
            because: it shows early
            why: { en: To see it early., es: Para verlo pronto. }
            cadence:
              - { every_days: 2, from: 1, until: 9 }
              - { on_days: [12, 14] }
            at: "09:30"
            expires: 24h
            questions:
              - id: weight
                kind: weight
                text: { en: What is your weight?, es: ¿Cuánto pesa? }
              - id: feeling
                kind: better-same-worse
                text: { en: How are you?, es: ¿Cómo está? }
              - id: why
                kind: free
                only_when: { answer: feeling, is: worse }
                because: feels worse
                text: { en: What is wrong?, es: ¿Qué le pasa? }
            thanks: { en: Thank you., es: Gracias. }
          - id: again
            because: to be sure
            why: { en: To be sure., es: Por seguridad. }
            expires: 30m
            questions:
              - id: pressure
                kind: blood-pressure
                text: { en: Your reading?, es: ¿Su lectura? }
            thanks: { en: Thank you., es: Gracias. }
        concerns:
          - id: up
            urgency: urgent
            when: { change: weight, over_days: 7, up_at_least: gain }
            because: Weight up
            recheck: { check_in: again, after: 5m }
          - id: worse
            urgency: routine
            when: { answer: feeling, is: worse }
            because: Feels worse
        fit:
          - id: older
            when: { age: { at_least: 80 } }
            because: smaller reserves
            why: { en: We look closer., es: Vemos mejor. }
            set: { gain: 4 }
        silence: { remind_after: 4h, other_channel_after: 8h, raise_after_missed: 2, urgency: routine }
        """;

    public static string With(string old, string @new)
    {
        var at = Yaml.IndexOf(old, StringComparison.Ordinal);
        if (at < 0) throw new ArgumentException($"the small plan has no '{old}'", nameof(old));
        return string.Concat(Yaml.AsSpan(0, at), @new, Yaml.AsSpan(at + old.Length));
    }
}
