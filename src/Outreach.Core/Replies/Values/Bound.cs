namespace Outreach.Core.Replies.Values;

/// <summary>An answer bound to its ask: the value and unit, the tokens it was read from, and the urgency of the number itself.</summary>
internal readonly record struct Bound(string? Value, string? Unit, int First, int Last, Urgency Urgency, string Rule);
