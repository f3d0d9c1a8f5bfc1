using System.Text;
using NodaTime;
using NodaTime.Text;
using Outreach.App.Ledgers;
using Outreach.App.Timelines;
using Outreach.Core.Escalations;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;

namespace Outreach.App.Pages.Board;

/// <summary>What happened between visits, as a plain dated note for the practice's own record.</summary>
internal static class ChartNote
{
    public const int Days = 30;

    private static readonly LocalDateTimePattern Time = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm");

    public static async Task<string> WriteAsync(ILedgerStore ledgers, FollowUp state, Context known, Instant now, CancellationToken cancel)
    {
        var patient = state.Patient!;
        var zone = known.Zones.GetZoneOrNull(patient.TimeZone) ?? known.Practice.Zone;
        var since = now - Duration.FromDays(Days);
        var note = new StringBuilder()
            .Append(known.Practice.Name).Append(" – follow-up between visits\n")
            .Append(patient.FamilyName).Append(", ").Append(patient.PreferredName).Append(", born ").Append(LocalDatePattern.Iso.Format(patient.BirthDate)).Append(", ").Append(patient.ExternalId).Append('\n')
            .Append("Written ").Append(At(now, zone)).Append(", covering ").Append(At(since, zone)).Append(" to now; times are the patient's\n");
        foreach (var enrollment in state.Enrollments)
        {
            note.Append("Plan: ").Append(known.Plans.Find(enrollment.Plan)?.Title.En ?? enrollment.Plan.Id).Append(" (").Append(enrollment.Plan).Append("), day 0 ").Append(LocalDatePattern.Iso.Format(enrollment.Anchor)).Append('\n');
        }

        note.Append('\n');
        var lines = await LinesAsync(ledgers, state.Id, since, zone, known, cancel);
        if (lines.Count == 0) note.Append("No replies, answers or concerns in this time.\n");
        foreach (var line in lines) note.Append(line).Append('\n');
        foreach (var open in state.Escalations.Where(e => e.Status != EscalationStatus.Resolved)) note.Append("Open: ").Append(open.Urgency).Append(" concern since ").Append(At(open.OpenedAt, zone)).Append('\n');
        return note.ToString();
    }

    /// <summary>Oldest first: what the patient said, what was found, who acted. Messages and their fates stay on the timeline.</summary>
    private static async Task<List<string>> LinesAsync(ILedgerStore ledgers, PatientId id, Instant since, DateTimeZone zone, Context known, CancellationToken cancel)
    {
        var timeline = await ledgers.TimelineSinceAsync(id, since, cancel);
        return
        [
            .. timeline.Reverse().Select(e => (e.Event, Line: TimelineWords.Describe(e.Event, zone, known.Practice)))
                .Where(e => e.Event is Event.ReplyRecorded or Event.AnswerRecorded || e.Line.Kind == TimelineKind.Concern)
                .Select(e => $"{At(e.Event.At, zone)}  {e.Line.Text}"),
        ];
    }

    private static string At(Instant at, DateTimeZone zone) => Time.Format(at.InZone(zone).LocalDateTime);
}
