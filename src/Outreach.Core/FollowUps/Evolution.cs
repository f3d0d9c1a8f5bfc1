using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.CarePlans;
using Outreach.Core.Escalations;
using Outreach.Core.Messages;
using Outreach.Core.Patients;

namespace Outreach.Core.FollowUps;

/// <summary>State after an event: nothing is decided here.</summary>
public static class Evolution
{
    private const int ObservationsAQuestion = 60;
    private const int SentAtMost = 150;
    private const int ConcernsAtMost = 40;
    private static readonly Duration SentKept = Duration.FromDays(8);
    private static readonly Duration ResolvedKept = Duration.FromDays(14);

    public static FollowUp Apply(FollowUp state, Event happened) => Uncounted(state, happened) with { Happenings = state.Happenings + 1 };

    /// <summary>The same but for <see cref="FollowUp.Happenings"/>, for one who counts several at once.</summary>
    internal static FollowUp Uncounted(FollowUp state, Event happened) => happened switch
    {
        Event.PatientRegistered e => Registered(state, e),
        Event.StatusChanged e => state with { Patient = state.Patient! with { Status = e.To }, Wishes = e.To == PatientStatus.Paused ? state.Wishes : state.Wishes with { Paused = false, BackOn = null } },
        Event.Enrolled e => state with { Enrollments = state.Enrollments.Add(e.Enrollment) },
        Event.PlanRefitted e => WithEnrollment(state, e.Plan, e, static (p, e) => p with { Thresholds = e.Thresholds, LeftOut = e.LeftOut, At = e.To, Because = e.Because }),
        Event.WishMade e => state with { Wishes = e.Wishes, Patient = e.Wishes.Of(state.Patient!) },
        Event.WishesOverruled e => state with { Wishes = e.Wishes },
        Event.PlanPaced e => WithEnrollment(state, e.Plan, e, static (p, e) => p with { Pace = e.Pace, Closer = e.Closer }),
        Event.PlanEnded e => Ended(state, e.Plan),
        Event.CheckInOpened e => Opened(state, e.CheckIn),
        Event.CheckInSkipped e => WithEnrollment(state, e.Source.Plan, e.Source, Handled),
        Event.CheckInReminded e => WithCheckIn(state, e, static (c, e) => c with { RemindedAt = e.At }),
        // What was asked in a text can still be answered by text after an email has gone out.
        Event.OtherChannelTried e => WithCheckIn(state, e, static (c, e) => c with { OtherChannelTriedAt = e.At, Contact = e.ByLink && !c.ByLink ? c.Contact : e.Contact, ByLink = c.ByLink && e.ByLink }),
        Event.QuestionAsked e => WithCheckIn(state, e, static (c, e) => c with { At = e.Place, AskedAgain = false }),
        Event.AskedAgain e => WithCheckIn(state, e, static (c, e) => c with { AskedAgain = true, NotUnderstood = LeftUnread(e) }) with { Unread = null },
        Event.AnswerRecorded e => Answered(state, e),
        Event.CheckInClosed e => Closed(state, e),
        Event.FollowOnPlanned e => WithEnrollment(state, e.Plan, e, static (p, e) => p with { FollowOns = p.FollowOns.Add(e.FollowOn) }),
        Event.FollowOnDropped e => WithEnrollment(state, e.Plan, e, static (p, e) => p with { FollowOns = p.FollowOns.Remove(e.FollowOn) }),
        Event.ReplyRecorded e => state with { Conversation = new Conversation(e.From, e.ConversationOpenUntil), EmergencyQuestion = Since(state.EmergencyQuestion, e) },
        Event.ReplyHeld e => state with { Unread = new Unread(e.From, (state.Unread?.Texts ?? []).Add(e.Text), e.ReadAgainAt) },
        Event.ReplyReread => state with { Unread = null },
        Event.HandedToPerson e => WithCheckIn(state, e, static (c, _) => c with { NotUnderstood = null }) with { Unread = null },
        Event.RepliesSeen e => state with { LeftUnread = state.LeftUnread.RemoveAll(r => r.At <= e.UpTo) },
        Event.EmergencyAsked e => state with { EmergencyQuestion = new EmergencyQuestion(e.From, [e.Text], e.Topic, e.At, e.AnswerBy), Unread = null },
        Event.EmergencySettled => state with { EmergencyQuestion = state.EmergencyQuestion is { } asked ? asked with { AnswerBy = null } : null },
        Event.ReadingCorrected => state,
        Event.SecondReadingHeard => state,
        Event.OptedOut e => WithContact(state, e.Contact, e, static (c, e) => c with { OptedOutAt = e.At }),
        Event.OptedIn e => WithContact(state, e.Contact, e, static (c, _) => c with { OptedOutAt = null, Unusable = null, UnusableAt = null }),
        Event.ContactUnusable e => WithContact(state, e.Contact, e, static (c, e) => c with { Unusable = e.Reason, UnusableAt = e.At }),
        Event.MessageQueued e => Queued(state, e.Message),
        Event.MessageHeldBack e => WithMessage(state, e.Key, e, static (m, e) => e.InQueue ? m with { NextAttemptAt = e.Until, SlotAt = e.Until, LeaseUntil = null, Attempts = m.Attempts - 1 } : m with { NextAttemptAt = e.Until, LeaseUntil = null }),
        Event.MessageSent e => Sent(state, e),
        Event.MessageRetried e => WithMessage(state, e.Key, e, static (m, e) => m with { NextAttemptAt = e.NextAttemptAt, LeaseUntil = null, LastError = e.Error, InDoubt = m.InDoubt || e.InDoubt }),
        Event.MessageNotSent e => NotSent(state, e),
        Event.MessageReported e => Reported(state, e),
        Event.EscalationOpened e => Opened(state, e),
        Event.ConcernJoined e => WithEscalation(Told(state, e.Concern), e.Escalation, e, static (x, e) => x with
        {
            Concerns = With(x.Concerns, e.Concern), Urgency = e.Urgency, Status = e.Status, Ladder = e.Ladder, At = e.Rung, NextStepAt = e.NextStepAt,
            ActedOn = x.ActedOn && e.Status != EscalationStatus.Open, Rounds = e.Urgency > x.Urgency ? 0 : x.Rounds,
            SnoozedBy = e.NextStepAt == x.NextStepAt ? x.SnoozedBy : null,
        }),
        Event.EscalationMoved e => WithEscalation(state, e.Escalation, e, static (x, e) => x with
        {
            Status = EscalationStatus.Open, Ladder = e.Ladder ?? x.Ladder, At = e.To, Rounds = e.Rounds, NextStepAt = e.NextStepAt, ActedOn = false, SnoozedBy = null,
        }),
        Event.LadderSpent => state,
        Event.EscalationAcknowledged e => WithEscalation(state, e.Escalation, e, static (x, e) => x with
        {
            Status = EscalationStatus.Acknowledged, AcknowledgedBy = e.By, Until = e.Until, NextStepAt = e.Until, ActedOn = false, Rounds = 0, AcknowledgedAt = e.At, SnoozedBy = null,
        }),
        Event.PatientCalled e => WithEscalation(state, e.Escalation, e, static (x, e) => e.Outcome == CallOutcome.NoAnswer ? x : ActedOn(x, e.By, e.At)),
        Event.AcknowledgementUndone e => WithEscalation(state, e.Escalation, e, static (x, e) => x with
        {
            Status = EscalationStatus.Open, AcknowledgedBy = null, AcknowledgedAt = null, Until = null, NextStepAt = e.NextStepAt,
        }),
        Event.EscalationSnoozed e => WithEscalation(state, e.Escalation, e, static (x, e) => x with { Status = EscalationStatus.Open, SnoozedBy = e.By, NextStepAt = e.Until, ActedOn = false }),
        Event.ColleagueAsked => state,
        Event.PassedToPerson e => state with { WithPerson = new PersonalTalk(e.Escalation, e.By, e.Until), Unread = null },
        Event.HelpPlanned e => state with { Help = new HelpQuestion(e.Escalation, e.AskAt, null) },
        Event.HelpAsked e => state with { Help = state.Help is { } help ? help with { AskedAt = e.At } : null },
        Event.HelpAnswered => state with { Help = null, Unread = null },
        Event.EscalationResolved e => WithEscalation(state.WithPerson?.Escalation == e.Escalation ? state with { WithPerson = null } : state, e.Escalation, e, static (x, e) => x with { Status = EscalationStatus.Resolved, ResolvedAt = e.At, ResolvedBy = e.By, NextStepAt = null }),
        Event.ProviderReplied e => WithEscalation(e.TalkUntil is { } until ? state with { WithPerson = new PersonalTalk(e.Escalation, e.By, until), Unread = null } : state, e.Escalation, e, static (x, e) => ActedOn(x, e.By, e.At)),
        _ => throw new ArgumentOutOfRangeException(nameof(happened), happened.GetType().Name, "not an event"),
    };

