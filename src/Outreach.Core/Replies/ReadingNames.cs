using System.Collections.Immutable;

namespace Outreach.Core.Replies;

/// <summary>The names of intents and asks in files of labelled replies.</summary>
public static class ReadingNames
{
    public static readonly ImmutableArray<(Ask Ask, string Name)> Asks =
    [
        (Ask.BloodPressure, "blood-pressure"), (Ask.Weight, "weight"), (Ask.Glucose, "glucose"), (Ask.Temperature, "temperature"),
        (Ask.YesNo, "yes-no"), (Ask.Scale0To10, "scale-0-10"), (Ask.Scale0To3, "scale-0-3"), (Ask.DaysMissed, "days-missed"),
        (Ask.BetterSameWorse, "better-same-worse"), (Ask.Free, "free"), (Ask.None, "none"), (Ask.Number, "number"), (Ask.Choice, "choice"),
    ];

    public static readonly ImmutableArray<(Intents Intent, string Name)> Intents =
    [
        (Replies.Intents.Answer, "answer"), (Replies.Intents.Concern, "concern"), (Replies.Intents.OptOut, "opt-out"), (Replies.Intents.OptIn, "opt-in"),
        (Replies.Intents.Help, "help"), (Replies.Intents.CallMe, "call-me"), (Replies.Intents.Question, "question"), (Replies.Intents.WrongNumber, "wrong-number"),
        (Replies.Intents.Thanks, "thanks"), (Replies.Intents.Auto, "auto"), (Replies.Intents.Unclear, "unclear"),
    ];

    public static IEnumerable<string> Of(Intents intents) => Intents.Where(i => (intents & i.Intent) != 0).Select(i => i.Name);

    public static string Of(Ask ask) => Asks.First(a => a.Ask == ask).Name;

    /// <summary>None where a name is not known.</summary>
    public static Intents Intent(string? name) => Intents.FirstOrDefault(i => i.Name == name).Intent;
}
