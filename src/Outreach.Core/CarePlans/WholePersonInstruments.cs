using System.Collections.Immutable;
using Outreach.Core.Replies;

namespace Outreach.Core.CarePlans;

/// <summary>Whole-person instruments. Their words were found in no source that both names its terms and is free for any use, so they are slots that a practice fills; how they are scored was read.</summary>
public static class WholePersonInstruments
{
    private const string PromisTerms = "HealthMeasures, Northwestern University: free for a practice's own use, with permission for electronic use in a product; the words, English and Spanish, are to be had at healthmeasures.net";

    private const string PromisSource = "Hays RD et al. Qual Life Res 2009;18:873-880; tables read in the author's notes of June 2009 (gim.med.ucla.edu, ph4-summary and mh4-summary): mean 50, standard deviation 10";

    private static readonly InstrumentItem NoStem = new("stem", null, "", "");

    /// <summary>From the best answer, as the form has them, to the worst: 5 points to 1.</summary>
    private static readonly ImmutableSortedDictionary<int, int> BestFirst = ImmutableSortedDictionary.CreateRange<int, int>([new(1, 5), new(2, 4), new(3, 3), new(4, 2), new(5, 1)]);

    /// <summary>Item 7, pain from 0 to 10: 0 is 5 points, 1 to 3 are 4, 4 to 6 are 3, 7 to 9 are 2, 10 is 1.</summary>
    private static readonly ImmutableSortedDictionary<int, int> PainPoints = ImmutableSortedDictionary.CreateRange<int, int>(
        [new(0, 5), new(1, 4), new(2, 4), new(3, 4), new(4, 3), new(5, 3), new(6, 3), new(7, 2), new(8, 2), new(9, 2), new(10, 1)]);

    private static readonly ImmutableArray<InstrumentItem> PromisItems = [.. Enumerable.Range(1, 10).Select(Promis)];

    /// <summary>Asked as a whole; scored by its two parts.</summary>
    public static readonly Instrument PromisGlobal10 = new()
    {
        Id = "promis-global-10", Title = "PROMIS Global-10", Panel = "61577-3", HasNoScore = true,
        Source = PromisSource, Terms = PromisTerms, Stem = NoStem, Answers = [], Items = PromisItems, Bands = [],
    };

    /// <summary>Items 3, 6, 7 and 8; a T-score from 16.2 to 67.7, higher is better.</summary>
    public static readonly Instrument PromisPhysical = new()
    {
        Id = "promis-physical", Title = "PROMIS Global physical health", Panel = "61577-3", TotalCode = "71971-6",
        Source = PromisSource, Terms = PromisTerms, Stem = NoStem, Answers = [], Items = [PromisItems[2], PromisItems[5], PromisItems[6], PromisItems[7]], Bands = [],
        Table = FromFour(16.2m, 19.9m, 23.5m, 26.7m, 29.6m, 32.4m, 34.9m, 37.4m, 39.8m, 42.3m, 44.9m, 47.7m, 50.8m, 54.1m, 57.7m, 61.9m, 67.7m),
    };

    /// <summary>Items 2, 4, 5 and 10; a T-score from 21.1 to 67.6, higher is better.</summary>
    public static readonly Instrument PromisMental = new()
    {
        Id = "promis-mental", Title = "PROMIS Global mental health", Panel = "61577-3", TotalCode = "71969-0",
        Source = PromisSource, Terms = PromisTerms, Stem = NoStem, Answers = [], Items = [PromisItems[1], PromisItems[3], PromisItems[4], PromisItems[9]], Bands = [],
        Table = FromFour(21.1m, 25.1m, 28.4m, 31.3m, 33.8m, 36.3m, 38.8m, 41.1m, 43.5m, 45.8m, 48.3m, 50.8m, 53.3m, 56.0m, 59.0m, 62.5m, 67.6m),
    };

    private static readonly ImmutableArray<InstrumentItem> HowTrue = [new("answer-1", null, "Often true", null), new("answer-2", null, "Sometimes true", null), new("answer-3", null, "Never true", null)];

    private static readonly InstrumentItem HungerWorried = new("hunger-worried", "88122-7", "Within the past 12 months we worried whether our food would run out before we got money to buy more.", null) { Kind = Ask.Choice, Answers = HowTrue, Points = Flagged(1, 2) };

    private static readonly InstrumentItem HungerLasted = new("hunger-lasted", "88123-5", "Within the past 12 months the food we bought just didn't last and we didn't have money to get more.", null) { Kind = Ask.Choice, Answers = HowTrue, Points = Flagged(1, 2) };

    /// <summary>At risk with "often" or "sometimes true" to either: so many of the two.</summary>
    public static readonly Instrument HungerVitalSign = new()
    {
        Id = "hunger-vital-sign", Title = "Hunger Vital Sign", Panel = "88121-9", TotalCode = "88124-3",
        Source = "Hager ER et al. Pediatrics 2010;126:e26-e32: often or sometimes true to either is at risk",
        Terms = "Children's HealthWatch; free to use with attribution. Its Spanish words are to be had there",
        Stem = NoStem,
        Answers = HowTrue,
        Items =
        [
            HungerWorried,
            HungerLasted,
        ],
        Bands = [new(0, "not at risk"), new(1, "at risk")],
    };

