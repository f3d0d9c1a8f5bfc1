using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using NodaTime;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Functions.FollowUps;
using Outreach.Testing;
using FollowUp = Outreach.Functions.FollowUps.FollowUp;

namespace Outreach.Functions.Tests.FollowUps;

/// <summary>The follow-up as it runs on Azure: the engine's orchestration, the activities, App's turns; only the storage and the carrier are in memory.</summary>
public sealed class InProcessTests
{
    private const string Plan = "home-blood-pressure";
    private static readonly PatientId Rosa = People.RosaId;
    private static readonly ContactPoint RosasPhone = ContactPoint.Of(People.RosaMobile);
    private static readonly LocalDate Today = new(2026, 3, 2);

    [Fact]
    public async Task CheckIn_WhenItsTimeComes_IsSentByTheClock()
    {
        await using var host = await IntroducedAsync();
        var due = await host.NextDueAsync();
        host.Clock.Set(due - Duration.FromSeconds(2));
        await host.NudgeAsync(Rosa);
        await host.RestAsync(Rosa);
        Assert.Null((await host.StateAsync(Rosa)).CheckIn);
        var sent = host.Carrier.Attempts.Count;

        await Eventually.TrueAsync(async () => await host.StateAsync(Rosa) is { CheckIn: not null, Outbox.IsEmpty: true }, "the check-in was sent");

        Assert.True(host.Clock.GetCurrentInstant() >= due);
        var checkIn = Assert.Single(host.Carrier.Attempts.Skip(sent));
        Assert.Equal(RosasPhone, checkIn.To);
        await Eventually.TrueAsync(() => Task.FromResult(host.Done[^1] == Activities.SendSms), "sending was the last it did");
        Assert.Equal(OrchestrationRuntimeStatus.Running, await host.StatusAsync(Rosa));
    }

    [Fact]
    public async Task Reply_WhileAStepIsBeingCommitted_IsDecidedOnceAndTheStepAgain()
    {
        await using var host = await WithOpenCheckInAsync();
        TaskCompletionSource deciding = new(), goOn = new();
        // When the reminder is due, a step has something to commit.
        host.Clock.Set(await host.NextDueAsync());
        host.Store.HoldNext(_ =>
        {
            deciding.SetResult();
            return goOn.Task;
        });
        await host.NudgeAsync(Rosa);
        await deciding.Task.WaitAsync(TimeSpan.FromSeconds(20));
        var steps = host.Steps;

        await host.TextAsync(RosasPhone, "Incoming_1", "128/79");

        Assert.Equal(steps, host.Steps);
        var state = await host.StateAsync(Rosa);
        Assert.NotEmpty(state.Observations);
        goOn.SetResult();
        await Eventually.TrueAsync(() => host.Steps > steps, "the held step was done again");
        Assert.Single((await host.EventsAsync(Rosa)).OfType<Event.ReplyRecorded>());
        Assert.Equal(state.Observations.Length, (await host.StateAsync(Rosa)).Observations.Length);
        SentOnce(host);
    }

    [Fact]
    public async Task Reply_WhileAMessageIsBeingSent_IsAnsweredWithoutWaitingForIt()
    {
        await using var host = await WithOpenCheckInAsync();
        TaskCompletionSource sending = new(), goOn = new();
        var first = true;
        host.Carrier.Answer = async message =>
        {
            if (!first) return AttemptOutcome.Accepted;
            first = false;
            sending.SetResult();
            await goOn.Task;
            return AttemptOutcome.Accepted;
        };
        var reminder = await host.NextDueAsync();
        host.Clock.Set(reminder);
        await host.NudgeAsync(Rosa);
        await sending.Task.WaitAsync(TimeSpan.FromSeconds(20));

        await host.TextAsync(RosasPhone, "Incoming_1", "I have chest pain and cannot breathe");

        var state = await host.StateAsync(Rosa);
        Assert.NotNull(state.OpenEscalation);
        Assert.Contains(state.Sent, s => s.Kind == MessageKind.Safety);
        goOn.SetResult();
        await Eventually.TrueAsync(async () => (await host.StateAsync(Rosa)).Outbox.All(o => o.LeaseUntil is null), "the message that was being sent is recorded");
        SentOnce(host);
    }

    [Fact]
    public async Task Nudge_Lost_TheNextTurnDecidesWhatCame()
    {
        await using var host = await WithOpenCheckInAsync();
        await StoredOnlyAsync(host);

        await host.NudgeAsync(Rosa);

        await Eventually.TrueAsync(async () => (await host.StateAsync(Rosa)).Observations.Length > 0, "the reply was decided");
        Assert.Single((await host.EventsAsync(Rosa)).OfType<Event.ReplyRecorded>());
    }

    [Fact]
    public async Task Nudge_Lost_TheAuditorFindsWhatCameAndNudges()
    {
        await using var host = await WithOpenCheckInAsync();
        await StoredOnlyAsync(host);
        var steps = host.Steps;
        await host.Auditor.RunAsync(new(), host.Client, CancellationToken.None);
        Assert.Empty((await host.StateAsync(Rosa)).Observations);
        host.Clock.Set(host.Clock.GetCurrentInstant() + Duration.FromSeconds(61));

        await host.Auditor.RunAsync(new(), host.Client, CancellationToken.None);

        Assert.NotEmpty((await host.StateAsync(Rosa)).Observations);
        await Eventually.TrueAsync(() => host.Steps > steps, "the clock was nudged");
        Assert.Single((await host.EventsAsync(Rosa)).OfType<Event.ReplyRecorded>());
        SentOnce(host);
    }

