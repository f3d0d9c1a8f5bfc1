using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.Core.CarePlans;

/// <summary>A plan and its version, written "home-blood-pressure@3".</summary>
public sealed record PlanRef(string Id, int Version)
{
    public override string ToString() => $"{Id}@{Version}";

    // Asked for many times a decision, and there are few plans to tell apart.
    public override int GetHashCode() => Version + (31 * Id.Length) + (Id.Length > 0 ? Id[0] << 8 : 0);

    public static PlanRef? TryParse(string text) => text.Split('@') is [var id, var version] && int.TryParse(version, out var number) ? new(id, number) : null;
}

/// <summary>A versioned document a clinician can read and edit [PlanDefinition].</summary>
public sealed record CarePlan
{
    public required PlanRef Ref { get; init; }
    public required Words Title { get; init; }

    /// <summary>How the texts name the programme without saying why: "your follow-up" (R12).</summary>
    public required Words Programme { get; init; }

    /// <summary>How often, as consent and first message say it: "about 3 texts a week".</summary>
    public required Words Frequency { get; init; }

    public Approval? Approval { get; init; }

    /// <summary>What day 0 is, for people: "discharge date".</summary>
    public required Words Anchor { get; init; }

    /// <summary>The plan ends after this many days from the anchor.</summary>
    public required int Days { get; init; }

    /// <summary>On these weekdays nothing is asked: what falls on one is asked on the next day that is none.</summary>
    public ImmutableArray<IsoDayOfWeek> RestDays { get; init; } = [];

    /// <summary>Never to a guardian's or a shared number, and by link unless the patient chose SMS.</summary>
    public bool Sensitive { get; init; }

    /// <summary>Caps this plan needs where it needs more than the practice's; enrolling approves them (R8).</summary>
    public PlanCaps? Caps { get; init; }

    public required ImmutableArray<CheckInPlan> CheckIns { get; init; }
    public required ImmutableArray<ConcernRule> Concerns { get; init; }
    public required ImmutableSortedDictionary<string, Threshold> Thresholds { get; init; }
    public required ImmutableArray<FitRule> Fit { get; init; }

    /// <summary>When check-ins are made less often.</summary>
    public ImmutableArray<PaceRule> Pace { get; init; } = [];

    public required SilenceRule Silence { get; init; }

    /// <summary>Every text this plan sends.</summary>
    public IEnumerable<Words> Said => CheckIns.SelectMany(c => c.Questions.Select(q => q.Text).Append(c.Thanks).Concat(c.Opening is { } o ? [o] : []))
        .Concat(Concerns.Select(c => c.Tell).OfType<Words>());

    public CheckInPlan? CheckIn(string id)
    {
        foreach (var checkIn in CheckIns)
        {
            if (checkIn.Id == id) return checkIn;
        }

        return null;
    }
}

public sealed record Approval(string By, LocalDate On);

public sealed record PlanCaps(int ADay, int AWeek);

/// <summary>One kind of check-in of a plan [CommunicationRequest].</summary>
public sealed record CheckInPlan
{
    public required string Id { get; init; }

    /// <summary>When it falls; empty for one that is only asked as a follow-on (see <see cref="ConcernRule.Recheck"/>).</summary>
    public required ImmutableArray<CadenceSpan> Cadence { get; init; }

    /// <summary>Local time it is due; the practice's default when null.</summary>
    public LocalTime? At { get; init; }

    /// <summary>Not sent any more this long after it was due; the reason is recorded (R3).</summary>
    public required Duration Expires { get; init; }

    /// <summary>Said before the first question.</summary>
    public Words? Opening { get; init; }

    public required ImmutableArray<Question> Questions { get; init; }

    /// <summary>Said when the last question has been answered without a concern.</summary>
    public required Words Thanks { get; init; }

    /// <summary>Only for patients of whom this is true.</summary>
    public Condition? OnlyWhen { get; init; }

    /// <summary>No more made once this is true of the answers so far: a reminder until it is done or declined.</summary>
    public Condition? DoneWhen { get; init; }

    /// <summary>Not made less often at the patient's wish.</summary>
    public bool KeepsPace { get; init; }

    /// <summary>Why this check-in is made; for the timeline and staff (R15).</summary>
    public required string Because { get; init; }

    /// <summary>The same for the patient who asks, in plain words.</summary>
    public Words? Why { get; init; }

    public Question? Question(string id)
    {
        foreach (var question in Questions)
        {
            if (question.Id == id) return question;
        }

        return null;
    }
}

/// <summary>When check-ins fall, in days from the anchor.</summary>
public abstract record CadenceSpan
{
    /// <summary>On these days from the anchor.</summary>
    public sealed record OnDays(ImmutableArray<int> Days) : CadenceSpan;

    /// <summary>Every <paramref name="Every"/> days from day <paramref name="From"/> to day <paramref name="Until"/>, both inclusive.</summary>
    public sealed record EveryDays(int Every, int From, int Until) : CadenceSpan;

