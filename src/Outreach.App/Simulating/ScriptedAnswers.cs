using Outreach.Core.FollowUps;

namespace Outreach.App.Simulating;

/// <summary>One patient going through a script: how many answers of each line have been given.</summary>
internal sealed class ScriptedAnswers(ReplyScript script)
{
    private readonly Dictionary<(string Line, Guid CheckIn), int> given = [];

    /// <summary>The answer to what is asked now; null for none. A line's answers are given in turn: a check-in's from the first again each time it is asked, a day's once.</summary>
    /// <param name="day">From day 0.</param>
    public string? Next(Guid checkIn, CheckInItem item, int day)
    {
        if (script.For(item, day) is not var (line, answers)) return null;
        var key = (line, ReplyScript.IsOfADay(line) ? Guid.Empty : checkIn);
        var turn = given[key] = given.GetValueOrDefault(key) + 1;
        // A question that is asked again is answered again with what its own line says.
        var index = ReplyScript.IsOfAQuestion(line) ? Math.Min(turn, answers.Length) : turn;
        return index <= answers.Length && answers[index - 1] != ReplyScript.Nothing ? answers[index - 1] : null;
    }
}
