using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Outreach.Core.Patients;
using Outreach.Testing;

namespace Outreach.Core.Tests.Conversations;

/// <summary>A golden conversation: a header, then script lines; what came of them stands indented below each.</summary>
internal sealed record Conversation(ImmutableArray<(string Key, string Value)> Header, ImmutableArray<string> Script)
{
    public static Conversation Parse(string text)
    {
        var lines = text.Split('\n').Select(l => l.TrimEnd()).ToList();
        var header = ImmutableArray.CreateBuilder<(string, string)>();
        var at = 0;
        for (; at < lines.Count && lines[at] != "---"; at++)
        {
            if (lines[at].Split(": ", 2) is [var key, var value]) header.Add((key, value));
            else if (lines[at].Length > 0) throw new FormatException($"Not a header line: \"{lines[at]}\"");
        }

        return new(header.ToImmutable(), [.. lines.Skip(at + 1).Where(l => l.Length > 0 && !char.IsWhiteSpace(l[0]))]);
    }

    public string One(string key, string otherwise) =>
        Header.Where(h => h.Key == key).Select(h => h.Value).FirstOrDefault() ?? otherwise;

    public IEnumerable<string> All(string key) => Header.Where(h => h.Key == key).Select(h => h.Value);

    public bool Has(string key) => Header.Any(h => h.Key == key);

    /// <summary>"Rosa Marsh, 1951-06-02, female, English, America/New_York".</summary>
    public Patient Patient()
    {
        var facts = One("patient", "").Split(", ");
        if (facts is not [var name, var born, var sex, var language, var zone]) throw new FormatException($"Not a patient: {string.Join(", ", facts)}");
        var consents = List("consents", ["text", "email"]);
        return People.Rosa with
        {
            PreferredName = name.Split(' ')[0],
            FamilyName = name.Split(' ', 2)[1],
            BirthDate = LocalDatePattern.Iso.Parse(born).Value,
            Sex = Enum.Parse<Sex>(sex, ignoreCase: true),
            Language = Enum.Parse<Language>(language),
            TimeZone = zone,
            Mobile = PhoneNumber.TryParse(One("mobile", "+1 212-555-0150")),
            Email = EmailAddress.TryParse(One("email", "")),
            SharedPhone = Has("shares the phone with"),
            PreferredChannel = One("prefers", "text") == "email" ? Channel.Email : Channel.Sms,
            Guardian = One("guardian", "").Split(", ") is [var guardian, var mobile] ? new Guardian(guardian, PhoneNumber.TryParse(mobile)!.Value) : null,
            Caregivers = [.. All("caregiver").Select(c => c.Split(", ")).Select(c => new Caregiver(c[0], PhoneNumber.TryParse(c[1])!.Value, Enum.Parse<CaregiverMay>(c[2].Replace(" ", "", StringComparison.Ordinal), ignoreCase: true), "intake form", new LocalDate(2026, 2, 20)))],
            Profile = HealthProfile.Empty with
            {
                Conditions = List("conditions", []),
                Medicines = List("medicines", []),
                Lifestyle = List("lifestyle", []),
                Social = List("social", []),
                Goals = List("goals", []),
                FamilyHistory = List("family history", []),
                GeneticFindings = List("genetic findings", []),
                OwnWords = All("calls").Select(c => c.Split(": ")).ToImmutableSortedDictionary(c => c[0], c => c[1], StringComparer.Ordinal),
                LastDone = All("last done").Select(c => c.Split(' ')).ToImmutableSortedDictionary(c => c[0], c => LocalDatePattern.Iso.Parse(c[1]).Value, StringComparer.Ordinal),
            },
            Tone = Has("tone") ? Enum.Parse<Tone>(One("tone", ""), ignoreCase: true) : Tone.Warm,
            Pace = Has("frequency") ? Enum.Parse<Pace>(One("frequency", ""), ignoreCase: true) : Pace.AsPlanned,
            Consents = [.. consents.Select(c => new Consent(c == "email" ? Channel.Email : Channel.Sms, "front desk form", new LocalDate(2026, 2, 20)))],
        };
    }

    private ImmutableArray<string> List(string key, ImmutableArray<string> otherwise) =>
        Has(key) ? [.. One(key, "").Split(", ").Where(s => s != "none")] : otherwise;

    /// <summary>The moment a script line speaks of, in the patient's zone: "+3m", "Tue 09:20", "2026-03-08 09:20"; and the rest of the line.</summary>
    public static (Instant At, string Said) Time(string line, Instant now, DateTimeZone zone)
    {
        var words = line.Split(' ', 3);
        if (words[0][0] == '+') return (now + Ahead(words[0][1..]), line[(words[0].Length + 1)..]);
        if (words.Length < 3) throw new FormatException($"Not a script line: \"{line}\"");
        var time = LocalTimePattern.CreateWithInvariantCulture(words[1].Length > 5 ? "HH:mm:ss" : "HH:mm").Parse(words[1]).Value;
        if (LocalDatePattern.Iso.Parse(words[0]) is { Success: true } date) return ((date.Value + time).InZoneLeniently(zone).ToInstant(), words[2]);
        var weekday = Enum.GetValues<IsoDayOfWeek>().Single(d => d.ToString()[..3] == words[0]);
        for (var day = now.InZone(zone).Date; ; day = day.PlusDays(1))
        {
            var at = (day + time).InZoneLeniently(zone).ToInstant();
            if (day.DayOfWeek == weekday && at >= now) return (at, words[2]);
        }
    }

    private static Duration Ahead(string text)
    {
        var count = int.Parse(text[..^1], CultureInfo.InvariantCulture);
        return text[^1] switch
        {
            's' => Duration.FromSeconds(count),
            'm' => Duration.FromMinutes(count),
            'h' => Duration.FromHours(count),
            'd' => Duration.FromDays(count),
            _ => throw new FormatException($"Not a time ahead: \"+{text}\""),
        };
    }
}