    [Fact]
    public async Task Nudge_FiveAtOnce_AreFiveStepsAndNoMessageMore()
    {
        await using var host = await WithOpenCheckInAsync();
        var (steps, sent) = (host.Steps, host.Carrier.Attempts.Count);

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => host.NudgeAsync(Rosa)));

        await Eventually.TrueAsync(() => host.Steps == steps + 5, "five nudges were five steps");
        await host.RestAsync(Rosa);
        Assert.Equal(sent, host.Carrier.Attempts.Count);
        Assert.Equal(OrchestrationRuntimeStatus.Running, await host.StatusAsync(Rosa));
    }

    [Fact]
    public async Task Start_ManyAtOnceForOnePatient_IsOneClock()
    {
        await using var host = await ClockHost.StartAsync("2026-03-02 08:30");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.NudgeAsync(Rosa)));

        await Eventually.TrueAsync(() => host.Steps > 0, "it stepped");
        await host.RestAsync(Rosa);
        List<string> clocks = [];
        await foreach (var instance in host.Engine.GetAllInstancesAsync(new OrchestrationQuery())) clocks.Add($"{instance.Name} {instance.InstanceId} {instance.RuntimeStatus}");
        Assert.Equal([$"FollowUp {Rosa} Running"], clocks);
        Assert.Empty(host.ClockLog.Lines);
        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => host.Engine.ScheduleNewOrchestrationInstanceAsync(
            FollowUp.Name,
            null,
            new StartOrchestrationOptions(Rosa.ToString()).WithDedupeStatuses(OrchestrationRuntimeStatus.Running)));
    }

    [Fact]
    public async Task Start_OfOneWhoseClockDied_GoesOnUnderTheSameId()
    {
        await using var host = await WithOpenCheckInAsync();
        await host.Engine.TerminateInstanceAsync(Rosa.ToString());
        await Eventually.TrueAsync(async () => await host.StatusAsync(Rosa) == OrchestrationRuntimeStatus.Terminated, "the clock was dead");
        var steps = host.Steps;

        await host.NudgeAsync(Rosa);

        await Eventually.TrueAsync(() => host.Steps > steps, "it stepped again");
        await host.RestAsync(Rosa);
        Assert.Equal(OrchestrationRuntimeStatus.Running, await host.StatusAsync(Rosa));
        SentOnce(host);
    }

    [Fact]
    public async Task Carrier_DownForEverything_TheClockStillSteps()
    {
        await using var host = await WithOpenCheckInAsync();
        host.Carrier.Answer = _ => throw new HttpRequestException("the carrier is down");
        host.Clock.Set(await host.NextDueAsync());

        await host.NudgeAsync(Rosa);

        await Eventually.TrueAsync(async () => (await host.EventsAsync(Rosa)).Any(e => e is Event.MessageRetried), "the failure is in the ledger");
        host.Carrier.Answer = _ => Task.FromResult(AttemptOutcome.Accepted);
        await host.TextAsync(RosasPhone, "Incoming_1", "128/79");
        await host.RestAsync(Rosa);
        Assert.NotEmpty((await host.StateAsync(Rosa)).Observations);
    }

    private static async Task<ClockHost> WithOpenCheckInAsync()
    {
        var host = await IntroducedAsync();
        host.Clock.Set(await host.NextDueAsync());
        await host.NudgeAsync(Rosa);
        await Eventually.TrueAsync(async () => await host.StateAsync(Rosa) is { CheckIn: not null, Outbox.IsEmpty: true }, "the check-in was sent");
        await host.RestAsync(Rosa);
        return host;
    }

    /// <summary>The day before the first check-in; enrolling has started the clock.</summary>
    private static async Task<ClockHost> IntroducedAsync()
    {
        var host = await ClockHost.StartAsync("2026-03-02 10:00");
        await host.FollowAsync(People.Rosa, Plan, Today);
        await Eventually.TrueAsync(async () => await host.StateAsync(Rosa) is { Sent.IsEmpty: false, Outbox.IsEmpty: true }, "the introduction was sent");
        await host.RestAsync(Rosa);
        return host;
    }

    /// <summary>The receiver died right after storing it: nobody decided it and nobody was nudged.</summary>
    private static async Task StoredOnlyAsync(ClockHost host)
    {
        var now = host.Clock.GetCurrentInstant();
        Assert.True(await host.Ledger.AppendAsync(Rosa, new(new Command.Reply(RosasPhone, "128/79") { Id = "Incoming_1", At = now }, now), CancellationToken.None));
    }

    /// <summary>R2.</summary>
    private static void SentOnce(ClockHost host) => Assert.Equal(host.Carrier.Attempts.Count, host.Carrier.Attempts.Select(m => m.Key).Distinct().Count());
}
