using Outreach.Core.Escalations;
using Outreach.Core.Messages;
using Outreach.Core.Replies;

namespace Outreach.Core.FollowUps;

/// <summary>A person writes with the patient: nothing automatic talks into it until it ends, except safety texts and escalations.</summary>
internal static class PersonTalking
{
    public const string Reason = "a person is writing with the patient";

    private const string WritesBackRule = "reply/to-person";

    public static bool IsOn(Turn turn) => turn.State.WithPerson is { } talk && talk.Until > turn.Now;

    /// <summary>What was asked is taken back; what was to be asked again is told to the person instead.</summary>
    public static void Begins(Turn turn)
    {
        if (turn.State.CheckIn is not null) CheckingIn.Close(turn, CheckInEnd.Expired, Reason, missed: false);
        foreach (var enrollment in turn.State.Enrollments) FollowingOn.DropAll(turn, enrollment, Reason, raise: true);
        Delivering.Cancel(turn, m => m.Recipient == Delivering.ToThePatient && m.Class is MessageClass.Routine or MessageClass.Direct && IsAutomatic(m.Kind), Reason);
    }

    /// <summary>The text joins what the person has before them; they are told of it.</summary>
    public static void PassOn(Turn turn, Meaning meaning, string text)
    {
        var talk = turn.State.WithPerson!;
        turn.Happened(new Event.PassedToPerson(talk.Escalation, talk.By, turn.Now + turn.Practice.Choices.PersonTalksFor) { At = turn.Now });
        Escalating.Raise(turn, meaning.Urgency >= Urgency.Urgent
            ? ReplyConcerns.Read(turn, meaning, text)
            : new Concern(turn.NextId(), WritesBackRule, Urgency.Routine, Topic.Other, "Writes back", null, text, turn.Now));
    }

    private static bool IsAutomatic(MessageKind kind) => kind is MessageKind.CheckIn or MessageKind.NextQuestion or MessageKind.Reminder or MessageKind.OtherChannel
        or MessageKind.AskAgain or MessageKind.Thanks or MessageKind.ToldTeam or MessageKind.Helped;
}