    private static FollowUp Registered(FollowUp state, Event.PatientRegistered e)
    {
        var contacts = state.Contacts;
        foreach (var contact in Contacts.Of(e.Patient).Concat(e.Silent).Distinct().Where(c => contacts.All(known => known.Contact != c)).ToList())
        {
            contacts = contacts.Add(new ContactStanding(contact));
        }

        // What the book of contact points says is opted out is so here too; a file never lifts it (R4).
        foreach (var known in contacts.Where(c => c.OptedOutAt is null && e.Silent.Contains(c.Contact)))
        {
            contacts = contacts.Replace(known, known with { OptedOutAt = e.At });
        }

        return state with { Patient = state.Wishes.Of(e.Patient), Contacts = contacts };
    }

    /// <summary>What was written while the question waits belongs to it.</summary>
    private static EmergencyQuestion? Since(EmergencyQuestion? asked, Event.ReplyRecorded e) =>
        asked is { AnswerBy: not null, Texts.Length: < EmergencyQuestion.MostTexts } && asked.From == e.From ? asked with { Texts = asked.Texts.Add(e.Text) } : asked;

    private static FollowUp Ended(FollowUp state, PlanRef plan) => state with
    {
        Enrollments = state.Enrollments.RemoveAll(p => p.Plan == plan),
        Past = [.. state.Past, .. state.Enrollments.Where(p => p.Plan == plan).Select(p => new PastEnrollment(p.Plan, p.Anchor))],
    };

