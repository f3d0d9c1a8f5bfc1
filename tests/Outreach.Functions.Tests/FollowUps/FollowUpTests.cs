using Microsoft.DurableTask;
using Outreach.Functions.FollowUps;

namespace Outreach.Functions.Tests.FollowUps;

public sealed class FollowUpTests
{
    private const string Anew = "continue as new, input none, events kept True";

    [Fact]
    public async Task RunAsync_NothingDue_StepsWaitsAndBeginsAnew()
    {
        var scene = new Scene().Begin();
        Assert.False(scene.Turn.IsCompleted);
        scene.Nudge();

        await scene.EndAsync();

        Assert.Equal([$"Step {Scene.Patient}", "wait for nudge", "timer 2026-03-03 14:00:00Z", Anew], scene.Calls);
        Assert.Equal(2, scene.StepOptions!.Retry!.Policy!.MaxNumberOfAttempts);
    }

    [Fact]
    public async Task RunAsync_NudgeFirst_CancelsTheTimer()
    {
        var scene = new Scene().Begin();
        Assert.False(scene.OfTimer.IsCancellationRequested);
        scene.Nudge();

        await scene.EndAsync();

        Assert.True(scene.OfTimer.IsCancellationRequested);
        Assert.True(scene.Timer.Task.IsCanceled);
        Assert.Equal(Anew, scene.Calls[^1]);
    }

    [Fact]
    public async Task RunAsync_TimerFirst_CancelsTheWait()
    {
        var scene = new Scene().Begin();
        Assert.False(scene.OfNudge.IsCancellationRequested);
        scene.Timer.SetResult();

        await scene.EndAsync();

        Assert.True(scene.OfNudge.IsCancellationRequested);
        Assert.Equal(Anew, scene.Calls[^1]);
    }

    [Theory]
    [InlineData(null, 24 * 60)]
    [InlineData(1, 1)]
    [InlineData((24 * 60) - 1, (24 * 60) - 1)]
    [InlineData((24 * 60) + 1, 24 * 60)]
    [InlineData(400 * 24 * 60, 24 * 60)]
    public void RunAsync_Wake_IsWaitedForButNoLongerThanADay(int? wakeInMinutes, int waitsMinutes)
    {
        var scene = new Scene { Step = () => Task.FromResult(new Turned([], wakeInMinutes is { } m ? Scene.Now.AddMinutes(m) : null)) }.Begin();

        Assert.Equal(Scene.Now.AddMinutes(waitsMinutes), scene.FireAt);
        Assert.False(scene.Turn.IsCompleted);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(-60 * 24 * 365)]
    public async Task RunAsync_WakeInThePast_GoesOnAtOnce(int wakeInMinutes)
    {
        var scene = new Scene { Step = () => Task.FromResult(new Turned([], Scene.Now.AddMinutes(wakeInMinutes))) }.Begin();

        await scene.EndAsync();

        Assert.Equal(Anew, scene.Calls[^1]);
    }

    [Fact]
    public async Task RunAsync_SeveralDue_AreSentSideBySideByTheirOwnActivity()
    {
        var carrier = new TaskCompletionSource<Turned>();
        var scene = new Scene
        {
            Step = () => Task.FromResult(new Turned([Scene.Due(1), Scene.Due(2, byEmail: true), Scene.Due(3)], Scene.Now.AddHours(3))),
            Deliver = _ => carrier.Task,
        }.Begin();

        Assert.Equal(["SendSms", "SendEmail", "SendSms"], scene.Calls[1..].Select(c => c.Split(' ')[0]));
        Assert.Equal([Scene.Due(1), Scene.Due(2, byEmail: true), Scene.Due(3)], scene.Delivered);
        carrier.SetResult(new Turned([], Scene.Now.AddHours(2)));
        scene.Nudge();
        await scene.EndAsync();
        Assert.Equal(Scene.Now.AddHours(2), scene.FireAt);
    }

