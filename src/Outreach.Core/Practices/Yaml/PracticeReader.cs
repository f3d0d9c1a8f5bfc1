using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.CarePlans;
using Outreach.Core.Documents;
using Outreach.Core.Messages;
using Outreach.Core.Patients;

namespace Outreach.Core.Practices.Yaml;

/// <summary>The practice where there were no errors, and all that was found, warnings too, in reading order.</summary>
public sealed record PracticeReadResult(Practice? Practice, ImmutableArray<Diagnostic> Diagnostics)
{
    public IEnumerable<Diagnostic> Errors => Diagnostics.Where(d => d.Severity == Severity.Error);

    public IEnumerable<Diagnostic> Warnings => Diagnostics.Where(d => d.Severity == Severity.Warning);
}

/// <summary>Reads <c>practice.yaml</c> as care plans are read. With the plans at hand, overrides of thresholds are checked against them.</summary>
public static class PracticeReader
{
    private static readonly LocalTime s_federalStart = new(8, 0);
    private static readonly LocalTime s_federalEnd = new(21, 0);
    private static readonly ImmutableArray<string> s_consentPlaceholders = [Placeholders.Practice, Placeholders.Phone, Placeholders.Frequency];

    public static PracticeReadResult Read(string yaml, string fileName, IReadOnlyList<CarePlan>? plans = null)
    {
        var findings = new Findings(fileName);
        var root = YamlDocument.Read(yaml, findings, "a practice: name, phone, time_zone …");
        var fields = Fields.Of(root, PracticeShapes.Practice, findings);
        var practice = fields is null ? null : Practice(fields, findings, plans);
        if (practice is not null && !findings.HasErrors) LadderCheck.Check(practice, fields!, findings);
        return new PracticeReadResult(findings.HasErrors ? null : practice, findings.All);
    }

    private static Practice Practice(Fields fields, Findings findings, IReadOnlyList<CarePlan>? plans)
    {
        var providers = new ProviderReader(findings);
        var listed = providers.Read(fields);
        return new Practice
        {
            Name = findings.Text(fields.Get("name"), "Riverside Family Practice") ?? "",
            Phone = findings.Phone(fields.Get("phone")) ?? default,
            TextsFrom = findings.Phone(fields.Get("texts_from")) ?? default,
            EmailFrom = findings.Email(fields.Get("email_from")) ?? default,
            Zone = Zone(fields.Get("time_zone"), findings) ?? DateTimeZone.Utc,
            OfficeHours = Hours(fields, "office_hours", findings) ?? PracticeDefaults.ContactHours,
            ContactHours = ContactHours(fields, findings) ?? PracticeDefaults.ContactHours,
            Holidays = Holidays(fields, findings),
            HolidaysAreQuiet = findings.YesOrNo(fields.Get("holidays_are_quiet")) ?? false,
            Providers = listed,
            Ladder = new LadderReader(findings, providers.Ids).Read(fields),
            OnCall = new RotaReader(findings, providers.Ids).Read(fields),
            Caps = Caps(fields, findings),
            Emergency = Emergency(fields, findings),
            ConsentText = ConsentText(fields.Get("consent_text"), findings) ?? Words.None,
            Thresholds = new ThresholdOverrides(findings, plans).Read(fields.Get("thresholds")),
            Prevention = new PreventionReader(findings).Read(fields),
            Words = new PracticeWordsReader(findings).Read(fields.Get("words")),
            Choices = ChoicesReader.Read(fields.Get("choices"), findings),
        };
    }

