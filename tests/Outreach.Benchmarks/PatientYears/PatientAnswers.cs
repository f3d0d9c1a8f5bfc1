using Outreach.Core.FollowUps;
using Outreach.Core.Replies;

namespace Outreach.Benchmarks.PatientYears;

/// <summary>What the patient of the benchmark texts back: mostly plain answers, some chatter, some silence, now and then a worry. The same every time.</summary>
internal static class PatientAnswers
{
    private const int SilentOneIn = 8;
    private const int ChattyOneIn = 6;
    private const int WorriedOneIn = 29;

    /// <summary>Null where nothing is answered. <paramref name="turn"/> counts the messages so far.</summary>
    public static string? To(Context context, FollowUp state, int turn)
    {
        if (state.CheckIn is not { OpenItem: { } item }) return null;
        if (turn % SilentOneIn == SilentOneIn - 1) return null;
        if (turn % WorriedOneIn == WorriedOneIn - 1) return "A bit dizzy since yesterday when I get up, is that from the new pills?";
        var question = context.Plans.Find(item.Plan)?.CheckIn(item.CheckIn)?.Questions.FirstOrDefault(q => q.Id == item.Question);
        var answer = Plain(question?.Kind ?? Ask.Free, turn);
        return turn % ChattyOneIn == 1 ? $"{answer}, thank you for asking. Slept well and walked with my sister today" : answer;
    }

    private static string Plain(Ask ask, int turn) => ask switch
    {
        Ask.BloodPressure => $"{118 + (turn % 11)}/{72 + (turn % 7)}",
        Ask.Weight => $"{181 + (turn % 2)} lbs",
        Ask.Glucose => "112",
        Ask.Temperature => "98.4",
        Ask.YesNo => turn % 5 == 0 ? "Yes" : "no",
        Ask.Scale0To10 => "2",
        Ask.Scale0To3 => "0",
        Ask.DaysMissed => "0 days",
        Ask.BetterSameWorse => turn % 2 == 0 ? "Better" : "about the same",
        Ask.Number => "4",
        Ask.Choice => "1",
        _ => "Feeling fine, getting around the house without trouble",
    };
}
