using Outreach.Core.Escalations;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.Core.FollowUps;

/// <summary>Somebody tells that the patient has died: condolences once, then silence but for what a person writes.</summary>
internal static class Mourning
{
    public const string WhatIsKnown = "Whoever wrote knows that a person will be in touch. Nothing else is sent, unless you write.";

    private const string NoticeRule = "reply/death-notice";
    private const string ReplyRule = "reply/in-mourning";

    public static bool Begins(Meaning meaning) =>
        meaning.Evidence.Any(e => e is { Topic: Topic.Death, Urgency: > Urgency.None, Scope: Scope.Affirmed or Scope.OtherPerson or Scope.Unsettled });

    /// <summary>Nothing routine leaves until a person has looked, what was on its way to the patient is called back, and nobody is asked anything.</summary>
    public static void Begin(Turn turn, ContactPoint from, Urgency urgency, string text)
    {
        Registering.Pause(turn, "a reply", "said to have died; paused until a person has looked");
        Escalating.Raise(turn, new Concern(turn.NextId(), NoticeRule, urgency, Topic.Death, "Says that the patient has died; check-ins are paused until somebody has looked", null, text, turn.Now));
        Delivering.Cancel(turn, m => m.Recipient == Delivering.ToThePatient && m.Class is MessageClass.Routine or MessageClass.Direct, "a death was told");
        AskingWhetherEmergency.Overtaken(turn, "a death was told");
        Condole(turn, from);
    }

    /// <summary>What is written afterwards is a person's to answer; thanks need no answer.</summary>
    public static void Reply(Turn turn, ContactPoint from, Meaning meaning, string text)
    {
        if (meaning.Has(Intents.Auto) || meaning.Intents == Intents.Thanks) return;
        if (PersonTalking.IsOn(turn))
        {
            PersonTalking.PassOn(turn, meaning, text);
            return;
        }

        turn.Happened(new Event.HandedToPerson(Sending.InMourning) { At = turn.Now });
        // Danger that cannot be ruled out is told as it was read, whoever is meant (R10).
        var urgency = meaning.Doubt == Doubt.Danger && meaning.Urgency > Urgency.Routine ? meaning.Urgency : Urgency.Routine;
        Escalating.Raise(turn, new Concern(turn.NextId(), ReplyRule, urgency, Topic.Death, "Writes from the number of a patient who has died, or is said to have", null, text, turn.Now));
        if (Begins(meaning) && !turn.State.Sent.Any(s => s.To == from && s.Kind == MessageKind.Condolence)) Condole(turn, from);
        else Sending.Answer(turn, from, MessageKind.ToldTeam, turn.Write(Texts.PassedOnInMourning), "a person will read it");
    }

    private static void Condole(Turn turn, ContactPoint from) => Sending.Answer(turn, from, MessageKind.Condolence, turn.Write(Texts.Condolence), "a death was told");
}
