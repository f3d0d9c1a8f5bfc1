using System.Globalization;
using NodaTime;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Functions.FollowUps;
using Outreach.Functions.Sending;
using Outreach.Functions.Tests.Tables;
using Outreach.Testing;
using Xunit.Abstractions;

namespace Outreach.Functions.Tests.FollowUps;

/// <summary>What one check-in costs on Azure, from the timer that opens it to the last delivery report: table operations on Azurite (a transaction is one),
/// durable actions and function executions in the engine's test host.</summary>
[Collection(AzuriteTests.Name)]
public sealed class CheckInCycleTests(AzuriteServer azurite, ITestOutputHelper output)
{
    private const int MostOperations = 20;
    private const int MostActions = 12;
    private static readonly PatientId Rosa = People.RosaId;
    private static readonly SendingRate[] TollFree = [new(200, Duration.FromMinutes(1), 10)];

    private readonly TableSpace space = new(azurite);
    private readonly List<Cost> costs = [];
    private ClockHost host = null!;
    private (int Nudges, int Turns, int Episodes, int Done) before;

    [Fact]
    public async Task SendReplyAnswer_TakesAtMostTwentyTableOperationsAndTwelveDurableActions()
    {
        var store = await space.CreateAsync();
        await space.Table("rates").CreateIfNotExistsAsync();
        await using var started = host = await ClockHost.StartAsync("2026-03-02 08:00", store, store);
        var queue = new SendingQueue(space.Table("rates", space.Rules));
        host.Carrier.Answer = async message =>
        {
            await queue.TakeAsync("sms", TollFree, message.FirstSentAt, message.MayWait, default);
            return AttemptOutcome.Accepted;
        };
        await FirstCheckInAsync();

        host.Clock.Set(await host.NextDueAsync() - Duration.FromSeconds(5));
        await host.NudgeAsync(Rosa);
        await host.RestAsync(Rosa);
        Begin();
        var sent = host.Carrier.Attempts.Count;
        await EndAsync("the clock sends", episodes: 4);

        var waits = (await store.LoadAsync(Rosa, default)).NextWake!.Value;
        Begin();
        host.Clock.Set(host.Clock.GetCurrentInstant() + Duration.FromMinutes(1));
        await host.DeliveredAsync(Rosa, host.Carrier.Attempts[sent].Key);
        await EndAsync("delivery report", triggers: 1);

        host.Clock.Set(host.Clock.GetCurrentInstant() + Duration.FromMinutes(4));
        await host.TextAsync(ContactPoint.Of(People.RosaMobile), "Incoming_2", "121/77");
        await EndAsync("reply and answer", triggers: 1);

        await host.DeliveredAsync(Rosa, host.Carrier.Attempts[^1].Key);
        await EndAsync("delivery report", triggers: 1);

        // The engine's time is real, so it is told what its timer would tell it: one action either way.
        host.Clock.Set(waits);
        await host.NudgeAsync(Rosa);
        await EndAsync("the clock looks in vain", episodes: 3);

        Say();
        Assert.Equal(sent + 2, host.Carrier.Attempts.Count);
        Assert.InRange(costs.Sum(c => c.Operations.Count), 1, MostOperations);
        Assert.InRange(costs.Sum(c => c.Actions), 1, MostActions);
        await space.EndAsync();
    }

    /// <summary>And what belongs to a first time: the introduction.</summary>
    private async Task FirstCheckInAsync()
    {
        await host.FollowAsync(People.Rosa, "home-blood-pressure", new LocalDate(2026, 3, 2));
        await host.RestAsync(Rosa);
        for (var sent = host.Carrier.Attempts.Count; (await host.StateAsync(Rosa)).CheckIn is null; sent = host.Carrier.Attempts.Count)
        {
            host.Clock.Set(await host.NextDueAsync());
            await host.NudgeAsync(Rosa);
            await host.RestAsync(Rosa);
        }

        foreach (var message in host.Carrier.Attempts) await host.DeliveredAsync(Rosa, message.Key);
        await host.TextAsync(ContactPoint.Of(People.RosaMobile), "Incoming_1", "122/78");
        await host.DeliveredAsync(Rosa, host.Carrier.Attempts[^1].Key);
        await host.RestAsync(Rosa);
    }

