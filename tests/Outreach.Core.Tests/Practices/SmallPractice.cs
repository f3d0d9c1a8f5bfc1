namespace Outreach.Core.Tests.Practices;

internal static class SmallPractice
{
    public const string Yaml = """
        name: Small Practice
        phone: 212-555-0100
        texts_from: "+1 212-555-0101"
        email_from: care@small.example
        time_zone: America/Chicago
        office_hours: { mon-fri: "09:00-17:00" }
        holidays: [2026-12-25, 2026-01-01]
        providers:
          - { id: lee, name: Dr. Lee, email: lee@small.example, mobile: "212-555-0110", cover: ortiz, away: [{ from: 2026-07-01, to: 2026-07-14 }] }
          - { id: ortiz, name: Dr. Ortiz, email: ortiz@small.example, mobile: "212-555-0111" }
        ladder: { office_hours: [ortiz, lee], after_hours: [lee], emergency_wait: 5m, urgent_wait: 30m, routine_wait: 24h }
        thresholds: { small.gain: 4 }
        consent_text: { en: "{practice} may text me. STOP ends, HELP helps.", es: "{practice} puede escribirme. STOP termina, HELP ayuda." }
        """;

    public static string With(string old, string @new)
    {
        if (!Yaml.Contains(old, StringComparison.Ordinal)) throw new ArgumentException($"the small practice has no '{old}'", nameof(old));
        return Yaml.Replace(old, @new);
    }
}
