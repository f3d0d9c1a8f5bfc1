using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.CarePlans;
using Outreach.Core.Escalations;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.Core.FollowUps;

/// <summary>Check-ins from due to closed: merged into one conversation, one question open at a time (R8), never from silence to fine (R9).</summary>
internal static class CheckingIn
{
    /// <summary>Check-ins due within this time of one another are one conversation.</summary>
    public static readonly Duration MergeWithin = Duration.FromMinutes(60);

    /// <summary>So many skipped check-ins are recorded in one step at most; the next step goes on.</summary>
    private const int SkipsAStep = 10;

    public static void OpenDue(Turn turn)
    {
        // Most ticks find nothing.
        if (turn.Dues is [var first, ..] && first.DueAt <= turn.Now) OpenNow(turn);
    }

    private static void OpenNow(Turn turn)
    {
        for (var skipped = 0; turn.DueNow.Find(d => d.ExpiresAt <= turn.Now) is { } late; skipped++)
        {
            if (skipped == SkipsAStep) return;
            Skip(turn, late, turn.Patient.Status != PatientStatus.Active ? Registering.Words(turn.Patient.Status) : WhyLate(turn, late));
        }

        if (turn.DueNow is not { Count: > 0 } now) return;
        if (turn.Patient.Status != PatientStatus.Active)
        {
            foreach (var due in now.Take(SkipsAStep)) Skip(turn, due, Registering.Words(turn.Patient.Status));
            return;
        }

        if (now.Find(d => Addressing.Of(turn, d) is null) is { } unreachable)
        {
            Skip(turn, unreachable, Addressing.WhyNone(turn, unreachable));
            Addressing.RaiseUnreachable(turn);
            return;
        }

        var together = Addressing.Together(turn);
        if (Addressing.OpensAt(turn, together.Contact) is { } opens && opens <= turn.Now) Open(turn, together);
    }

    /// <summary>The patient is in the middle of a check-in: nothing new is begun.</summary>
    public static bool Talking(Turn turn) => turn.State.CheckIn is not null && turn.State.Conversation is { } open && open.OpenUntil > turn.Now;

    private static void Skip(Turn turn, DueCheckIn due, string reason) =>
        turn.Happened(new Event.CheckInSkipped(new CheckInSource(due.Plan.Ref, due.CheckIn.Id, due.Date), reason) { At = turn.Now });

    private static string WhyLate(Turn turn, DueCheckIn due) =>
        Gates.Opens(turn, due.DueAt) is { Why.Length: > 0 } gate ? $"{gate.Why}, and after that it was too late" : "it was too late to send it";

    private static void Open(Turn turn, Together due)
    {
        var items = ImmutableArray.CreateBuilder<CheckInItem>();
        foreach (var d in due.CheckIns) AddItems(turn, items, d.Enrollment, d.CheckIn);
        var carried = Carried(turn, due);
        foreach (var item in carried?.Items[carried.At..] ?? [])
        {
            if (Find(turn, item) is { } question) AddItem(turn, items, item, question);
        }

        if (carried is not null) Close(turn, CheckInEnd.Expired, "its questions go on with the next check-in", missed: false);
        else if (turn.State.CheckIn is { } open) Close(turn, CheckInEnd.Expired, "the next check-in was due", missed: !open.AnyAnswer);
        var first = due.CheckIns[0];
        var silences = due.CheckIns.Select(d => d.Plan.Silence).ToList();
        var remindAt = turn.Now + silences.Min(s => s.RemindAfter);
        var why = string.Join("; ", due.CheckIns.Select(d => $"{d.Plan.Title.En}, day {d.Enrollment.Day(d.Date)}: {d.CheckIn.Because}"));
        Start(turn, new CheckIn
        {
            Id = turn.NextId(),
            OpenedAt = turn.Now,
            Planned = first.Planned,
            ExpiresAt = due.CheckIns.Min(d => d.ExpiresAt),
            Sources = [.. due.CheckIns.Select(d => new CheckInSource(d.Plan.Ref, d.CheckIn.Id, d.Date)), .. carried?.Sources ?? []],
            Items = items.ToImmutable(),
            Contact = due.Contact,
            ByLink = due.ByLink,
            RemindAt = remindAt,
            OtherChannelAt = Instant.Max(remindAt, turn.Now + silences.Min(s => s.OtherChannelAfter)),
        }, first.CheckIn.Opening, why, MessageClass.Routine);
    }