    private void Begin()
    {
        space.TakeOperations();
        before = (host.Nudges, host.Turnings, host.Episodes, host.Done.Count);
    }

    /// <param name="episodes">Until the orchestrator has been run so often: by what woke it, at its new beginning, and after each round of activities.</param>
    private async Task EndAsync(string what, int episodes = 0, int triggers = 0)
    {
        await Eventually.TrueAsync(() => host.Episodes >= before.Episodes + episodes, $"{episodes} runs of the orchestrator: {what}");
        var operations = space.TakeOperations();
        var (nudges, turns, activities) = (host.Nudges - before.Nudges, host.Turnings - before.Turns, host.Done.Count - before.Done);
        // Each turn but the first of all was begun by the event or the timer that ended the one before.
        costs.Add(new Cost(what, operations, Events: nudges, Timers: turns - nudges, Starts: turns, Activities: activities, Executions: triggers + host.Episodes - before.Episodes + activities));
        Begin();
    }

    private void Say()
    {
        foreach (var c in costs)
        {
            Line($"{c.What}: {c.Operations.Count} table operations, {c.Actions} durable actions ({c.Timers} timer, {c.Events} nudge, {c.Starts} start, {2 * c.Activities} to and from activities), {c.Executions} executions");
            foreach (var operation in c.Operations) Line($"    {operation}");
        }

        var (operations, actions, executions) = (costs.Sum(c => c.Operations.Count), costs.Sum(c => c.Actions), costs.Sum(c => c.Executions));
        Line($"together: {operations} table operations (at most {MostOperations}), {actions} durable actions (at most {MostActions}), {executions} executions");
        const string How = "from the timer that opens it to the last delivery report, counted on Azurite and in the engine's test host; docs/functions.md";
        new Figure(FigureParts.Azure, "Table operations of one check-in", $"{operations}", $"at most {MostOperations}", $"{(double)MostOperations / operations:N2}", How).Hand();
        new Figure(FigureParts.Azure, "Durable actions of one check-in", $"{actions}", $"at most {MostActions}", $"{(double)MostActions / actions:N2}", How).Hand();
        new Figure(FigureParts.Azure, "Function executions of one check-in", $"{executions}", "", "", How).Hand();
        SayTheCost(operations, actions, executions);
    }

    /// <summary>A check-in a week, and a look in vain on each day. US list prices: SMS from the Azure documentation (2026-11), the others from older or secondary pages.</summary>
    private void SayTheCost(int operations, int actions, int executions)
    {
        const double weeks = 52.0 / 12, days = 365.0 / 12;
        var idle = costs[^1];
        var (tables, durable, runs) = ((weeks * operations) + (days * idle.Operations.Count), (weeks * actions) + (days * idle.Actions), (weeks * executions) + (days * idle.Executions));
        // Assumed: ten storage transactions behind each durable action, 0.1 s at 2 GB an execution, a check-in of two segments, its answer and the reply of one, 26 Event Grid operations.
        var (sms, storage, functions, events) = (weeks * ((3 * 0.0100) + 0.0085), (tables + (10 * durable)) * 0.036 / 1e6, (runs * 0.40 / 1e6) + (runs * 0.1 * 2 * 0.000026), weeks * 6 * 0.60 / 1e6);
        Line($"a patient-month with a check-in a week: {tables:N0} table operations, {durable:N0} durable actions, {runs:N0} executions");
        Line($"    SMS ${sms:F4}, storage ${storage:F6}, functions ${functions:F6}, Event Grid ${events:F6}; together ${sms + storage + functions + events:F4}, {sms / (sms + storage + functions + events):P1} of it SMS");
        Assert.InRange((storage + functions + events) / sms, 0, 0.05);
    }

    private void Line(FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private sealed record Cost(string What, IReadOnlyList<string> Operations, int Events, int Timers, int Starts, int Activities, int Executions)
    {
        /// <summary>As Durable Task Scheduler bills them: starts, activities scheduled and their results, timers that fire, events.</summary>
        public int Actions => Starts + (2 * Activities) + Timers + Events;
    }
}
