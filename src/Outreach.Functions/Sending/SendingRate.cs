using NodaTime;

namespace Outreach.Functions.Sending;

/// <summary>Where a sender stands: when the next message of each lane may leave. What is kept between messages.</summary>
/// <param name="Routine">The next free place of what may wait.</param>
/// <param name="Urgent">The same of what may not.</param>
public readonly record struct RateState(Instant Routine, Instant Urgent);

/// <summary>So many messages in a period, evenly spaced after a short burst. Four fifths are for what may wait; the last is kept for safety texts and
/// escalations, which never wait here: the carrier may still say no, and then the ledger tries again.</summary>
/// <param name="Most">Messages a period, of all lanes together.</param>
/// <param name="Burst">How many routine messages may leave at once after a quiet time.</param>
public sealed record SendingRate(int Most, Duration Period, int Burst)
{
    private Duration RoutineEvery => Period / Math.Max(1.0, Most * 4 / 5);

    /// <summary>The place this message gets: now, or later for what may wait; and the state after it.</summary>
    public (Instant At, RateState State) Take(RateState state, Instant now, bool mayWait)
    {
        if (!mayWait)
        {
            // What is urgent beyond its fifth is taken from the routine lane's next places.
            var reserved = Period / Math.Max(1.0, Most - (Most * 4 / 5));
            var urgent = Instant.Max(state.Urgent, now) + reserved;
            return urgent - now <= Period
                ? (now, state with { Urgent = urgent })
                : (now, state with { Routine = Instant.Max(state.Routine, now) + RoutineEvery });
        }

        // A lane that was quiet may catch up on its last few places.
        var place = Instant.Max(state.Routine, now - (RoutineEvery * (Burst - 1)));
        return (Instant.Max(place, now), state with { Routine = place + RoutineEvery });
    }
}