    /// <summary>Questions of another check-in that nobody has answered yet go on with the next: one plan's silence does not cut short another's check-in.</summary>
    private static CheckIn? Carried(Turn turn, Together due) =>
        turn.State.CheckIn is { FollowOnRule: null, AnyAnswer: false } open
        && !open.Sources.Any(s => due.CheckIns.Any(d => d.Plan.Ref == s.Plan && d.CheckIn.Id == s.CheckIn))
        && (due.ByLink || !Addressing.IsSensitive(turn, open)) ? open : null;

    public static void AddItems(Turn turn, ImmutableArray<CheckInItem>.Builder items, Enrollment enrollment, CheckInPlan checkIn)
    {
        foreach (var question in checkIn.Questions)
        {
            if (question.OnlyWhen is { } only && !Judging.DependsOnAnswers(only) && !Judging.Facts(turn, enrollment, null).Holds(only)) continue;
            AddItem(turn, items, new CheckInItem(enrollment.Plan, checkIn.Id, question.Id), question);
        }
    }

    /// <summary>What two plans ask is asked once (R8), unless the first would ask it only after certain answers.</summary>
    private static void AddItem(Turn turn, ImmutableArray<CheckInItem>.Builder items, CheckInItem item, Question question)
    {
        foreach (var other in items)
        {
            if (other.Question == item.Question && Find(turn, other) is { } known && Judging.Same(known, question) && (known.OnlyWhen is null || question.OnlyWhen is not null)) return;
        }

        items.Add(item);
    }

    public static void Start(Turn turn, CheckIn checkIn, Words? opening, string why, MessageClass @class)
    {
        turn.Happened(new Event.CheckInOpened(checkIn, why) { At = turn.Now });
        if (Answering.FirstFrom(turn, checkIn, 0) is null)
        {
            Close(turn, CheckInEnd.Answered, "nothing to ask this patient", missed: false);
            return;
        }

        var open = turn.State.CheckIn!;
        Sending.Queue(turn, Sending.Draft(turn, @class, MessageKind.CheckIn, checkIn.Contact, AskText(turn, open, checkIn.Contact, checkIn.ByLink, opening), why) with
        {
            CheckIn = checkIn.Id,
            Link = checkIn.ByLink ? LinkKind.CheckIn : LinkKind.None,
            CountsToCap = @class == MessageClass.Routine,
            ExpiresAt = checkIn.ExpiresAt,
        });
    }

    public static string AskText(Turn turn, CheckIn checkIn, ContactPoint to, bool byLink, Words? opening)
    {
        if (byLink) return turn.Write(to.Channel == Channel.Email ? Texts.CheckInByEmail : Texts.CheckInByLink);
        var question = turn.Question(Find(turn, checkIn.OpenItem!)!);
        return opening is null ? question : $"{turn.Write(opening)} {question}";
    }

    /// <summary>Ends the open check-in; its unsent messages are called off; missed ones raise what the plan says, and so does a repeat that nobody answered.</summary>
    public static void Close(Turn turn, CheckInEnd end, string reason, bool missed)
    {
        if (turn.State.CheckIn is not { } checkIn) return;
        Delivering.Cancel(turn, m => m.CheckIn == checkIn.Id && m.Class == MessageClass.Routine, $"the check-in is over: {reason}");
        turn.Happened(new Event.CheckInClosed(checkIn.Id, end, reason, missed) { At = turn.Now });
        if (missed) Judging.RaiseSilence(turn, checkIn);
        Pacing.Review(turn, checkIn);
        if (end == CheckInEnd.Expired && checkIn is { RaiseIfUnanswered: true, FollowOnRule: { } rule } && FollowingOn.MustBeKnown(turn)) Judging.RaiseUnanswered(turn, checkIn.Sources[0].Plan, rule, reason);
    }

    public static Question? Find(Turn turn, CheckInItem item) =>
        turn.Plan(item.Plan)?.CheckIn(item.CheckIn)?.Question(item.Question);
}
