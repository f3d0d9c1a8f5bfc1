using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Outreach.Core.Escalations;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Patients;

namespace Outreach.Local.Simulation;

/// <summary>One line of the terminal: <c>Mon 09:00  check-in    Harold      heart-failure-weight</c>.</summary>
internal sealed class LiveLines(TextWriter terminal, Func<DateTimeZone> zone)
{
    private const int KindWidth = 12;
    private const int NameWidth = 10;
    private const int TextWidth = 72;

    private static readonly ZonedDateTimePattern Time = ZonedDateTimePattern.Create("ddd HH:mm", CultureInfo.InvariantCulture, null, null, default);

    public static string Format(Instant at, DateTimeZone zone, string kind, string name, string text)
    {
        var rest = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (rest.Length > TextWidth) rest = rest[..(TextWidth - 1)] + "…";
        return $"{Time.Format(at.InZone(zone))}  {kind.PadRight(KindWidth)}{name.PadRight(NameWidth)}  {rest}".TrimEnd();
    }

    public void Write(Instant at, string kind, string name, string text) => terminal.WriteLine(Format(at, zone(), kind, name, text));
}

/// <summary>Says of each committed event what a person at the terminal wants to see of it.</summary>
/// <param name="withWords">The patients' words and plans too; only where the people are invented (R12).</param>
internal sealed class EventLines(LiveLines lines, PatientNames names, bool withWords)
{
    public void On(PatientId patient, Event committed)
    {
        if (Line(committed) is not var (kind, words)) return;
        lines.Write(committed.At, kind, names.Of(patient), withWords ? words : "");
    }

    private static (string Kind, string Words)? Line(Event committed) => committed switch
    {
        Event.CheckInOpened opened => ("check-in", string.Join(", ", opened.CheckIn.Sources.Select(s => s.Plan.Id))),
        Event.CheckInReminded => ("reminder", ""),
        Event.ReplyRecorded reply => ("reply", $"“{reply.Text}”"),
        Event.EscalationOpened opened => ("concern", Because(opened.Escalation.Concerns[^1])),
        Event.ConcernJoined joined => ("concern", Because(joined.Concern)),
        Event.MessageSent { Kind: MessageKind.Escalation } => ("escalation", "the provider has been told"),
        Event.MessageSent { Kind: MessageKind.Safety } => ("safety text", ""),
        Event.EscalationMoved => ("escalation", "nobody took it in time: the next on the ladder is told"),
        Event.LadderSpent => ("ladder spent", "everybody was told, nobody has it: the practice's own number is told"),
        Event.EscalationAcknowledged => ("seen", "the provider has acknowledged it"),
        Event.EscalationResolved => ("resolved", ""),
        Event.OptedOut => ("opted out", ""),
        _ => null,
    };

    private static string Because(Concern concern) => $"{concern.Urgency.ToString().ToLowerInvariant()}: {concern.Because}";
}
