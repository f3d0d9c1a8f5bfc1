using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.Practices;
using Outreach.Core.Replies;

namespace Outreach.App.Pages.Escalations;

/// <summary>A time by which a provider can promise to act. Chosen as a length, counted from when the button is pressed; none is chosen for them (R7).</summary>
internal sealed record PromiseChoice(string Value, string Label)
{
    private const string EndOfOffice = "office";

    private static readonly ImmutableArray<PromiseChoice> Lengths =
    [
        new("15", "15 min"), new("30", "30 min"), new("60", "1 hour"), new("120", "2 hours"), new("240", "4 hours"),
    ];

    /// <summary>An emergency cannot be put off by more than an hour (R6).</summary>
    private const int MostMinutesForEmergency = 60;

    public static IEnumerable<PromiseChoice> For(Urgency urgency, Practice practice, Instant now)
    {
        if (urgency == Urgency.Emergency) return Lengths.Where(l => int.Parse(l.Value) <= MostMinutesForEmergency);
        return OfficeEnds(practice, now) is { } end
            ? Lengths.Add(new(EndOfOffice, $"Today, by {Moments.Clock(end.InZone(practice.Zone).TimeOfDay)}"))
            : Lengths;
    }

    /// <summary>Null for what is not one of the choices.</summary>
    public static Instant? Until(string value, Practice practice, Instant now) =>
        value == EndOfOffice ? OfficeEnds(practice, now)
        : Lengths.Any(l => l.Value == value) ? now + Duration.FromMinutes(int.Parse(value))
        : null;

    /// <summary>Until when it can be put off; never for an emergency.</summary>
    public static readonly ImmutableArray<PromiseChoice> Snoozes = [new("60", "1 hour"), new("240", "4 hours"), new("next", "Next time the office opens")];

    public static Instant? Snoozed(string value, Practice practice, Instant now) => value switch
    {
        "next" => NextOpening(practice, now),
        _ when Snoozes.Any(s => s.Value == value) => now + Duration.FromMinutes(int.Parse(value)),
        _ => null,
    };

    /// <summary>Not this morning's opening, if the office is open now.</summary>
    private static Instant NextOpening(Practice practice, Instant now) =>
        Office.NextOpen(practice, Office.IsOpen(practice, now) ? Office.Closes(practice, now) : now);

    private static Instant? OfficeEnds(Practice practice, Instant now)
    {
        var local = now.InZone(practice.Zone);
        var today = practice.Holidays.Contains(local.Date) ? [] : practice.OfficeHours.On(local.DayOfWeek);
        return today.LastOrDefault() is { } last && last.To > local.TimeOfDay ? practice.Zone.AtLeniently(local.Date + last.To).ToInstant() : null;
    }
}
