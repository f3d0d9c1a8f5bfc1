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

    public Band? BandOf(decimal score) => Bands.LastOrDefault(b => b.From <= score);
}

/// <summary>One item. Where a language is null its words were not found in a source that is free to use, and a practice that has them fills them in.</summary>
public sealed record InstrumentItem(string Id, string? Code, string? En, string? Es)
{
    public Ask Kind { get; init; } = Ask.Scale0To3;

    /// <summary>Never asked while nobody at the practice reads answers.</summary>
    public bool OnlyWhenRead { get; init; }
}

public sealed record Band(decimal From, string Name);