    [Fact]
    public async Task RunAsync_WhatAnAttemptMakesDue_IsSentInTheSameTurn()
    {
        var scene = new Scene
        {
            Step = () => Task.FromResult(new Turned([Scene.Due(1)], null)),
            Deliver = due => Task.FromResult(due == Scene.Due(1) ? new Turned([Scene.Due(2, byEmail: true)], null) : new Turned([], Scene.Now.AddHours(1))),
        }.Begin();
        scene.Nudge();

        await scene.EndAsync();

        Assert.Equal([Scene.Due(1), Scene.Due(2, byEmail: true)], scene.Delivered);
        Assert.Equal(Scene.Now.AddHours(1), scene.FireAt);
    }

    [Fact]
    public async Task RunAsync_AttemptsThatWakeAtDifferentTimes_WaitForTheEarliest()
    {
        var scene = new Scene
        {
            Step = () => Task.FromResult(new Turned([Scene.Due(1), Scene.Due(2), Scene.Due(3)], null)),
            Deliver = due => Task.FromResult(new Turned([], due == Scene.Due(1) ? Scene.Now.AddHours(5) : due == Scene.Due(2) ? null : Scene.Now.AddHours(4))),
        }.Begin();
        scene.Nudge();

        await scene.EndAsync();

        Assert.Equal(Scene.Now.AddHours(4), scene.FireAt);
    }

    [Fact]
    public async Task RunAsync_StepFails_WaitsAMinuteAndBeginsAnew()
    {
        var scene = new Scene { Step = () => Task.FromException<Turned>(Scene.Failed("Step")) }.Begin();
        Assert.Equal(Scene.Now.AddMinutes(1), scene.FireAt);
        scene.Timer.SetResult();

        await scene.EndAsync();

        Assert.Equal(Anew, scene.Calls[^1]);
    }

    [Fact]
    public async Task RunAsync_OneDeliveryFails_TheOthersAreSentAndTheClockGoesOnInAMinute()
    {
        var slow = new TaskCompletionSource<Turned>();
        var scene = new Scene
        {
            Step = () => Task.FromResult(new Turned([Scene.Due(1), Scene.Due(2), Scene.Due(3, byEmail: true)], Scene.Now.AddHours(3))),
            Deliver = due => due == Scene.Due(1) ? Task.FromException<Turned>(Scene.Failed("SendSms")) : slow.Task,
        }.Begin();

        Assert.Equal([Scene.Due(1), Scene.Due(2), Scene.Due(3, byEmail: true)], scene.Delivered);
        Assert.Null(scene.FireAt);
        slow.SetResult(new Turned([], null));
        Assert.Equal(Scene.Now.AddMinutes(1), scene.FireAt);
        scene.Nudge();
        await scene.EndAsync();
        Assert.Equal(Anew, scene.Calls[^1]);
    }

    /// <summary>It is claimed already: nobody else would send it before its lease is over.</summary>
    [Fact]
    public async Task RunAsync_OneDeliveryFails_WhatAnotherMakesDueIsStillSent()
    {
        var scene = new Scene
        {
            Step = () => Task.FromResult(new Turned([Scene.Due(1), Scene.Due(2)], null)),
            Deliver = due => due == Scene.Due(1) ? Task.FromException<Turned>(Scene.Failed("SendSms"))
                : Task.FromResult(new Turned(due == Scene.Due(2) ? [Scene.Due(3, byEmail: true)] : [], Scene.Now.AddHours(3))),
        }.Begin();
        scene.Nudge();

        await scene.EndAsync();

        Assert.Equal([Scene.Due(1), Scene.Due(2), Scene.Due(3, byEmail: true)], scene.Delivered);
        Assert.NotNull(scene.FireAt);
    }

