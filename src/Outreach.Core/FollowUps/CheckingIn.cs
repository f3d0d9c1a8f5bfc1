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
        var soon = Schedule.DueBy(turn, turn.Now + MergeWithin);
        var skipped = 0;
        foreach (var due in soon)
        {
            if (due.ExpiresAt > turn.Now) continue;
            if (skipped++ >= SkipsAStep) return;
            Skip(turn, due, turn.Patient.Status != PatientStatus.Active ? Registering.Words(turn.Patient.Status) : "it was too late to send it");
        }

        if (skipped > 0) soon = Schedule.DueBy(turn, turn.Now + MergeWithin);
        if (soon.Count > 1) soon = [.. soon.OrderBy(d => d.DueAt)];
        if (soon.Count == 0 || soon[0].DueAt > turn.Now) return;
        if (turn.Patient.Status != PatientStatus.Active)
        {
            foreach (var due in soon.Where(d => d.DueAt <= turn.Now).Take(SkipsAStep)) Skip(turn, due, Registering.Words(turn.Patient.Status));
            return;
        }

        if (Contact(turn, soon) is not { } contact)
        {
            foreach (var due in soon.Where(d => d.DueAt <= turn.Now).Take(SkipsAStep)) Skip(turn, due, Contacts.WhyNone(turn.State));
            return;
        }

        if (turn.State.Standing(contact)?.Introduced != true || Talking(turn)) return;
        if (Gates.Opens(turn, turn.Now) is not { } gate || gate.At > turn.Now) return;
        if (turn.State.CheckIn is not null) Close(turn, CheckInEnd.Expired, "the next check-in was due", missed: !turn.State.CheckIn.AnyAnswer);
        Open(turn, soon, contact);
    }

    /// <summary>The patient is in the middle of a check-in: nothing new is begun.</summary>
    public static bool Talking(Turn turn) => turn.State.CheckIn is not null && turn.State.Conversation is { } open && open.OpenUntil > turn.Now;

    private static void Skip(Turn turn, DueCheckIn due, string reason) =>
        turn.Happened(new Event.CheckInSkipped(new CheckInSource(due.Plan.Ref, due.CheckIn.Id, due.Date), reason) { At = turn.Now });

    private static ContactPoint? Contact(Turn turn, List<DueCheckIn> due)
    {
        var usable = Contacts.Usable(turn.State);
        return due.Any(d => d.Plan.Sensitive || d.CheckIn.Questions.Any(q => q.Sensitive))
            ? usable.FirstOrDefault(c => !Contacts.IsShared(turn.Patient, c))
            : usable.FirstOrDefault();
    }

    /// <summary>The first message to a contact point says who, why, how often, STOP and HELP.</summary>
    public static void Introduce(Turn turn)
    {
        if (turn.State.Enrollments.IsEmpty || turn.Patient.Status != PatientStatus.Active) return;
        if (Contacts.Usable(turn.State).FirstOrDefault() is not { } contact || turn.State.Standing(contact)?.Introduced == true || !turn.Window.IsOpen(turn.Now)) return;
        var text = turn.Write(contact.Channel == Channel.Sms ? Texts.Introduction : Texts.IntroductionByEmail);
        Sending.Queue(turn, Sending.Draft(turn, MessageClass.Routine, MessageKind.Introduction, contact, text, "first message: who writes, why, how often, how to stop") with
        {
            CountsToCap = true,
            ExpiresAt = turn.Now + Duration.FromDays(7),
        });
    }

    private static void Open(Turn turn, List<DueCheckIn> due, ContactPoint contact)
    {
        var items = ImmutableArray.CreateBuilder<CheckInItem>();
        foreach (var d in due) AddItems(turn, items, d.Enrollment, d.CheckIn);
        var silence = due[0].Plan.Silence;
        var expires = due.Min(d => d.ExpiresAt);
        var why = string.Join("; ", due.Select(d => $"{d.Plan.Title.En}, day {Period.DaysBetween(d.Enrollment.Anchor, d.Date)}: {d.CheckIn.Because}"));
        var checkIn = new CheckIn
        {
            Id = turn.NextId(),
            OpenedAt = turn.Now,
            Planned = due[0].Planned,
            ExpiresAt = expires,
            Sources = [.. due.Select(d => new CheckInSource(d.Plan.Ref, d.CheckIn.Id, d.Date))],
            Items = items.ToImmutable(),
            Contact = contact,
            ByLink = contact.Channel == Channel.Email || due.Any(d => d.Plan.Sensitive || d.CheckIn.Questions.Any(q => q.Sensitive)),
            RemindAt = turn.Now + silence.RemindAfter,
            OtherChannelAt = turn.Now + silence.OtherChannelAfter,
        };
        Start(turn, checkIn, due[0].CheckIn.Opening, why, MessageClass.Routine);
    }

    private static void AddItems(Turn turn, ImmutableArray<CheckInItem>.Builder items, Enrollment enrollment, CheckInPlan checkIn)
    {
        foreach (var question in checkIn.Questions)
        {
            if (items.Any(i => i.Question == question.Id && Find(turn, i)?.Kind == question.Kind)) continue;
            if (question.OnlyWhen is { } only && !Judging.DependsOnAnswers(only) && !Judging.Facts(turn, enrollment, null).Holds(only)) continue;
            items.Add(new CheckInItem(enrollment.Plan, checkIn.Id, question.Id));
        }
    }

    /// <summary>A follow-on falls due: asked at once while the patient is talking with us, else in the window.</summary>
    public static void OpenFollowOns(Turn turn)
    {
        foreach (var enrollment in turn.State.Enrollments)
        {
            if (enrollment.FollowOns.IsEmpty || enrollment.FollowOns.FirstOrDefault(f => f.DueAt <= turn.Now) is not { } followOn) continue;
            if (turn.Plan(enrollment.Plan)?.CheckIn(followOn.CheckIn) is not { } checkIn || Contacts.Usable(turn.State).FirstOrDefault() is not { } contact || followOn.ExpiresAt <= turn.Now)
            {
                turn.Happened(new Event.FollowOnDropped(enrollment.Plan, followOn, "it could not be asked in time") { At = turn.Now });
                if (followOn.RaiseIfUnanswered) Judging.RaiseUnanswered(turn, enrollment.Plan, followOn.Rule);
                continue;
            }

            var talking = turn.State.Conversation is { } open && open.OpenUntil > turn.Now;
            if (!talking && (Gates.Opens(turn, turn.Now) is not { } gate || gate.At > turn.Now)) continue;
            if (turn.State.CheckIn is { } current) Close(turn, current.AnyAnswer ? CheckInEnd.Answered : CheckInEnd.Expired, "a repeat was due", missed: false);
            turn.Happened(new Event.FollowOnDropped(enrollment.Plan, followOn, "asked") { At = turn.Now });
            var items = ImmutableArray.CreateBuilder<CheckInItem>();
            AddItems(turn, items, enrollment, checkIn);
            Start(turn, new CheckIn
            {
                Id = turn.NextId(),
                OpenedAt = turn.Now,
                Planned = turn.Local(turn.Now),
                ExpiresAt = followOn.ExpiresAt,
                Sources = [new CheckInSource(enrollment.Plan, checkIn.Id, turn.Today)],
                Items = items.ToImmutable(),
                Contact = talking ? turn.State.Conversation!.With : contact,
                ByLink = !talking && contact.Channel == Channel.Email,
                RemindAt = followOn.ExpiresAt,
                OtherChannelAt = followOn.ExpiresAt,
                FollowOnRule = followOn.Rule,
                RaiseIfUnanswered = followOn.RaiseIfUnanswered,
            }, checkIn.Opening, $"asked again because of {followOn.Rule}: {checkIn.Because}", talking ? MessageClass.Direct : MessageClass.Routine);
            return;
        }
    }

    private static void Start(Turn turn, CheckIn checkIn, Words? opening, string why, MessageClass @class)
    {
        turn.Happened(new Event.CheckInOpened(checkIn, why) { At = turn.Now });
        if (checkIn.Items.IsEmpty)
        {
            Close(turn, CheckInEnd.Answered, "nothing to ask this patient", missed: false);
            return;
        }

        turn.Happened(new Event.QuestionAsked(checkIn.Id, 0) { At = turn.Now });
        Sending.Queue(turn, Sending.Draft(turn, @class, MessageKind.CheckIn, checkIn.Contact, AskText(turn, checkIn, opening), why) with
        {
            CheckIn = checkIn.Id,
            Link = checkIn.ByLink ? LinkKind.CheckIn : LinkKind.None,
            CountsToCap = @class == MessageClass.Routine,
            ExpiresAt = checkIn.ExpiresAt,
        });
    }

    private static string AskText(Turn turn, CheckIn checkIn, Words? opening)
    {
        if (checkIn.ByLink) return turn.Write(checkIn.Contact.Channel == Channel.Email ? Texts.CheckInByEmail : Texts.CheckInByLink);
        var question = turn.Question(Find(turn, checkIn.OpenItem!)!);
        return opening is null ? question : $"{turn.Write(opening)} {question}";
    }

    /// <summary>One reminder, then the other channel if it has consent, then it expires and counts as missed (R9).</summary>
    public static void Chase(Turn turn)
    {
        if (turn.State.CheckIn is not { } checkIn) return;
        if (checkIn.ExpiresAt <= turn.Now)
        {
            Expire(turn, checkIn);
            return;
        }

        if (Talking(turn)) return;
        if (checkIn.RemindedAt is null && checkIn.RemindAt <= turn.Now && turn.Window.IsOpen(turn.Now)) Remind(turn, checkIn);
        else if (checkIn.RemindedAt is not null && checkIn.OtherChannelTriedAt is null && checkIn.OtherChannelAt <= turn.Now && turn.Window.IsOpen(turn.Now)) OtherChannel(turn, checkIn, "no answer to the reminder");
    }

    private static void Remind(Turn turn, CheckIn checkIn)
    {
        turn.Happened(new Event.CheckInReminded(checkIn.Id) { At = turn.Now });
        var text = checkIn.ByLink ? AskText(turn, checkIn, null) : turn.Write(Texts.Reminder, ("question", turn.Question(Find(turn, checkIn.OpenItem!)!)));
        Sending.Queue(turn, Sending.Draft(turn, MessageClass.Routine, MessageKind.Reminder, checkIn.Contact, text, "one reminder, because no answer came") with
        {
            CheckIn = checkIn.Id, Link = checkIn.ByLink ? LinkKind.CheckIn : LinkKind.None, CountsToCap = true, ExpiresAt = checkIn.ExpiresAt,
        });
    }

    /// <summary>A message of the open check-in did not arrive: the other channel, now.</summary>
    public static void TryOtherChannel(Turn turn, OutboxEntry failed)
    {
        if (turn.State.CheckIn is { OtherChannelTriedAt: null } checkIn && failed.CheckIn == checkIn.Id) OtherChannel(turn, checkIn, "the message did not arrive");
    }

    private static void OtherChannel(Turn turn, CheckIn checkIn, string why)
    {
        var usable = Contacts.Usable(turn.State);
        if (usable.FirstOrDefault(c => c.Channel != checkIn.Contact.Channel) is not { } other) return;
        turn.Happened(new Event.OtherChannelTried(checkIn.Id, other) { At = turn.Now });
        Sending.Queue(turn, Sending.Draft(turn, MessageClass.Routine, MessageKind.OtherChannel, other, AskText(turn, turn.State.CheckIn!, null), why) with
        {
            CheckIn = checkIn.Id, Link = turn.State.CheckIn!.ByLink ? LinkKind.CheckIn : LinkKind.None, CountsToCap = true, ExpiresAt = checkIn.ExpiresAt,
        });
    }

    private static void Expire(Turn turn, CheckIn checkIn)
    {
        var missed = !checkIn.AnyAnswer && checkIn.FollowOnRule is null;
        Close(turn, CheckInEnd.Expired, checkIn.AnyAnswer ? "not finished in time" : "no answer", missed);
        if (checkIn is { RaiseIfUnanswered: true, FollowOnRule: { } rule }) Judging.RaiseUnanswered(turn, checkIn.Sources[0].Plan, rule);
    }

    /// <summary>Ends the open check-in; its unsent messages are called off; missed ones raise what the plan says.</summary>
    public static void Close(Turn turn, CheckInEnd end, string reason, bool missed)
    {
        if (turn.State.CheckIn is not { } checkIn) return;
        Delivering.Cancel(turn, m => m.CheckIn == checkIn.Id && m.Class == MessageClass.Routine, $"the check-in is over: {reason}");
        turn.Happened(new Event.CheckInClosed(checkIn.Id, end, reason, missed) { At = turn.Now });
        if (missed) Judging.RaiseSilence(turn, checkIn);
    }

    public static Question? Find(Turn turn, CheckInItem item) =>
        turn.Plan(item.Plan)?.CheckIn(item.CheckIn)?.Questions.FirstOrDefault(q => q.Id == item.Question);
}
