using System.Collections.Immutable;
using NodaTime;

namespace Outreach.Core.FollowUps;

/// <summary>When one patient is asked next, as they are told it.</summary>
public static class Upcoming
{
    /// <summary>In the patient's own time, earliest first.</summary>
    public static ImmutableArray<LocalDateTime> Of(Context context, FollowUp state, Instant now, int most) =>
        state.Patient is null ? [] : Of(new Turn(new Derived(context), state, Command.TickAt(now)), most);

    internal static ImmutableArray<LocalDateTime> Of(Turn turn, int most) =>
        [.. Schedule.Upcoming(turn, most).Select(d => d.With(WholeQuarter)).Distinct().Take(most)];

    /// <summary>Nobody is told a minute that the spreading of texts has made.</summary>
    private static LocalTime WholeQuarter(LocalTime time) => new(time.Hour, time.Minute / 15 * 15);
}
