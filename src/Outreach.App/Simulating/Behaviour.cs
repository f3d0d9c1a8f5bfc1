using System.Globalization;

namespace Outreach.App.Simulating;

/// <summary>How people behave in a simulation. What was read in a study says which; the rest is a guess and says so. All of it is printed with the report.</summary>
public sealed record Behaviour
{
    /// <summary>Share of first check-ins that are answered. 82.8 % answered the introduction or the first check-in (Bressman, JAMA Netw Open 2022;5:e2238293).</summary>
    public double AnsweredAtFirst { get; init; } = 0.828;

    /// <summary>Answers grow fewer by this share a week. Florence AIM: 71 to 80 % active in the first month, 31 to 60 % by months 2 to 3 (BMJ Open 2015;5:e007270): 0.828 falls to about 0.45 by week 10.</summary>
    public double FewerEachWeek { get; init; } = 0.06;

    /// <summary>Share of unanswered check-ins that are answered when reminded.</summary>
    public double AnsweredWhenReminded { get; init; } = 0.3;

    /// <summary>Patients with at least one need in 30 days: 44.0 % of 405 (Ahn, J Hosp Med 2024;19:1138, PMC11613675).</summary>
    public double NeedIn30Days { get; init; } = 0.44;

    /// <summary>Of needs: symptoms 26.8, coordination 20.4, medicine 15.7 (the same).</summary>
    public double NeedIsSymptom { get; init; } = 0.426;

    public double NeedIsMedicine { get; init; } = 0.25;

    /// <summary>Share of symptoms that are told as an emergency.</summary>
    public double SymptomIsEmergency { get; init; } = 0.05;

    /// <summary>Share of symptoms that want a clinician the same day.</summary>
    public double SymptomIsUrgent { get; init; } = 0.35;

    /// <summary>Patients who write STOP in the first 30 days: 5.49 % of 2,642 (JMIR mHealth 2021;9:e27779).</summary>
    public double StopIn30Days { get; init; } = 0.0549;

    /// <summary>Patients who never break the format, adapt, or keep breaking it: 51, 66 and 38 of 201, the rest seldom asked (JMIR 2020;22:e22493).</summary>
    public double NeverBreaksFormat { get; init; } = 0.25;

    public double KeepsBreakingFormat { get; init; } = 0.19;

    /// <summary>Of the replies of those who break it, this share cannot be used.</summary>
    public double BrokenReplies { get; init; } = 0.25;

    /// <summary>Closed questions that are answered in the way a plan worries about.</summary>
    public double WorryingAnswer { get; init; } = 0.03;

    /// <summary>Median minutes until a patient answers; long tail.</summary>
    public double AnswerMinutes { get; init; } = 12;

    /// <summary>Notifications to a provider that nobody takes up before the next on the ladder is told.</summary>
    public double NotTakenUp { get; init; } = 0.1;

    /// <summary>Median minutes until a provider acknowledges an emergency, an urgent concern, and in office hours a routine one.</summary>
    public double AcknowledgesEmergency { get; init; } = 4;

    public double AcknowledgesUrgent { get; init; } = 20;

    public double AcknowledgesRoutine { get; init; } = 90;

    /// <summary>Minutes of a clinician's work for each.</summary>
    public double WorkEmergency { get; init; } = 20;

    public double WorkUrgent { get; init; } = 12;

    public double WorkRoutine { get; init; } = 6;

    public static Behaviour Default { get; } = new();

    /// <summary>Everybody answers well and at once; nobody needs anything.</summary>
    public static Behaviour Ideal { get; } = new() { AnsweredAtFirst = 1, FewerEachWeek = 0, NeedIn30Days = 0, StopIn30Days = 0, NeverBreaksFormat = 1, KeepsBreakingFormat = 0, WorryingAnswer = 0, AnswerMinutes = 3, NotTakenUp = 0 };

    /// <summary>Nobody ever answers.</summary>
    public static Behaviour Silent { get; } = Ideal with { AnsweredAtFirst = 0, AnsweredWhenReminded = 0 };

    public IReadOnlyList<string> Assumptions =>
    [
        Say($"{AnsweredAtFirst:P1} of first check-ins are answered (Bressman, JAMA Netw Open 2022;5:e2238293)"),
        Say($"answers grow {FewerEachWeek:P0} fewer each week (Florence AIM: 71 to 80 % active in month 1, 31 to 60 % by months 2 to 3, BMJ Open 2015;5:e007270)"),
        Say($"{NeedIn30Days:P1} of patients tell a need in 30 days, of which {NeedIsSymptom:P0} symptoms and {NeedIsMedicine:P0} medicine (Ahn, J Hosp Med 2024, PMC11613675)"),
        Say($"{StopIn30Days:P2} write STOP in the first 30 days (JMIR mHealth 2021;9:e27779)"),
        Say($"{NeverBreaksFormat:P0} never break the format, {KeepsBreakingFormat:P0} keep breaking it (JMIR 2020;22:e22493); of the latter's replies {BrokenReplies:P0} cannot be used, of others' a fifth of that (a guess)"),
        Say($"{SymptomIsEmergency:P0} of symptoms are emergencies and {SymptomIsUrgent:P0} urgent; {WorryingAnswer:P0} of closed questions are answered in the way the plan worries about; {AnsweredWhenReminded:P0} answer when reminded (guesses)"),
        Say($"patients answer after {AnswerMinutes} minutes in the middle, by day (a guess)"),
        Say($"providers acknowledge an emergency after {AcknowledgesEmergency} minutes in the middle, an urgent concern after {AcknowledgesUrgent}, a routine one after {AcknowledgesRoutine} office minutes; {NotTakenUp:P0} of notifications are not taken up (guesses); one provider's work does not slow another's"),
        Say($"an emergency is {WorkEmergency} minutes of a clinician's work, an urgent concern {WorkUrgent}, a routine one {WorkRoutine} (guesses)"),
        "blood pressure is 134/82 in the middle and varies by 10/7, weight by half a pound a day, glucose 140 by 30 (guesses)",
    ];

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
