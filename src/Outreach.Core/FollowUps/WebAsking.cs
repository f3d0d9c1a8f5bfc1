using Outreach.Core.Practices;
using Outreach.Core.Replies;

namespace Outreach.Core.FollowUps;

/// <summary>What the web page asks next. In a command's answers an empty one is a question left out; one that is missing was not shown yet,
/// because whether it is asked hangs on the others ("danger signs" after "more symptoms"), or could not be read and is asked again.</summary>
internal static class WebAsking
{
    public static void GoOn(Turn turn, CheckIn checkIn, Command.WebAnswer command, Urgency worst)
    {
        if (worst < Urgency.Emergency && Next(turn, command) is { } place)
        {
            if (place != checkIn.At) turn.Happened(new Event.QuestionAsked(checkIn.Id, place) { At = turn.Now });
            return;
        }

        // An earlier page of the same check-in may have raised it.
        var raised = worst > Urgency.None || turn.State.Escalations.Any(e => e.Concerns.Any(c => c.At >= checkIn.OpenedAt));
        var left = LeftOut(turn, checkIn);
        var end = raised ? CheckInEnd.Raised : left is null ? CheckInEnd.Answered : CheckInEnd.Expired;
        CheckingIn.Close(turn, end, left is null ? "answered on the web page" : $"answered on the web page, but not {left}", missed: false);
    }

    /// <summary>Applies to this patient and has no answer yet; silence on one is not an answer (R9).</summary>
    private static bool IsOpen(Turn turn, CheckIn checkIn, CheckInItem item) =>
        turn.State.Observations.All(o => o.CheckIn != checkIn.Id || o.Question != item.Question)
        && CheckingIn.Find(turn, item) is { } question
        && (!question.OnlyWhenRead || Office.IsOpen(turn.Practice, turn.Now))
        && turn.State.Enrollment(item.Plan) is { } enrollment
        && Judging.Facts(turn, enrollment, checkIn.Id).Holds(question.OnlyWhen);

    private static string? LeftOut(Turn turn, CheckIn checkIn) =>
        checkIn.Items.FirstOrDefault(item => IsOpen(turn, checkIn, item))?.Question;

    /// <summary>The first question from the open one on that applies and was neither answered nor left out.</summary>
    private static int? Next(Turn turn, Command.WebAnswer command)
    {
        if (turn.State.CheckIn is not { } checkIn) return null;
        for (var place = checkIn.At; place < checkIn.Items.Length; place++)
        {
            var item = checkIn.Items[place];
            if (!command.Answers.ContainsKey(item.Question) && IsOpen(turn, checkIn, item)) return place;
        }

        return null;
    }
}