    [Fact]
    public async Task RunAsync_MoreRoundsThanATurnHas_GoesOnAtOnceInTheNext()
    {
        var next = 0;
        var scene = new Scene
        {
            Step = () => Task.FromResult(new Turned([Scene.Due(++next)], null)),
            Deliver = _ => Task.FromResult(new Turned([Scene.Due(++next)], Scene.Now.AddHours(6))),
        }.Begin();

        await scene.EndAsync();

        Assert.Equal(12, scene.Delivered.Count);
        Assert.Equal(Scene.Now, scene.FireAt);
        Assert.Equal(Anew, scene.Calls[^1]);
    }

    [Fact]
    public async Task RunAsync_RoundsThatEndWithTheLastOne_WaitForTheWake()
    {
        var next = 1;
        var scene = new Scene
        {
            Step = () => Task.FromResult(new Turned([Scene.Due(1)], null)),
            Deliver = _ => Task.FromResult(++next <= 12 ? new Turned([Scene.Due(next)], null) : new Turned([], Scene.Now.AddHours(6))),
        }.Begin();
        scene.Nudge();

        await scene.EndAsync();

        Assert.Equal(12, scene.Delivered.Count);
        Assert.Equal(Scene.Now.AddHours(6), scene.FireAt);
    }

    /// <summary>A bug is not swallowed as if the carrier had been down.</summary>
    [Fact]
    public async Task RunAsync_SomethingElseThrows_Throws()
    {
        var scene = new Scene { Step = () => Task.FromException<Turned>(new InvalidOperationException("a bug")) }.Begin();

        await Assert.ThrowsAsync<InvalidOperationException>(scene.EndAsync);
        Assert.DoesNotContain(Anew, scene.Calls);
    }

    /// <summary>Live, results come late and in any order; on a replay they are all there. The calls must be the same.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task RunAsync_Replayed_MakesTheSameCallsInTheSameOrder(int seed)
    {
        var history = new History(new Random(seed));
        var live = history.Live().Begin();
        history.Finish();
        live.Nudge();
        await live.EndAsync();

        for (var again = 0; again < 2; again++)
        {
            var replay = history.Replay();
            replay.Nudge();
            await replay.Begin().EndAsync();
            Assert.Equal(live.Calls, replay.Calls);
        }

        Assert.True(live.Delivered.Count > 3);
    }

    /// <summary>What every call came to, by its input: made up while it runs live, read while it is replayed.</summary>
    private sealed class History(Random chance)
    {
        private readonly Dictionary<string, Turned?> results = new(StringComparer.Ordinal);
        private readonly List<Action> pending = [];
        private int messages;

        public Scene Live() => new() { Step = () => Later("step", more: true), Deliver = due => Later(due.Key.ToString(), more: chance.Next(3) > 0) };

        public Scene Replay() => new() { Step = () => Known("step"), Deliver = due => Known(due.Key.ToString()) };

        /// <summary>In any order but that in which they were asked for.</summary>
        public void Finish()
        {
            while (pending.Count > 0)
            {
                var one = chance.Next(pending.Count);
                var finish = pending[one];
                pending.RemoveAt(one);
                finish();
            }
        }

        private Task<Turned> Later(string call, bool more)
        {
            var due = Enumerable.Range(0, more && messages < 20 ? chance.Next(2, 4) : 0).Select(_ => Scene.Due(++messages, chance.Next(2) == 0)).ToArray();
            var fails = messages > 6 && chance.Next(4) == 0;
            var result = new Turned(due, chance.Next(2) == 0 ? null : Scene.Now.AddMinutes(chance.Next(2000)));
            results[call] = fails ? null : result;
            var later = new TaskCompletionSource<Turned>();
            pending.Add(() =>
            {
                if (fails) later.SetException(Scene.Failed(call));
                else later.SetResult(result);
            });
            return later.Task;
        }

        private Task<Turned> Known(string call) => results[call] is { } result ? Task.FromResult(result) : Task.FromException<Turned>(Scene.Failed(call));
    }
}