    private static FollowUp Opened(FollowUp state, CheckIn checkIn)
    {
        var enrollments = state.Enrollments;
        foreach (var source in checkIn.Sources) enrollments = With(enrollments, source.Plan, source, Handled);
        return state with { CheckIn = checkIn, Enrollments = enrollments, Help = state.Help is { AskedAt: not null } ? null : state.Help };
    }

    private static Enrollment Handled(Enrollment enrollment, CheckInSource source) => enrollment with { Handled = enrollment.Handled.SetItem(source.CheckIn, source.Planned) };

    private static FollowUp Answered(FollowUp state, Event.AnswerRecorded e)
    {
        var enrollments = state.Enrollments;
        foreach (var source in state.CheckIn?.Sources ?? []) enrollments = With(enrollments, source.Plan, e, static (p, _) => p.MissedInARow == 0 ? p : p with { MissedInARow = 0, SilentSince = null });
        var checkIn = state.CheckIn is { } open && (!open.AnyAnswer || open.NotUnderstood is not null) ? open with { AnyAnswer = true, NotUnderstood = null } : state.CheckIn;
        return state with { Observations = With(state.Observations, e.Observation), Unread = null, CheckIn = checkIn, Enrollments = enrollments };
    }

    /// <summary>Of each question the latest.</summary>
    private static ImmutableArray<Observation> With(ImmutableArray<Observation> known, Observation latest)
    {
        var (count, oldest) = (0, 0);
        for (var i = known.Length - 1; i >= 0; i--)
        {
            if (known[i].Question == latest.Question) (count, oldest) = (count + 1, i);
        }

        return count < ObservationsAQuestion ? known.Add(latest) : [.. known.AsSpan()[..oldest], .. known.AsSpan()[(oldest + 1)..], latest];
    }