    /// <summary>On these weekdays from day <paramref name="From"/> to day <paramref name="Until"/>, both inclusive.</summary>
    public sealed record OnWeekdays(ImmutableArray<IsoDayOfWeek> Weekdays, int From, int Until) : CadenceSpan;
}

/// <summary>One question of a check-in [Questionnaire item].</summary>
public sealed record Question
{
    /// <summary>What is measured or asked, e.g. "weight"; two plans that ask the same id with the same kind ask it once (R8).</summary>
    public required string Id { get; init; }

    public required Ask Kind { get; init; }

    public required Words Text { get; init; }

    /// <summary>Shown when an unclear reply is asked again (R10), e.g. "128/82".</summary>
    public required Words Example { get; init; }

    /// <summary>For <see cref="Ask.Choice"/>.</summary>
    public ImmutableArray<Words> Options { get; init; } = [];

    /// <summary>For <see cref="Ask.Number"/>: the unit, and the bounds outside which a number is taken for a typo.</summary>
    public string? Unit { get; init; }

    public decimal? Least { get; init; }

    public decimal? Most { get; init; }

    public bool Sensitive { get; init; }

    /// <summary>Never asked while nobody at the practice reads answers: an answer that must be seen the same day.</summary>
    public bool OnlyWhenRead { get; init; }

    /// <summary>Asked only when this is true of the patient, or of the answers given so far in this check-in.</summary>
    public Condition? OnlyWhen { get; init; }

    /// <summary>Why it is asked of this patient, where <see cref="OnlyWhen"/> decides (R15).</summary>
    public string? Because { get; init; }

    /// <summary>The same for the patient who asks.</summary>
    public Words? Why { get; init; }
}

/// <summary>What a clinician should know [DetectedIssue].</summary>
public sealed record ConcernRule
{
    private readonly ImmutableArray<string> questions = [];

    public required string Id { get; init; }

    public required Urgency Urgency { get; init; }

    public required Condition When
    {
        get;
        init
        {
            field = value;
            questions = [.. Questions.Of(value).Distinct(StringComparer.Ordinal)];
        }
    }

    /// <summary>What the provider reads: "Weight up 5 lb or more in a week".</summary>
    public required string Because { get; init; }

    /// <summary>The guideline, e.g. "2025 AHA/ACC, Hypertension 2025;82:e212".</summary>
    public string? Source { get; init; }

    /// <summary>Said back to the patient; null for the practice's usual words for that urgency.</summary>
    public Words? Tell { get; init; }

    /// <summary>Ask a follow-on check-in after a while instead of raising this at once.</summary>
    public Recheck? Recheck { get; init; }

    /// <summary>The provider is asked to call the patient, with a time by its urgency.</summary>
    public bool Call { get; init; }

    /// <summary>Look more often for a while after it.</summary>
    public Closer? Closer { get; init; }

    /// <summary>Whether its condition speaks of this question.</summary>
    public bool Mentions(string question) => questions.Contains(question);
}

/// <summary>A follow-on check-in of the same plan after a while. With <paramref name="RaiseIfUnanswered"/> the concern is raised when it expires.</summary>
public sealed record Recheck(string CheckIn, Duration After, bool RaiseIfUnanswered);

/// <summary>A check-in of the same plan every so many days for a while, whatever its cadence.</summary>
public sealed record Closer(string CheckIn, int EveryDays, int ForDays);

/// <summary>While its condition holds, these check-ins fall on every second, third … day of their cadence only.</summary>
public sealed record PaceRule(string Id, ImmutableArray<string> CheckIns, Condition When, int AskEvery, string Because)
{
    /// <summary>For the patient who asks.</summary>
    public Words? Why { get; init; }
}

/// <summary>A named number a practice ("plan.name") or a patient may override.</summary>
public sealed record Threshold(decimal Value, string Unit, string Source);

/// <summary>How the plan fits itself to the patient, each with its because (R15).</summary>
public sealed record FitRule
{
    public required string Id { get; init; }
    public required Condition When { get; init; }
    public required string Because { get; init; }

    /// <summary>For the patient who asks.</summary>
    public Words? Why { get; init; }

    public ImmutableSortedDictionary<string, decimal> SetThresholds { get; init; } = ImmutableSortedDictionary<string, decimal>.Empty;
    public ImmutableArray<string> LeaveOutCheckIns { get; init; } = [];

    /// <summary>Ask these check-ins at another time of day.</summary>
    public LocalTime? At { get; init; }
}

/// <summary>What silence means (R9): one reminder, the other channel, then this.</summary>
public sealed record SilenceRule
{
    public required Duration RemindAfter { get; init; }
    public required Duration OtherChannelAfter { get; init; }

    /// <summary>Raise after this many check-ins missed in a row.</summary>
    public required int RaiseAfterMissed { get; init; }

    public required Urgency Urgency { get; init; }
}
