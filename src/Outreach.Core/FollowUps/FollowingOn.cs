using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.Messages;
using Outreach.Core.Patients;

namespace Outreach.Core.FollowUps;

/// <summary>Check-ins asked because of an answer: "measure again in five minutes".</summary>
internal static class FollowingOn
{
    /// <summary>A follow-on falls due: asked at once while the patient is talking with us, else in the window.</summary>
    public static void OpenDue(Turn turn)
    {
        if (PersonTalking.IsOn(turn)) return;
        foreach (var enrollment in turn.State.Enrollments)
        {
            if (enrollment.FollowOns.IsEmpty || enrollment.FollowOns.FirstOrDefault(f => f.DueAt <= turn.Now) is not { } followOn) continue;
            var plan = turn.Plan(enrollment.Plan);
            var sensitive = plan?.Sensitive == true || plan?.CheckIn(followOn.CheckIn)?.Questions.Any(q => q.Sensitive) == true;
            if (plan?.CheckIn(followOn.CheckIn) is not { } checkIn || To(turn, sensitive) is not { } contact || followOn.ExpiresAt <= turn.Now)
            {
                Drop(turn, enrollment, followOn, "it could not be asked in time", raise: true);
                continue;
            }

            var talking = Talking(turn) is not null;
            if (!talking && (Gates.Opens(turn, turn.Now) is not { } gate || gate.At > turn.Now)) continue;
            if (turn.State.CheckIn is { } current) CheckingIn.Close(turn, CheckInEnd.Expired, "a repeat was due first", missed: !current.AnyAnswer && current.FollowOnRule is null);
            turn.Happened(new Event.FollowOnDropped(enrollment.Plan, followOn, "asked") { At = turn.Now });
            var items = ImmutableArray.CreateBuilder<CheckInItem>();
            CheckingIn.AddItems(turn, items, enrollment, checkIn);
            CheckingIn.Start(turn, new CheckIn
            {
                Id = turn.NextId(),
                OpenedAt = turn.Now,
                Planned = turn.Local(turn.Now),
                ExpiresAt = followOn.ExpiresAt,
                Sources = [new CheckInSource(enrollment.Plan, checkIn.Id, turn.Today)],
                Items = items.ToImmutable(),
                Contact = contact,
                ByLink = sensitive || contact.Channel == Channel.Email,
                RemindAt = followOn.ExpiresAt,
                OtherChannelAt = followOn.ExpiresAt,
                FollowOnRule = followOn.Rule,
                RaiseIfUnanswered = followOn.RaiseIfUnanswered,
            }, checkIn.Opening, $"asked again because of {followOn.Rule}: {checkIn.Because}", talking ? MessageClass.Direct : MessageClass.Routine);
            return;
        }
    }

    /// <summary>When the next one can be asked or given up; null for none.</summary>
    public static Instant? Next(Turn turn)
    {
        Instant? next = null;
        var held = PersonTalking.IsOn(turn) ? turn.State.WithPerson!.Until : Instant.MinValue;
        foreach (var enrollment in turn.State.Enrollments)
        {
            foreach (var followOn in enrollment.FollowOns)
            {
                var at = followOn.DueAt > turn.Now ? followOn.DueAt
                    : Talking(turn) is not null || turn.Plan(enrollment.Plan)?.CheckIn(followOn.CheckIn) is null ? turn.Now
                    : Gates.Opens(turn, turn.Now)?.At is { } open && open < followOn.ExpiresAt ? open : followOn.ExpiresAt;
                at = Instant.Max(at, held);
                if (next is null || at < next) next = at;
            }
        }

        return next;
    }

    /// <summary>What was to be asked again is not: the concern behind it is raised where the plan says so.</summary>
    public static void DropAll(Turn turn, Enrollment enrollment, string reason, bool raise)
    {
        foreach (var followOn in enrollment.FollowOns) Drop(turn, enrollment, followOn, reason, raise);
    }

    /// <summary>Those around a patient who is in hospital or has died know more than a reading says.</summary>
    public static bool MustBeKnown(Turn turn) => turn.Patient.Status is not (PatientStatus.InHospital or PatientStatus.Deceased);

    private static void Drop(Turn turn, Enrollment enrollment, FollowOn followOn, string reason, bool raise)
    {
        turn.Happened(new Event.FollowOnDropped(enrollment.Plan, followOn, reason) { At = turn.Now });
        if (raise && followOn.RaiseIfUnanswered && MustBeKnown(turn)) Judging.RaiseUnanswered(turn, enrollment.Plan, followOn.Rule, reason);
    }

    private static ContactPoint? Talking(Turn turn) => turn.State.Conversation is { } open && open.OpenUntil > turn.Now && turn.State.Standing(open.With) is not { OptedOutAt: not null } and not { Unusable: not null } ? open.With : null;

    private static ContactPoint? To(Turn turn, bool sensitive) => sensitive ? Addressing.Of(turn, sensitive) : Talking(turn) ?? Addressing.Of(turn, sensitive);
}
