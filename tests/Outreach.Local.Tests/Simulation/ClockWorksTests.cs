using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using Outreach.App.Ledgers;
using Outreach.Core.Patients;
using Outreach.Local.Hosting;
using Outreach.Local.Simulation.Personas;

namespace Outreach.Local.Tests.Simulation;

public sealed class ClockWorksTests
{
    private static readonly Patient Patient = DemoPatients.All[0].Patient;

    private readonly FakeLedgers ledgers = new();

    [Fact]
    public async Task NightlyWalk_OverTheChangeOfTheClocks_IsAtThreeEachNight_AndGivesEveryLedgerATurn()
    {
        var zone = SimulatedPractice.Zone;
        var clock = new ClockSimulated(new LocalDateTime(2026, 3, 6, 12, 0).InZoneStrictly(zone).ToInstant(), _ => { });
        List<LocalDateTime> nights = [];
        var turns = new ClockTurns(
            (_, _) =>
            {
                nights.Add(clock.GetCurrentInstant().InZone(zone).LocalDateTime);
                return ValueTask.CompletedTask;
            },
            NullLogger<ClockTurns>.Instance);
        ledgers.Patients.Add(new PatientRow(Patient.Id, Patient.ExternalId, Patient));
        var works = new DueWorks([new ClockNightlyWalk(ledgers, turns, clock, () => zone)]);
        using var auditor = new ClockAuditor(ledgers, turns, NullLogger<ClockAuditor>.Instance);
        using var driver = new ClockDriver(clock, works, auditor, () => 0, TimeProvider.System, NullLogger<ClockDriver>.Instance);
        await driver.MoveToAsync(now => now + Duration.FromDays(3), default);
        Assert.Equal([new(2026, 3, 7, 3, 0), new(2026, 3, 8, 3, 0), new LocalDateTime(2026, 3, 9, 3, 0)], nights);
    }

    [Fact]
    public async Task Follower_OnTheMachinesClock_RunsWhatIsDue()
    {
        var clock = new ClockOfMachine(TimeProvider.System);
        using var stop = new CancellationTokenSource();
        var ran = new TaskCompletionSource<PatientId>();
        var turns = new ClockTurns(
            (id, _) =>
            {
                ledgers.DueAt.TryRemove(id, out var _);
                ran.TrySetResult(id);
                return ValueTask.CompletedTask;
            },
            NullLogger<ClockTurns>.Instance);
        using var auditor = new ClockAuditor(ledgers, turns, NullLogger<ClockAuditor>.Instance);
        var follower = new ClockFollower(clock, new DueWorks([new ClockLedgers(ledgers, turns, 8)]), auditor, TimeProvider.System, NullLogger<ClockFollower>.Instance);
        var following = follower.RunAsync(stop.Token);
        ledgers.DueAt[Patient.Id] = clock.GetCurrentInstant() + Duration.FromMilliseconds(1);
        Assert.Equal(Patient.Id, await ran.Task);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => following);
    }

    [Fact]
    public async Task Driver_AtASpeed_LetsTimePassByItself()
    {
        var start = Instant.FromUtc(2026, 3, 2, 14, 0);
        var clock = new ClockSimulated(start, _ => { });
        using var stop = new CancellationTokenSource();
        var ran = new TaskCompletionSource<Instant>();
        var turns = new ClockTurns(
            (id, _) =>
            {
                ledgers.DueAt.TryRemove(id, out var _);
                ran.TrySetResult(clock.GetCurrentInstant());
                return ValueTask.CompletedTask;
            },
            NullLogger<ClockTurns>.Instance);
        using var auditor = new ClockAuditor(ledgers, turns, NullLogger<ClockAuditor>.Instance);
        using var driver = new ClockDriver(
            clock, new DueWorks([new ClockLedgers(ledgers, turns, 1)]), auditor, () => 0, TimeProvider.System, NullLogger<ClockDriver>.Instance) { Speed = ClockDriver.FastestSpeed };
        ledgers.DueAt[Patient.Id] = start + Duration.FromHours(5);
        var passing = driver.RunAsync(stop.Token);
        Assert.Equal(start + Duration.FromHours(5), await ran.Task);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => passing);
    }
}
