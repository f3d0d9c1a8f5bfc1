using System.Collections.Immutable;
using Outreach.Core.Replies;

namespace Outreach.Core.CarePlans;

/// <summary>A validated questionnaire [Questionnaire], scored as published.</summary>
public sealed record Instrument
{
    /// <summary>As plans name it: "phq-9".</summary>
    public required string Id { get; init; }

    public required string Title { get; init; }

    /// <summary>LOINC of the panel and of its total.</summary>
    public string? Panel { get; init; }

    public string? TotalCode { get; init; }

    /// <summary>Where scoring and cut-offs were published.</summary>
    public required string Source { get; init; }

    /// <summary>On what terms its words may be used, and where they were read.</summary>
    public required string Terms { get; init; }

    /// <summary>Said before each item.</summary>
    public required InstrumentItem Stem { get; init; }

    /// <summary>What can be answered: 0, 1, 2 … of a scale, or the options of a choice.</summary>
    public required ImmutableArray<InstrumentItem> Answers { get; init; }

    public required ImmutableArray<InstrumentItem> Items { get; init; }

    /// <summary>From which score on it is called so.</summary>
    public required ImmutableArray<Band> Bands { get; init; }

    /// <summary>Where the sum is not the score: from sum to score, as published.</summary>
    public ImmutableSortedDictionary<int, decimal>? Table { get; init; }

    /// <summary>Asked for its items alone; the scores are those of its parts.</summary>
    public bool HasNoScore { get; init; }

    /// <summary>What the answers make, as published; null while one is missing, but for those that may never be asked.</summary>
    /// <param name="answer">The number answered to an item: of a choice the place of the option from 1 on.</param>
    public decimal? Score(Func<string, decimal?> answer)
    {
        if (HasNoScore) return null;
        var sum = 0m;
        foreach (var item in Items)
        {
            if (answer(item.Id) is { } number) sum += item.Worth(number);
            else if (!item.OnlyWhenRead) return null;
        }

        return Table is null ? sum : Table.TryGetValue((int)sum, out var score) ? score : null;
    }

    public Band? BandOf(decimal score) => Bands.LastOrDefault(b => b.From <= score);
}

/// <summary>One item. Where a language is null its words were not found in a source that is free to use, and a practice that has them fills them in.</summary>
public sealed record InstrumentItem(string Id, string? Code, string? En, string? Es)
{
    public Ask Kind { get; init; } = Ask.Scale0To3;

    /// <summary>Never asked while nobody at the practice reads answers.</summary>
    public bool OnlyWhenRead { get; init; }

    /// <summary>What can be answered to this item, where not what can be answered to all.</summary>
    public ImmutableArray<InstrumentItem> Answers { get; init; } = [];

    /// <summary>Points for an answer, where they are not the number answered; others are worth nothing.</summary>
    public ImmutableSortedDictionary<int, int>? Points { get; init; }

    public decimal Worth(decimal number) => Points is null ? number : Points.GetValueOrDefault((int)number);
}

public sealed record Band(decimal From, string Name);
