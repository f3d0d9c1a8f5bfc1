using System.Globalization;
using NodaTime;
using Outreach.Core.Documents;
using Outreach.Core.Escalations;
using Outreach.Core.Replies;

namespace Outreach.Core.Practices.Yaml;

/// <summary>For each of the week's 168 hours, every holiday and every day on which somebody is away, whoever's patient it is: the first to be told
/// of an emergency can be texted besides the email. A hole is an error, because nobody would hear of the patient in time.</summary>
internal static class LadderCheck
{
    /// <summary>A Monday far ahead: an ordinary week, without holidays, absences or dated shifts.</summary>
    private static readonly LocalDate OrdinaryMonday = new(9998, 1, 5);

    private static readonly Duration AStep = Duration.FromMinutes(15);

    public static void Check(Practice practice, Fields fields, Findings findings)
    {
        foreach (var hole in Days(practice).SelectMany(d => Holes(practice, d)).GroupBy(h => h.Who, StringComparer.Ordinal))
        {
            var times = hole.Select(h => h.When).Distinct(StringComparer.Ordinal).ToList();
            var when = times.Count > 3 ? $"{string.Join(", ", times.Take(3))} and {times.Count - 3} more" : string.Join(", ", times);
            if (hole.Key.Length == 0) findings.Error(Place(fields), $"nobody on the ladder gets an emergency on {when}", "name somebody who is there, or write after_hours: tell_patient_only");
            else findings.Error(Place(fields, hole.Key), $"'{hole.Key}' is told first of an emergency on {when}, and has no mobile to be texted at", $"add mobile: to {hole.Key}, or name somebody who has one{(times.Count > 0 && !practice.Ladder.TellPatientOnly ? "; for no one at all outside office hours write after_hours: tell_patient_only" : "")}");
        }
    }

    private static Node Place(Fields fields) => fields.Get("ladder") is MapNode ladder ? ladder.Find("after_hours")?.Value ?? ladder : fields.Node;

    private static Node Place(Fields fields, string provider) => (fields.Get("providers") as ListNode)?.Items.OfType<MapNode>()
        .FirstOrDefault(p => p.Find("id")?.Value is TextNode id && id.Text.Trim() == provider) ?? Place(fields);

    /// <summary>An ordinary week, and each day that is not ordinary.</summary>
    private static IEnumerable<LocalDate> Days(Practice practice)
    {
        var week = Enumerable.Range(0, 7).Select(OrdinaryMonday.PlusDays);
        var absent = practice.Providers.SelectMany(p => p.Away).SelectMany(a => Range(a.From, a.To));
        var dated = practice.OnCall.SelectMany(s => Range(s.From ?? s.To, s.To ?? s.From));
        return week.Concat(practice.Holidays.Concat(absent).Concat(dated).Distinct().Order());
    }

    /// <summary>The first weeks of a long absence have every weekday in them.</summary>
    private static IEnumerable<LocalDate> Range(LocalDate? from, LocalDate? to) =>
        from is { } first && to is { } last ? Enumerable.Range(0, Math.Clamp(Period.DaysBetween(first, last) + 1, 0, 21)).Select(first.PlusDays) : [];

    private readonly record struct Hole(string Who, string When);

    private static IEnumerable<Hole> Holes(Practice practice, LocalDate day)
    {
        foreach (var own in practice.Providers.Select(p => p.Id))
        {
            LocalTime? since = null;
            var who = "";
            var time = LocalTime.Midnight;
            for (var i = 0; i < Duration.FromDays(1) / AStep; i++, time = time.PlusMinutes((long)AStep.TotalMinutes))
            {
                var missing = Missing(practice, own, day + time);
                if (missing == (since is null ? null : who)) continue;
                if (since is { } from) yield return new Hole(who, Words(day, from, time));
                (since, who) = (missing is null ? null : time, missing ?? "");
            }

            if (since is { } open) yield return new Hole(who, Words(day, open, LocalTime.Midnight));
        }
    }

    /// <summary>Null where somebody is texted; else who is told first without a mobile, "" for nobody.</summary>
    private static string? Missing(Practice practice, string own, LocalDateTime at)
    {
        if (practice.Ladder.TellPatientOnly && !Office.IsOpen(practice, at)) return null;
        var ladder = Ladders.Named(practice, own, Urgency.Emergency, at);
        return ladder.IsEmpty ? "" : ladder[0].Mobile is null ? ladder[0].Provider : null;
    }

    private static string Words(LocalDate day, LocalTime from, LocalTime to) =>
        string.Create(CultureInfo.InvariantCulture, $"{(day >= OrdinaryMonday ? day.DayOfWeek.ToString()[..3] : $"{day:uuuu-MM-dd}")} {from:HH:mm}-{(to == LocalTime.Midnight ? "24:00" : $"{to:HH:mm}")}");
}
