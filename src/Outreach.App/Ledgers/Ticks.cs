using NodaTime;

namespace Outreach.App.Ledgers;

/// <summary>Times as integers: 100 ns ticks since 1970, rounded up, so that nothing is due a moment before its time.</summary>
public static class Ticks
{
    private const long NanosecondsATick = 100;

    public static long Of(Instant at)
    {
        var floor = at.ToUnixTimeTicks();
        return (at - Instant.FromUnixTimeTicks(floor)).SubsecondNanoseconds % NanosecondsATick > 0 ? floor + 1 : floor;
    }

    public static Instant At(long ticks) => Instant.FromUnixTimeTicks(ticks);
}
