using NodaTime;
using Outreach.Core.CarePlans;
using Outreach.Core.Messages;

namespace Outreach.Core.FollowUps;

/// <summary>When a routine message may leave: contact window (R3) and cap (R8).</summary>
internal static class Gates
{
    private static readonly Duration Week = Duration.FromDays(7);

    public readonly record struct Opening(Instant At, string Why);

    /// <summary>The first moment from <paramref name="from"/> at which an unprompted message may leave; null for never.</summary>
    public static Opening? Opens(Turn turn, Instant from) => Opens(turn, from, except: null, counts: true, chasing: false);

    public static Opening? OpensFor(Turn turn, Instant from, OutboxEntry entry) =>
        Opens(turn, from, entry.Key, entry.CountsToCap, entry.Kind is MessageKind.Reminder or MessageKind.OtherChannel);

    private static Opening? Opens(Turn turn, Instant from, Guid? except, bool counts, bool chasing)
    {
        if (turn.Window.NextOpen(from) is not { } open) return null;
        var why = open > from ? "outside the contact window" : "";
        // Each pass moves to a later day; a week of days is enough for any cap to free up.
        for (var day = 0; counts && day < 9 && Capped(turn, open, except, chasing ? StillDue(turn, open) : 0); day++)
        {
            why = "the cap of messages is reached";
            if (turn.Window.NextDay(open) is not { } next) return null;
            open = next;
        }

        return new Opening(open, why);
    }

    /// <summary>Conversations that are still to begin on that day: a reminder does not take the place of the next check-in.</summary>
    private static int StillDue(Turn turn, Instant at)
    {
        var date = turn.Local(at).Date;
        var count = 0;
        Instant? last = null;
        foreach (var due in turn.Dues)
        {
            if (due.Date != date || due.DueAt <= at || due.DueAt <= last + CheckingIn.MergeWithin) continue;
            count++;
            last = due.DueAt;
        }

        return count;
    }

    /// <summary>Unprompted messages count by the patient's own day and over the last seven days; those leased now count too.</summary>
    private static bool Capped(Turn turn, Instant at, Guid? except, int reserved)
    {
        var caps = Caps(turn);
        var date = turn.Local(at).Date;
        int today = reserved, week = reserved;
        foreach (var sent in turn.State.Sent)
        {
            if (!sent.CountsToCap) continue;
            if (sent.At <= at - Week) continue;
            week++;
            if (turn.Local(sent.At).Date == date) today++;
        }

        foreach (var pending in turn.State.Outbox)
        {
            if (!pending.CountsToCap || pending.Key == except || (pending.LeaseUntil is null && !pending.InDoubt)) continue;
            today++;
            week++;
        }

        return today >= caps.ADay || week >= caps.AWeek;
    }

    private static PlanCaps Caps(Turn turn)
    {
        var (aDay, aWeek) = (turn.Practice.Caps.ADay, turn.Practice.Caps.AWeek);
        foreach (var enrollment in turn.State.Enrollments)
        {
            // What a plan allows is over with its last day, though it may still wait for the answer to its last check-in.
            if (turn.Plan(enrollment.Plan) is not { Caps: { } own } plan || Schedule.EndsAt(turn, enrollment, plan) <= turn.Now) continue;
            aDay = Math.Max(aDay, own.ADay);
            aWeek = Math.Max(aWeek, own.AWeek);
        }

        return new PlanCaps(aDay, aWeek);
    }
}
