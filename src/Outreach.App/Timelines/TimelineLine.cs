namespace Outreach.App.Timelines;

/// <summary>One event in plain words for staff.</summary>
/// <param name="Text">One sentence without a final stop; may hold the patient's own words.</param>
/// <param name="Why">Which plan, which rule, which fact (R15); null where the sentence says it all.</param>
public sealed record TimelineLine(TimelineKind Kind, string Text, string? Why);

/// <summary>What an event is about, for a page to show at a glance.</summary>
public enum TimelineKind
{
    Record,
    Plan,
    CheckIn,
    Reply,
    Message,
    Concern,
}
