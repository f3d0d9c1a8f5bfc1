using Outreach.Core.Escalations;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.Core.FollowUps;

/// <summary>Second looks at a reading: a person's correction, and what an optional second reader thinks.</summary>
internal static class Reviewing
{
    private const string SecondReaderRule = "reply/second-reader";

    /// <summary>Recorded for those who mend the reader; whoever corrects it is looking after the patient already.</summary>
    public static void Correct(Turn turn, Command.CorrectReading command)
    {
        if (command.Intents == Intents.None) turn.Refuse(new NoReadingChosen());
        else turn.Happened(new Event.ReadingCorrected(command.Message, command.Intents, command.Urgency, command.By) { At = turn.Now });
    }

    public static void Heard(Turn turn, Command.SecondReading command)
    {
        turn.Happened(new Event.SecondReadingHeard(command.Message, command.Urgency, command.Suggested) { At = turn.Now });
        if (turn.Patient.Status == PatientStatus.Deceased || (command.Urgency == Urgency.None && command.Suggested == Intents.None)) return;
        var urgency = command.Urgency > Urgency.Routine ? command.Urgency : Urgency.Routine;
        Escalating.Raise(turn, new Concern(turn.NextId(), SecondReaderRule, urgency, urgency == Urgency.Emergency ? Topic.Danger : Topic.Other, Because(command), null, command.Text, turn.Now));
        if (urgency != Urgency.Emergency) return;
        Replying.SafetyText(turn, turn.State.Conversation?.With, Texts.EmergencySafety, "a second reader takes it for an emergency");
        AskingWhetherEmergency.Overtaken(turn, "a second reader takes it for an emergency");
        Replying.DropRepeats(turn);
        CheckingIn.Close(turn, CheckInEnd.Raised, "a second reader takes it for an emergency", missed: false);
    }

    public static void Seen(Turn turn, Command.SeeReplies command)
    {
        if (turn.State.LeftUnread.Any(r => r.At <= command.UpTo)) turn.Happened(new Event.RepliesSeen(command.By, command.UpTo) { At = turn.Now });
    }

    private static string Because(Command.SecondReading command)
    {
        var seen = command.Urgency > Urgency.None ? $"may be {command.Urgency.ToString().ToLowerInvariant()}" : "";
        var meant = command.Suggested == Intents.None ? "" : $"may mean: {string.Join(", ", ReadingNames.Of(command.Suggested))}";
        return $"A second reader (a machine) thinks this {string.Join("; ", new[] { seen, meant }.Where(s => s.Length > 0))}. Please read it yourself";
    }
}
