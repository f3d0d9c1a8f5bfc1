using Outreach.Core.FollowUps;
using Outreach.Core.Patients;
using Outreach.Core.Practices;

namespace Outreach.Core.Messages;

/// <summary>Where the practice tells nobody outside office hours, no text says that anyone was told.</summary>
internal static class Promises
{
    private static readonly Dictionary<Words, Words> WithoutPromise = new()
    {
        [Texts.EmergencySafety] = Texts.EmergencySafetyAlone,
        [Texts.CrisisSafety] = Texts.CrisisSafetyAlone,
        [Texts.OptedOutWithSafety] = Texts.OptedOutWithSafetyAlone,
        [Texts.ToldUrgent] = Texts.WaitsForOffice,
        [Texts.PassedOn] = Texts.WaitsForOffice,
        [Texts.WillCall] = Texts.WaitsForOffice,
        [Texts.ToldPrivately] = Texts.WaitsForOffice,
        [Texts.NotHelped] = Texts.WaitsForOffice,
        [Texts.PassedOnInEmergency] = Texts.EmergencySafetyAlone,
    };

    /// <summary>Somebody is told now, if there is something to tell.</summary>
    public static bool AreKept(Turn turn) => !turn.Practice.Ladder.TellPatientOnly || Office.IsOpen(turn.Practice, turn.Now);

    /// <summary>What a plan wants said is said by ours instead: it may promise anything.</summary>
    public static Words? OfPlan(Turn turn, Words? words) => AreKept(turn) ? words : null;

    public static Words Kept(Turn turn, Words words) => !AreKept(turn) && WithoutPromise.TryGetValue(words, out var alone) ? alone : words;
}
