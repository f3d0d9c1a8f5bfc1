using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Outreach.Core.FollowUps;
using Outreach.Core.Tests.FollowUps.Histories;

namespace Outreach.Core.Tests.FollowUps;

public class WakesTests
{
    private static readonly Duration Minute = Duration.FromMinutes(1);

    /// <summary>Nothing that a tick would do is slept through: compared with a tick every minute.</summary>
    [Fact]
    public void The_next_wake_is_never_later_than_the_next_thing_a_tick_would_do() => Check.One(
        HistoryConfig.Of(histories: 60),
        Prop.ForAll(Histories.Histories.Short, history =>
        {
            var world = Trial.WorldAfter(history);
            var wake = Wakes.Next(world.Context, world.State, world.Now);
            for (var at = world.Now; at < world.Now + Duration.FromDays(3); at += Minute)
            {
                if (wake <= at) return true.ToProperty();
                var decision = Decider.Decide(world.Context, world.State, Command.TickAt(at));
                if (!decision.Events.IsEmpty || !decision.Claimed.IsEmpty) return false.Label($"a tick at {at} does {string.Join(", ", decision.Events.Select(e => e.GetType().Name))}; the wake is {wake}");
            }

            return true.ToProperty();
        }));

    /// <summary>Nor is anything woken for nothing again and again: the next wake lies ahead, or a tick gets on.</summary>
    [Fact]
    public void A_wake_that_is_due_gets_on() => Check.One(
        HistoryConfig.Of(histories: 60),
        Prop.ForAll(Histories.Histories.Short, history =>
        {
            var world = Trial.WorldAfter(history);
            for (var round = 0; round < 200; round++)
            {
                if (Wakes.Next(world.Context, world.State, world.Now) is not { } wake || wake > world.Now + Duration.FromDays(10)) break;
                var before = world.Now;
                world.AdvanceTo(Instant.Max(wake, world.Now));
                if (world.Now == before && Wakes.Next(world.Context, world.State, world.Now) <= world.Now) return false.Label($"stuck at {world.Now}");
            }

            return true.ToProperty();
        }));
}
