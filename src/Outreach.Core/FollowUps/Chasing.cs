using NodaTime;
using Outreach.Core.Messages;
using Outreach.Core.Patients;

namespace Outreach.Core.FollowUps;

/// <summary>One reminder, then the other channel if it has consent, then it expires and counts as missed (R9).</summary>
internal static class Chasing
{
    public static void Expire(Turn turn)
    {
        if (turn.State.CheckIn is not { } checkIn) return;
        if (checkIn.ExpiresAt <= turn.Now) CheckingIn.Close(turn, CheckInEnd.Expired, checkIn.AnyAnswer ? "not finished in time" : "no answer", missed: !checkIn.AnyAnswer && checkIn.FollowOnRule is null);
        else if (checkIn.OpenItem is not { } item || CheckingIn.Find(turn, item) is null) CheckingIn.Close(turn, CheckInEnd.Expired, "its plan is no longer at hand", missed: !checkIn.AnyAnswer);
    }

    public static void Chase(Turn turn)
    {
        if (turn.State.CheckIn is not { } checkIn || CheckingIn.Talking(turn) || PersonTalking.IsOn(turn)) return;
        var remind = checkIn.RemindedAt is null && checkIn.RemindAt <= turn.Now;
        var tryOther = checkIn is { RemindedAt: not null, OtherChannelTriedAt: null } && checkIn.OtherChannelAt <= turn.Now;
        if (!(remind || tryOther) || !turn.Window.IsOpen(turn.Now)) return;
        if (remind) Remind(turn, checkIn);
        else TryOther(turn, checkIn, "no answer to the reminder");
    }

    /// <summary>When there is something to do for an open check-in; null for nothing more before it expires.</summary>
    public static Instant? Next(Turn turn)
    {
        if (turn.State.CheckIn is not { } checkIn) return null;
        Instant? due = checkIn.RemindedAt is null ? checkIn.RemindAt : checkIn.OtherChannelTriedAt is null && Other(turn, checkIn) is not null ? checkIn.OtherChannelAt : null;
        if (due is not { } at) return null;
        if (PersonTalking.IsOn(turn)) at = Instant.Max(at, turn.State.WithPerson!.Until);
        if (CheckingIn.Talking(turn)) at = Instant.Max(at, turn.State.Conversation!.OpenUntil);
        return turn.Window.NextOpen(Instant.Max(at, turn.Now));
    }

    private static void Remind(Turn turn, CheckIn checkIn)
    {
        turn.Happened(new Event.CheckInReminded(checkIn.Id) { At = turn.Now });
        var text = checkIn.ByLink
            ? CheckingIn.AskText(turn, checkIn, checkIn.Contact, byLink: true, null)
            : turn.Write(Texts.Reminder, ("question", turn.Question(CheckingIn.Find(turn, checkIn.OpenItem!)!)));
        Sending.Queue(turn, Sending.Draft(turn, MessageClass.Routine, MessageKind.Reminder, checkIn.Contact, text, "one reminder, because no answer came") with
        {
            CheckIn = checkIn.Id, Link = checkIn.ByLink ? LinkKind.CheckIn : LinkKind.None, CountsToCap = true, ExpiresAt = checkIn.ExpiresAt,
        });
    }

    /// <summary>A message of the open check-in did not arrive: the other channel, now; where there is none, staff are told.</summary>
    public static void DidNotArrive(Turn turn, OutboxEntry failed, string detail)
    {
        if (turn.State.CheckIn is not { OtherChannelTriedAt: null } checkIn || failed.CheckIn != checkIn.Id || TryOther(turn, checkIn, "the message did not arrive")) return;
        if (failed.Kind is not (MessageKind.CheckIn or MessageKind.Reminder) || checkIn.AnyAnswer) return;
        CheckingIn.Close(turn, CheckInEnd.Expired, "it could not be delivered", missed: false);
        Addressing.RaiseUndelivered(turn, detail);
    }

    private static ContactPoint? Other(Turn turn, CheckIn checkIn)
    {
        var sensitive = Addressing.IsSensitive(turn, checkIn);
        return Contacts.Usable(turn.State).FirstOrDefault(c => c != checkIn.Contact && (!sensitive || !Contacts.IsShared(turn.Patient, c)));
    }

    private static bool TryOther(Turn turn, CheckIn checkIn, string why)
    {
        if (Other(turn, checkIn) is not { } other) return false;
        var byLink = other.Channel == Channel.Email || Addressing.IsSensitive(turn, checkIn);
        turn.Happened(new Event.OtherChannelTried(checkIn.Id, other, byLink) { At = turn.Now });
        var text = byLink
            ? CheckingIn.AskText(turn, checkIn, other, byLink, null)
            : turn.Write(Texts.AskedByText, ("question", turn.Question(CheckingIn.Find(turn, checkIn.OpenItem!)!)));
        Sending.Queue(turn, Sending.Draft(turn, MessageClass.Routine, MessageKind.OtherChannel, other, text, why) with
        {
            CheckIn = checkIn.Id, Link = byLink ? LinkKind.CheckIn : LinkKind.None, CountsToCap = true, ExpiresAt = checkIn.ExpiresAt,
        });
        return true;
    }
}
