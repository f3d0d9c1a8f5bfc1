using Outreach.Core.Replies.Lexicons;
using Outreach.Core.Replies.Text;
using Outreach.Core.Replies.Values;

namespace Outreach.Core.Replies;

/// <summary>Binds a reply to the open ask: the answer is taken first, then the rest is read.</summary>
internal sealed class AnswerReader(Lexicon lexicon)
{
    private readonly NumberMarks marks = new(lexicon);

    public Bound? Read(string text, List<Token> tokens, Said said, OpenAsk open, List<Finding> found)
    {
        if (open.Ask is Ask.None or Ask.Free) return null;
        if (open.Ask == Ask.YesNo) return YesNo.Read(said) ?? DeniedAll(said, found);
        if (open.Ask == Ask.BetterSameWorse) return Course.Read(said);
        var numbers = new Numbers(text, tokens, marks);
        return open.Ask switch
        {
            Ask.BloodPressure => BloodPressure.Read(numbers),
            Ask.Weight => Weight(numbers, open.Habit, found),
            Ask.Glucose => Measurement.Glucose(numbers, open.Habit),
            Ask.Temperature => Measurement.Temperature(numbers),
            Ask.Scale0To10 => Scales.ZeroToTen(numbers, said),
            Ask.Scale0To3 => Scales.ZeroToThree(numbers, said),
            Ask.DaysMissed => DaysMissed.Read(numbers, said),
            Ask.Number => Measurement.Number(numbers),
            Ask.Choice => Choice.Read(text, numbers, open.Options),
            _ => throw new ArgumentOutOfRangeException(nameof(open), open.Ask, "An ask the reader has no rule for."),
        };
    }

    private static Bound? Weight(Numbers numbers, string? habit, List<Finding> found)
    {
        var weight = Measurement.Weight(numbers, habit);
        if (WeightGain.Of(numbers, weight) is { } gain) found.Add(gain);
        return weight;
    }

    /// <summary>"Haven't had any dizziness" says no without the word.</summary>
    private static Bound? DeniedAll(Said said, List<Finding> found) =>
        found.Count > 0 && found.TrueForAll(f => f.Scope == Scope.Negated) && said.First("yes", "unclear") is null
            ? new Bound("no", null, found[0].Phrase.First, found[0].Phrase.Last, Urgency.None, "yes-no")
            : null;
}
