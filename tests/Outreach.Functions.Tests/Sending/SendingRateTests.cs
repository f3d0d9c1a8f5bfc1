using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Outreach.Functions.Sending;

namespace Outreach.Functions.Tests.Sending;

public sealed class SendingRateTests
{
    private static readonly Instant Start = Instant.FromUtc(2026, 3, 2, 14, 0);

    /// <summary>A sender, and when messages ask for their places: milliseconds since the one before, and whether they may wait.</summary>
    private sealed record Day(int Most, int Burst, int Seconds, (int After, bool MayWait)[] Asked)
    {
        public SendingRate Rate => new(Most, Duration.FromSeconds(Seconds), Burst);

        /// <summary>Routine messages in a period, beside a burst.</summary>
        public int Routine => Math.Max(1, Most * 4 / 5);

        public List<(Instant Asked, Instant At, bool MayWait)> Places()
        {
            var (state, now) = (default(RateState), Start);
            List<(Instant, Instant, bool)> places = [];
            foreach (var (after, mayWait) in Asked)
            {
                now += Duration.FromMilliseconds(after);
                (var at, state) = Rate.Take(state, now, mayWait);
                places.Add((now, at, mayWait));
            }

            return places;
        }
    }

    private static Arbitrary<Day> Days() =>
        (from most in Gen.Choose(1, 300)
         from burst in Gen.Choose(1, 20)
         from seconds in Gen.Elements(60, 3600)
         from gap in Gen.Elements(0, 10, 1000, 60_000)
         from asked in
             (from after in Gen.Frequency((6, Gen.Choose(0, gap)), (1, Gen.Choose(0, 10 * gap)))
              from urgent in Gen.Choose(0, 9)
              select (after, urgent > 1)).ListOf(200)
         select new Day(most, burst, seconds, [.. asked])).ToArbitrary();

    [Fact]
    public void Take_Routine_IsNeverMoreInAnyPeriodThanFourFifthsAndTheBurst() => Hold(day =>
    {
        List<Instant> routine = [.. day.Places().Where(p => p.MayWait).Select(p => p.At)];
        return routine.TrueForAll(from => routine.Count(at => at >= from && at < from + Duration.FromSeconds(day.Seconds)) <= day.Routine + day.Burst);
    });

    [Fact]
    public void Take_Urgent_IsNeverHeld() => Hold(day => day.Places().Where(p => !p.MayWait).All(p => p.At == p.Asked));

    [Fact]
    public void Take_Routine_KeepsTheOrderAndNeverLeavesBeforeItIsAsked() => Hold(day =>
    {
        List<(Instant Asked, Instant At, bool MayWait)> routine = [.. day.Places().Where(p => p.MayWait)];
        return routine.TrueForAll(p => p.At >= p.Asked) && routine.Zip(routine.Skip(1)).All(pair => pair.First.At <= pair.Second.At);
    });

    [Fact]
    public void Take_Routine_AfterAnyQuietTimeNoMoreThanTheBurstLeavesAtOnce() => Hold(day =>
    {
        List<Instant> routine = [.. day.Places().Where(p => p.MayWait).Select(p => p.At)];
        return routine.GroupBy(at => at).All(together => together.Count() <= day.Burst);
    });

    /// <summary>Urgent messages beyond their fifth take the routine lane's places, so that all together keep to the rate.</summary>
    [Fact]
    public void Take_UrgentBeyondItsFifth_PutsRoutineOff()
    {
        var rate = new SendingRate(200, Duration.FromMinutes(1), 10);
        var state = default(RateState);
        for (var i = 0; i < 40; i++) (_, state) = rate.Take(state, Start, mayWait: false);
        Assert.Equal(Start, rate.Take(state, Start, mayWait: true).At);

        for (var i = 0; i < 80; i++) (_, state) = rate.Take(state, Start, mayWait: false);

        Assert.Equal(Start + Duration.FromSeconds(30), rate.Take(state, Start, mayWait: true).At);
    }

    [Fact]
    public void Take_AThousandAtOnce_LeaveInTheTimeOfFourFifthsOfTheRate()
    {
        var rate = new SendingRate(200, Duration.FromMinutes(1), 10);
        var (state, last) = (default(RateState), Start);
        for (var i = 0; i < 1000; i++) (last, state) = rate.Take(state, Start, mayWait: true);

        Assert.Equal(Duration.FromSeconds((1000 - 10) * 60 / 160.0), last - Start);
    }

    private static void Hold(Func<Day, bool> holds) => Check.One(Config.QuickThrowOnFailure.WithMaxTest(200).WithReplay(20260302UL, 1UL), Prop.ForAll(Days(), holds));
}