    private static DateTimeZone? Zone(Node? node, Findings findings)
    {
        if (findings.Text(node, "America/New_York") is not { } id) return null;
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(id) is { } zone) return zone;
        findings.Error(node!, $"'{id}' is no time zone", Nearest.To(id, DateTimeZoneProviders.Tzdb.Ids) is { } near
            ? $"did you mean {near}? write {near}"
            : "write an IANA name, such as America/New_York");
        return null;
    }

    private static WeekTimes? Hours(Fields fields, string key, Findings findings)
    {
        var hours = new WeekTimesReader(findings).Read(fields.Get(key));
        if (hours is { IsNever: true }) findings.Error(fields.PlaceOf(key), $"'{key}' are never", "open at least one day, such as mon-fri: \"09:00-17:00\"");
        return hours;
    }

    private static WeekTimes? ContactHours(Fields fields, Findings findings)
    {
        var hours = Hours(fields, "contact_hours", findings);
        if (hours is not null && hours.Days.Values.Any(d => d.Any(s => s.From < s_federalStart || s.To > s_federalEnd)))
            findings.Warning(fields.PlaceOf("contact_hours"), "patients would be texted before 8:00 or after 21:00, the federal quiet hours (47 CFR 64.1200(c)(1))", "stay within \"08:00-21:00\"");
        return hours;
    }

    private static ImmutableSortedSet<LocalDate> Holidays(Fields fields, Findings findings)
    {
        var days = ImmutableSortedSet.CreateBuilder<LocalDate>();
        foreach (var node in fields.List("holidays", "a list of dates"))
        {
            if (findings.Date(node, "2026-07-04") is { } day && !days.Add(day)) findings.Error(node, "this day is there already", "list it once");
        }
        return days.ToImmutable();
    }

    private static Caps Caps(Fields practice, Findings findings)
    {
        var usual = PracticeDefaults.Caps;
        if (Fields.Of(practice.Get("caps"), PracticeShapes.Caps, findings) is not { } fields) return usual;
        var aDay = findings.Whole(fields.Get("a_day"), 1, 24, "2") ?? usual.ADay;
        var aWeek = findings.Whole(fields.Get("a_week"), 1, 168, "7") ?? usual.AWeek;
        if (aWeek < aDay) findings.Error(fields.PlaceOf("a_week"), $"{aWeek} a week is less than {aDay} a day", "write the larger number for the week");
        return new Caps(aDay, aWeek, findings.Whole(fields.Get("segments_a_text"), 1, 6, "2") ?? usual.SegmentsAText);
    }

    private static EmergencyLines Emergency(Fields practice, Findings findings)
    {
        if (Fields.Of(practice.Get("emergency_lines"), PracticeShapes.EmergencyLines, findings) is not { } fields) return PracticeDefaults.Emergency;
        return new EmergencyLines(Line("emergency"), Line("crisis"));

        string Line(string key)
        {
            if (findings.Text(fields.Get(key), "\"911\"") is not { } number) return "";
            if (number.Length is < 3 or > 20 || !number.All(c => char.IsAsciiDigit(c) || c is '+' or '-' or ' '))
                findings.Error(fields.PlaceOf(key), $"'{number}' is no number to call", "write its digits, such as \"911\"");
            return number;
        }
    }

    /// <summary>CTIA Messaging Principles: consent says how to stop and how to get help.</summary>
    private static Words? ConsentText(Node? node, Findings findings)
    {
        if (findings.Words(node) is not { } words) return null;
        var map = (MapNode)node!;
        foreach (var (key, text) in new[] { ("en", words.En), ("es", words.Es) })
        {
            var at = map.Find(key)!.Value;
            foreach (var word in Placeholders.Unknown(text).Distinct(StringComparer.Ordinal).Concat(Unfit(text)))
                findings.Error(at, $"the consent text has no place for {word}", $"write one of {string.Join(' ', s_consentPlaceholders.Select(p => $"{{{p}}}"))}, or leave it out");
            foreach (var word in new[] { "STOP", "HELP" }.Where(w => !text.Contains(w, StringComparison.Ordinal)))
                findings.Warning(at, $"the consent text does not mention {word}", $"say what {word} does");
        }
        return words;
    }

    private static IEnumerable<string> Unfit(string text) =>
        Placeholders.All.Except(s_consentPlaceholders).Select(p => $"{{{p}}}").Where(text.Contains);
}
