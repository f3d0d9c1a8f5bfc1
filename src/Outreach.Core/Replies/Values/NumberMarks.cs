using Outreach.Core.Replies.Lexicons;

namespace Outreach.Core.Replies.Values;

/// <summary>The word classes of numbers.lexicon.txt by which a number is known for what it is.</summary>
internal sealed class NumberMarks(Lexicon lexicon)
{
    public int DecimalPoint { get; } = lexicon.Class("@decimal-point");

    public int And { get; } = lexicon.Class("@number-and");

    public int Hundred { get; } = lexicon.Class("@hundred");

    public int Article { get; } = lexicon.Class("@article");

    public int SpanishArticle { get; } = lexicon.Class("@spanish-article");

    public int Tenth { get; } = lexicon.Class("@tenth");

    public int Pounds { get; } = lexicon.Class("@pounds");

    public int Kilograms { get; } = lexicon.Class("@kilograms");

    public int Stones { get; } = lexicon.Class("@stones");

    public int Half { get; } = lexicon.Class("@half-more");

    public int Quarter { get; } = lexicon.Class("@quarter");

    public int Grams { get; } = lexicon.Class("@grams");

    public int DegreeAnd { get; } = lexicon.Class("@degree-and");

    public int Fahrenheit { get; } = lexicon.Class("@fahrenheit");

    public int Celsius { get; } = lexicon.Class("@celsius");

    public int Mmol { get; } = lexicon.Class("@mmol");

    public int Mg { get; } = lexicon.Class("@mgdl");

    public int Over { get; } = lexicon.Class("@over");

    public int OfScale { get; } = lexicon.Class("@of-scale");

    public int Duration { get; } = lexicon.Class("@duration");

    public int Clock { get; } = lexicon.Class("@clock");

    public int Pulse { get; } = lexicon.Class("@pulse");

    public int Change { get; } = lexicon.Class("@change");

    public int Was { get; } = lexicon.Class("@was");

    /// <summary>Days and nights that lie back, said behind the number of that day: "229, 219 last fri".</summary>
    public int DayBefore { get; } = lexicon.Class("@day-before");

    public int WeighedBefore { get; } = lexicon.Class("@weighed-before");

    public int Gained { get; } = lexicon.Class("@gained");

    public int More { get; } = lexicon.Class("@more");

    public int Ago { get; } = lexicon.Class("@ago");

    public int Lost { get; } = lexicon.Class("@lost");

    public int AWeek { get; } = lexicon.Class("@a-week");

    public int InADay { get; } = lexicon.Class("@in-a-day");

    public int LongAgo { get; } = lexicon.Class("@long-ago");

    public int OnDay { get; } = lexicon.Class("@on-day");

    public int FirstTry { get; } = lexicon.Class("@first-try");

    public int LastTry { get; } = lexicon.Class("@last-try");

    public int Now { get; } = lexicon.Class("@now");

    public int Systolic { get; } = lexicon.Class("@systolic");

    public int Diastolic { get; } = lexicon.Class("@diastolic");

    public int Or { get; } = lexicon.Class("@or-number");

    public int Between { get; } = lexicon.Class("@between");

    public int Correction { get; } = lexicon.Class("@correction");

    public int Dose { get; } = lexicon.Class("@dose-count");

    public int Pills { get; } = lexicon.Class("@pills");
}
