using System.Globalization;
using NodaTime;
using Outreach.Core.CarePlans;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Core.Practices;
using Outreach.Core.Replies;

namespace Outreach.Core.FollowUps;

/// <summary>Records an answer to the open question and moves the check-in on.</summary>
internal static class Answering
{
    private const decimal PoundsAKilogram = 2.2046226218m;
    private const decimal MgDlAMmolL = 18.016m;

    public static OpenAsk OpenAsk(Turn turn) =>
        OpenQuestion(turn) is { } question ? OpenAsk(turn, question) : Helping.IsOpen(turn) ? Replies.OpenAsk.For(Ask.YesNo) : Replies.OpenAsk.Nothing;

    /// <summary>With the unit this patient wrote the last time.</summary>
    public static OpenAsk OpenAsk(Turn turn, Question question) => new(question.Kind, question.Options)
    {
        Habit = question.Kind is Ask.Weight or Ask.Glucose && turn.State.Observations.LastOrDefault(o => o.Question == question.Id)?.Value.Split(' ') is [_, var unit] ? unit : null,
    };

    /// <summary>Whether the reading answers the question.</summary>
    public static bool Answers(Meaning meaning, Question question) =>
        meaning.Has(Intents.Answer) && (meaning.Value is not null || question.Kind == Ask.Free) && InBounds(meaning, question);

    /// <summary>A number outside the plan's bounds is a slip of the finger, and is asked again.</summary>
    private static bool InBounds(Meaning meaning, Question question) =>
        question.Kind != Ask.Number || (Parse(meaning.Value ?? "") is { } number && !(number < question.Least) && !(number > question.Most));

    public static Question? OpenQuestion(Turn turn) =>
        turn.State.CheckIn is { ByLink: false, OpenItem: { } item } ? CheckingIn.Find(turn, item) : null;

    public static Judging.Verdict Record(Turn turn, CheckIn checkIn, Question question, Meaning meaning, string words, bool canWait)
    {
        var (number, second) = Numbers(question.Kind, meaning);
        var value = meaning.Value is null ? words : meaning.Unit is { } unit ? $"{meaning.Value} {unit}" : meaning.Value;
        if (question.Kind == Ask.Choice && meaning.Value is { } chosen) value = Option(question, chosen);
        turn.Happened(new Event.AnswerRecorded(checkIn.Id, new Observation(question.Id, turn.Now, turn.Today, value, number, second, checkIn.Id), words) { At = turn.Now });
        return Judging.AfterAnswer(turn, checkIn, question, words, canWait);
    }

    /// <summary>The next question that applies is opened; null when there is none left.</summary>
    public static Question? Next(Turn turn) => turn.State.CheckIn is { } checkIn ? FirstFrom(turn, checkIn, checkIn.At + 1) : null;

    public static Question? FirstFrom(Turn turn, CheckIn checkIn, int from)
    {
        for (var place = from; place < checkIn.Items.Length; place++)
        {
            var item = checkIn.Items[place];
            if (CheckingIn.Find(turn, item) is not { } question || turn.State.Enrollment(item.Plan) is not { } enrollment) continue;
            if (question.OnlyWhenRead && !Office.IsOpen(turn.Practice, turn.Now)) continue;
            if (question.OnlyWhen is { } only && !Judging.Facts(turn, enrollment, checkIn.Id).Holds(only)) continue;
            turn.Happened(new Event.QuestionAsked(checkIn.Id, place) { At = turn.Now });
            return question;
        }

        return null;
    }

    public static Words Thanks(Turn turn, CheckIn checkIn) =>
        turn.Plan(checkIn.Sources[0].Plan)?.CheckIn(checkIn.Sources[0].CheckIn)?.Thanks ?? Words.None;

    /// <summary>In the question's own unit: pressure systolic and diastolic, weight lb, glucose mg/dL, temperature °F; yes is 1, no is 0.</summary>
    private static (decimal? Number, decimal? Second) Numbers(Ask kind, Meaning meaning)
    {
        var value = meaning.Value ?? "";
        if (kind == Ask.BloodPressure) return value.Split('/') is [var s, var d] ? (Parse(s), Parse(d)) : (null, null);
        if (kind == Ask.YesNo) return (value == "yes" ? 1 : 0, null);
        var number = Parse(value);
        return (meaning.Unit switch
        {
            "kg" => Round(number * PoundsAKilogram),
            "mmol/L" => Round(number * MgDlAMmolL),
            "C" => Round((number * 9 / 5) + 32),
            _ => number,
        }, null);
    }

    private static decimal? Round(decimal? number) => number is { } n ? Math.Round(n, 1) : null;

    private static decimal? Parse(string text) =>
        decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Option(Question question, string number) =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n >= 1 && n <= question.Options.Length ? question.Options[n - 1].En : number;
}