    /// <summary>Living situation, food, transport and utilities: so many of five answers say there is a need. The tool's question on the home itself asks for all that apply and is left for a visit; safety is <see cref="AhcHrsnSafety"/>.</summary>
    public static readonly Instrument AhcHrsn = new()
    {
        Id = "ahc-hrsn", Title = "AHC HRSN, living situation, food, transport, utilities", Panel = "96777-8",
        Source = "CMS, Accountable Health Communities Health-Related Social Needs Screening Tool: an underlined answer to any question is a need",
        Terms = "CMS; the words, English and Spanish, are to be had in its guide of June 2021. Its food questions are the Hunger Vital Sign (Children's HealthWatch, with attribution)",
        Stem = NoStem, Answers = [],
        Items =
        [
            new("hrsn-living", "71802-3", null, null) { Kind = Ask.Choice, Answers = [Slot("living-steady"), Slot("living-worried"), Slot("living-none")], Points = Flagged(2, 3) },
            HungerWorried,
            HungerLasted,
            new("hrsn-transport", "93030-5", null, null) { Kind = Ask.Choice, Answers = [Slot("transport-yes"), Slot("transport-no")], Points = Flagged(1) },
            new("hrsn-utilities", "96779-4", null, null) { Kind = Ask.Choice, Answers = [Slot("utilities-yes"), Slot("utilities-no"), Slot("utilities-shut-off")], Points = Flagged(1, 3) },
        ],
        Bands = [new(0, "no need named"), new(1, "a need")],
    };

    /// <summary>Four questions, from never (1) to frequently (5): 4 to 20, and 11 or more may be unsafe.</summary>
    public static readonly Instrument AhcHrsnSafety = new()
    {
        Id = "ahc-hrsn-safety", Title = "AHC HRSN, safety (HITS)", Panel = "96777-8", TotalCode = "95614-4",
        Source = "CMS, Accountable Health Communities Health-Related Social Needs Screening Tool; Sherin KM et al. Fam Med 1998;30:508-512: 11 or more",
        Terms = "HITS is under its author's copyright; CMS prints it with permission. The words are to be had in CMS's guide of June 2021",
        Stem = NoStem, Answers = [Slot("safety-1"), Slot("safety-2"), Slot("safety-3"), Slot("safety-4"), Slot("safety-5")],
        Items = [new("hits-hurt", "95618-5", null, null) { Kind = Ask.Choice }, new("hits-insult", "95617-7", null, null) { Kind = Ask.Choice }, new("hits-threaten", "95616-9", null, null) { Kind = Ask.Choice }, new("hits-scream", "95615-1", null, null) { Kind = Ask.Choice }],
        Bands = [new(4, "below the cut-off"), new(11, "may be unsafe")],
    };

    /// <summary>Three questions, from hardly ever (1) to often (3): 3 to 9.</summary>
    public static readonly Instrument Loneliness = new()
    {
        Id = "loneliness-3", Title = "Three-item loneliness scale",
        Source = "Hughes ME, Waite LJ, Hawkley LC, Cacioppo JT. Res Aging 2004;26:655-672: answers 1 to 3, summed; 6 or more as lonely is usual in later work",
        Terms = "from the UCLA Loneliness Scale; its terms are not stated where its words were found",
        Stem = NoStem, Answers = [Slot("lonely-1"), Slot("lonely-2"), Slot("lonely-3")],
        Items = [new("lonely-companionship", null, null, null) { Kind = Ask.Choice }, new("lonely-left-out", null, null, null) { Kind = Ask.Choice }, new("lonely-isolated", null, null, null) { Kind = Ask.Choice }],
        Bands = [new(3, "below the cut-off"), new(6, "lonely")],
    };

    private static InstrumentItem Slot(string id) => new(id, null, null, null);

    private static InstrumentItem Promis(int number) => number == 7
        ? new("promis-07", null, null, null) { Kind = Ask.Scale0To10, Points = PainPoints }
        : new($"promis-{number:00}", null, null, null) { Kind = Ask.Choice, Points = BestFirst, Answers = [.. Enumerable.Range(1, 5).Select(a => Slot($"promis-{number:00}-{a}"))] };

    /// <summary>These options count 1, all others nothing.</summary>
    private static ImmutableSortedDictionary<int, int> Flagged(params ReadOnlySpan<int> options)
    {
        var points = ImmutableSortedDictionary.CreateBuilder<int, int>();
        foreach (var option in options) points.Add(option, 1);
        return points.ToImmutable();
    }

    /// <summary>The scores of the sums 4, 5, 6 …</summary>
    private static ImmutableSortedDictionary<int, decimal> FromFour(params ReadOnlySpan<decimal> scores)
    {
        var table = ImmutableSortedDictionary.CreateBuilder<int, decimal>();
        foreach (var score in scores) table.Add(table.Count + 4, score);
        return table.ToImmutable();
    }
}
