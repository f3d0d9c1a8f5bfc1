using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using Outreach.App.Ledgers;
using Outreach.App.Stepping;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Functions.Tables;
using Outreach.Testing;
using Xunit.Abstractions;

namespace Outreach.Functions.Tests.Tables;

/// <summary>What one check-in costs: every table operation from the tick that opens it to the last delivery report, a transaction as one.</summary>
[Collection(AzuriteTests.Name)]
public sealed class CheckInCycleTests(AzuriteServer azurite, ITestOutputHelper output)
{
    private const int MostOperations = 20;

    private readonly TableSpace space = new(azurite);
    private readonly List<string> cycle = [];
    private SetClock clock = null!;

    [Fact]
    public async Task CheckInCycle_SendReplyAnswer_TakesAtMostTwentyTableOperations()
    {
        var store = await space.CreateAsync();
        clock = new SetClock(People.NewYork("2026-03-02 08:00"));
        var stepper = new Stepper(store, new OptOutIndex(store, store), new ContextSource(Shipped.Context), clock, new Nobody());
        await EnrollAsync(store, stepper);
        await AuditAsync(store);
        cycle.Clear();

        clock.Now = People.NewYork("2026-03-04 11:59");
        var opened = Assert.Single(await StepAsync(stepper, "tick", []));
        Assert.Empty(await StepAsync(stepper, "attempt", [Accepted(opened)]));
        clock.Now += Duration.FromMinutes(5);
        await ReceiveAsync(store, "reply", new Command.Reply(ContactPoint.Of(People.RosaMobile), "121/77") { Id = "reply", At = clock.Now });
        var answer = Assert.Single(await StepAsync(stepper, "reply's step", []));
        Assert.Empty(await StepAsync(stepper, "attempt", [Accepted(answer)]));
        foreach (var (entry, n) in new[] { opened, answer }.Select((e, n) => (e, n)))
        {
            await ReceiveAsync(store, "report", new Command.DeliveryReport(entry.Key, DeliveryWord.Delivered, "delivered") { Id = $"report-{n}", At = clock.Now });
            Assert.Empty(await StepAsync(stepper, "report's step", []));
        }

        var taken = cycle.Count;
        clock.Now += Duration.FromMinutes(2);
        await AuditAsync(store);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{taken} table operations in a check-in, at most {MostOperations}:"));
        foreach (var operation in cycle.Take(taken)) output.WriteLine("  " + operation);
        output.WriteLine("What the auditor's next look does about it, beside its queries of the due index:");
        foreach (var operation in cycle.Skip(taken)) output.WriteLine("  " + operation);
        Assert.InRange(taken, 1, MostOperations);
        Assert.NotEmpty((await store.LoadAsync(People.RosaId, default)).State.Observations);
        await space.EndAsync();
    }

    /// <summary>And what belongs to a first time: the introduction and the first check-in.</summary>
    private async Task EnrollAsync(TableLedgerStore store, Stepper stepper)
    {
        await ReceiveAsync(store, "", new Command.Register(People.Rosa, "front desk", []) { Id = "register", At = clock.Now });
        await ReceiveAsync(store, "", new Command.Enroll(Shipped.Context.Plans.Latest("home-blood-pressure")!.Ref, new LocalDate(2026, 3, 2), "front desk") { Id = "enroll", At = clock.Now });
        await TurnAsync(stepper);
        clock.Now = People.NewYork("2026-03-03 11:59");
        await TurnAsync(stepper);

        await ReceiveAsync(store, "", new Command.Reply(ContactPoint.Of(People.RosaMobile), "122/78") { Id = "first-reply", At = clock.Now });
        await TurnAsync(stepper);
    }

    private async Task TurnAsync(Stepper stepper)
    {
        var claimed = await StepAsync(stepper, "", []);
        while (claimed.Length > 0) claimed = await StepAsync(stepper, "", [.. claimed.Select(Accepted)]);
    }

    private async Task ReceiveAsync(TableLedgerStore store, string what, Command command)
    {
        Assert.True(await store.AppendAsync(People.RosaId, new InboxEntry(command, clock.Now), default));
        Note(what);
    }

    private async Task<ImmutableArray<OutboxEntry>> StepAsync(Stepper stepper, string what, IReadOnlyList<Command> attempts)
    {
        var claimed = (await stepper.StepAsync(People.RosaId, attempts, default)).Claimed;
        Note(what);
        return claimed;
    }

    private async Task AuditAsync(TableLedgerStore store)
    {
        Assert.Empty(await store.DueAsync(clock.Now - Duration.FromMinutes(1), 500, default));
        Note("audit");
        cycle.RemoveAll(o => o == "audit: query due");
    }

    private void Note(string what) => cycle.AddRange(space.TakeOperations().Select(o => $"{what}: {o}"));

    private Command Accepted(OutboxEntry entry) => new Command.Attempted(entry.Key, AttemptOutcome.Accepted, "accepted") { Id = $"attempt-{entry.Key:N}-{entry.Attempts}", At = clock.Now };

    private sealed class SetClock(Instant begins) : IClock
    {
        public Instant Now { get; set; } = begins;

        public Instant GetCurrentInstant() => Now;
    }

    private sealed class Nobody : IFollowUpWatcher
    {
        public void Happened(PatientId patient, FollowUp state, Event happened)
        {
            // Only the operations are measured.
        }
    }
}