    private static FollowUp Closed(FollowUp state, Event.CheckInClosed e)
    {
        var next = state with { CheckIn = null, LeftUnread = With(state.LeftUnread, state.CheckIn?.NotUnderstood) };
        if (!e.Missed) return next;
        foreach (var plan in (state.CheckIn?.Sources ?? []).Select(s => s.Plan).Distinct())
        {
            next = WithEnrollment(next, plan, e, static (p, _) => p with { MissedInARow = p.MissedInARow + 1 });
        }

        return next;
    }

    /// <summary>What is older than the latest is still on the timeline.</summary>
    private static ImmutableArray<LeftUnread> With(ImmutableArray<LeftUnread> waiting, LeftUnread? latest) =>
        latest is null ? waiting : waiting.Length < FollowUps.LeftUnread.Most ? waiting.Add(latest) : waiting.RemoveAt(0).Add(latest);

    private static LeftUnread? LeftUnread(Event.AskedAgain e) =>
        e is { From: { } from, Text: { } text } ? new LeftUnread(from, FollowUps.LeftUnread.Shortened(text), e.At) : null;

    private static FollowUp Queued(FollowUp state, OutboxEntry message)
    {
        var next = state with { Outbox = state.Outbox.Add(message) };
        return message.Kind == MessageKind.Introduction ? WithContact(next, message.To, message, static (c, _) => c with { Introduced = true }) : next;
    }

    /// <summary>An introduction that did not leave has introduced nobody, and what was not asked has no answer.</summary>
    private static FollowUp NotSent(FollowUp state, Event.MessageNotSent e)
    {
        if (e.Kind == MessageKind.Helped) state = state with { Help = null };
        if (Place(state.Outbox, e.Key, static m => m.Key) is not { } place) return state;
        var next = state with { Outbox = state.Outbox.RemoveAt(place) };
        return e.Kind == MessageKind.Introduction ? WithContact(next, state.Outbox[place].To, e, static (c, _) => c with { Introduced = false }) : next;
    }

    private static FollowUp Sent(FollowUp state, Event.MessageSent e) => state with
    {
        Outbox = Place(state.Outbox, e.Key, static m => m.Key) is { } place ? state.Outbox.RemoveAt(place) : state.Outbox,
        Sent = With(state.Sent, new Sent(e.Key, e.Kind, e.To, e.At, e.CountsToCap, e.CheckIn, e.Escalation)),
    };

    /// <summary>Those of the last days. Those that count to the cap are few; of the others the latest are enough.</summary>
    private static ImmutableArray<Sent> With(ImmutableArray<Sent> sent, Sent latest)
    {
        var since = latest.At - SentKept;
        var kept = ImmutableArray.CreateBuilder<Sent>(sent.Length + 1);
        foreach (var s in sent)
        {
            if (s.At > since) kept.Add(s);
        }

        kept.Add(latest);
        while (kept.Count > SentAtMost && kept.FirstOrDefault(s => !s.CountsToCap) is { } oldest) kept.Remove(oldest);
        return kept.DrainToImmutable();
    }

    private static FollowUp Reported(FollowUp state, Event.MessageReported e)
    {
        if (Place(state.Sent, e.Key, static s => s.Key) is not { } place) return state;
        var reported = state.Sent[place] with { Delivery = e.Word switch { DeliveryWord.Delivered => Delivery.Delivered, DeliveryWord.Unknown => Delivery.Unknown, _ => Delivery.Failed } };
        return state with { Sent = state.Sent.SetItem(place, reported) };
    }

