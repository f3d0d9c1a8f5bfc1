using System.Collections.Immutable;
using Outreach.Core.Patients;

namespace Outreach.Core.CarePlans;

/// <summary>Structured conditions over answers, trends and the health profile.</summary>
public abstract record Condition
{
    public sealed record All(ImmutableArray<Condition> Of) : Condition;

    public sealed record Any(ImmutableArray<Condition> Of) : Condition;

    public sealed record Not(Condition Of) : Condition;

    /// <summary>The latest answer to the question, given in this check-in, is one of these values.</summary>
    public sealed record AnswerIs(string Question, ImmutableArray<string> Values) : Condition;

    /// <summary>The latest number answered in this check-in lies in the range.</summary>
    public sealed record Level(string Question, Component Component, Range Range) : Condition;

    /// <summary>The latest number differs from one at most <paramref name="OverDays"/> days older by at least this much; unit of the question.</summary>
    public sealed record Change(string Question, Direction Direction, int OverDays, Limit AtLeast) : Condition;

    /// <summary>The average over the last days, the first day of measuring left out, with at least so many readings.</summary>
    public sealed record Average(string Question, Component Component, int OverDays, int Readings, Range Range) : Condition;

    /// <summary>At least <paramref name="AtLeast"/> of the last <paramref name="OfLast"/> answers lie in the range or are one of the values.</summary>
    public sealed record CountOf(string Question, Component Component, Range? Range, ImmutableArray<string> Values, int AtLeast, int OfLast) : Condition;

    /// <summary>Which part of the readings of the last days lies within <paramref name="Within"/>, in percent; with at least so many readings.</summary>
    public sealed record InRange(string Question, Component Component, int OverDays, int Readings, Range Within, Range Percent) : Condition;

    /// <summary>Days on which doses were taken, in percent of the days that the answers of the last days speak of; each answer "days missed" speaks of 7.</summary>
    public sealed record Adherence(string Question, int OverDays, int Answers, Range Percent) : Condition;

    /// <summary>What the answers of this check-in make by <see cref="CarePlans.Instrument.Score"/>.</summary>
    public sealed record Score(string Instrument, ImmutableArray<string> Items, Range Range) : Condition;

    /// <summary>So many check-ins in a row went without an answer.</summary>
    public sealed record Missed(int InARow) : Condition;

    /// <summary>The patient is due for one of these by <see cref="Prevention"/>; for any of all where empty.</summary>
    public sealed record Due(ImmutableArray<string> Services) : Condition;

    /// <summary>Age in whole years on the day, bounds inclusive.</summary>
    public sealed record Age(int? AtLeast, int? AtMost) : Condition;

    public sealed record SexIs(Sex Sex) : Condition;

    /// <summary>The patient's profile lists one of these, compared without case.</summary>
    public sealed record Profile(ProfileList List, ImmutableArray<string> AnyOf) : Condition;
}

public enum Component
{
    /// <summary>The number itself.</summary>
    Value,
    Systolic,
    Diastolic,
}

public enum Direction
{
    Up,
    Down,
}

public enum ProfileList
{
    Conditions,
    Medicines,
    Allergies,
    FamilyHistory,
    GeneticFindings,
    Lifestyle,
    Social,
    Goals,
}

/// <summary>A number, or the name of one of the plan's thresholds.</summary>
public abstract record Limit
{
    public sealed record Of(decimal Value) : Limit;

    public sealed record Named(string Threshold) : Limit;
}

/// <summary>Bounds in the question's own unit (weight lb, glucose mg/dL, temperature °F, pressure mmHg); all that are given must hold.</summary>
public sealed record Range(Limit? AtLeast = null, Limit? Above = null, Limit? AtMost = null, Limit? Below = null);