    private static FollowUp Opened(FollowUp state, Event.EscalationOpened e) => Told(state, e.Escalation.Concerns[0]) with
    {
        Escalations = [.. state.Escalations.Where(x => x.ResolvedAt is not { } at || at > e.At - ResolvedKept), e.Escalation],
    };

    /// <summary>What a concern says is before a person; one that says silence lasts until the next answer.</summary>
    private static FollowUp Told(FollowUp state, Concern concern)
    {
        if (concern.Words is { } words && state.CheckIn?.NotUnderstood?.Text == words) state = WithCheckIn(state, concern, static (c, _) => c with { NotUnderstood = null });
        foreach (var enrollment in state.Enrollments)
        {
            if (concern.Rule == enrollment.SilenceRule) return WithEnrollment(state, enrollment.Plan, concern, static (p, c) => p.SilentSince is null ? p with { SilentSince = c.At } : p);
        }

        return state;
    }

    /// <summary>The first and the latest; those between live on the timeline.</summary>
    private static ImmutableArray<Concern> With(ImmutableArray<Concern> concerns, Concern concern) =>
        concerns.Length < ConcernsAtMost ? concerns.Add(concern) : concerns.RemoveAt(1).Add(concern);

    /// <summary>A call or reply keeps the promise; what remains is to resolve it, by this time tomorrow.</summary>
    private static Escalation ActedOn(Escalation escalation, string by, Instant at) => escalation.Status == EscalationStatus.Resolved ? escalation : escalation with
    {
        Status = EscalationStatus.Acknowledged, AcknowledgedBy = by, ActedOn = true, NextStepAt = at + Duration.FromHours(24),
    };

    // What happened is handed on rather than captured: one capture in the switch above is paid for by every event.
    private static FollowUp WithCheckIn<T>(FollowUp state, T by, Func<CheckIn, T, CheckIn> change) =>
        state.CheckIn is { } checkIn ? state with { CheckIn = change(checkIn, by) } : state;

    private static FollowUp WithEnrollment<T>(FollowUp state, PlanRef plan, T by, Func<Enrollment, T, Enrollment> change) =>
        With(state.Enrollments, plan, by, change) is var changed && changed == state.Enrollments ? state : state with { Enrollments = changed };

    private static ImmutableArray<Enrollment> With<T>(ImmutableArray<Enrollment> enrollments, PlanRef plan, T by, Func<Enrollment, T, Enrollment> change)
    {
        for (var i = 0; i < enrollments.Length; i++)
        {
            if (enrollments[i].Plan != plan) continue;
            var changed = change(enrollments[i], by);
            return ReferenceEquals(changed, enrollments[i]) ? enrollments : enrollments.SetItem(i, changed);
        }

        return enrollments;
    }

    private static FollowUp WithContact<T>(FollowUp state, ContactPoint contact, T by, Func<ContactStanding, T, ContactStanding> change)
    {
        var known = state.Standing(contact);
        return state with
        {
            Contacts = known is null ? state.Contacts.Add(change(new ContactStanding(contact), by)) : state.Contacts.Replace(known, change(known, by)),
        };
    }

    private static FollowUp WithMessage<T>(FollowUp state, Guid key, T by, Func<OutboxEntry, T, OutboxEntry> change) =>
        Place(state.Outbox, key, static m => m.Key) is { } place ? state with { Outbox = state.Outbox.SetItem(place, change(state.Outbox[place], by)) } : state;

    private static FollowUp WithEscalation<T>(FollowUp state, Guid id, T by, Func<Escalation, T, Escalation> change) =>
        Place(state.Escalations, id, static x => x.Id) is { } place ? state with { Escalations = state.Escalations.SetItem(place, change(state.Escalations[place], by)) } : state;

    private static int? Place<T>(ImmutableArray<T> all, Guid id, Func<T, Guid> idOf)
    {
        for (var i = 0; i < all.Length; i++)
        {
            if (idOf(all[i]) == id) return i;
        }

        return null;
    }
}
