using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using Outreach.App.Ledgers;
using Outreach.Core.Escalations;
using Outreach.Core.Patients;
using Outreach.Core.Replies;
using Outreach.Local.Hosting;

namespace Outreach.Local.Tests.Simulation;

public sealed class ClockDriverTests
{
    private static readonly Instant Start = Instant.FromUtc(2026, 3, 2, 14, 0);
    private static readonly PatientId Ann = new(Guid.Parse("00000000-0000-4000-8000-00000000000a"));
    private static readonly PatientId Bob = new(Guid.Parse("00000000-0000-4000-8000-00000000000b"));

    private readonly FakeLedgers ledgers = new();
    private readonly List<(PatientId Who, Instant At)> turns = [];
    private readonly List<Instant> remembered = [];
    private readonly ClockSimulated clock;
    private readonly ClockAuditor auditor;
    private readonly ClockDriver driver;
    private Action<PatientId> turn;

    public ClockDriverTests()
    {
        clock = new ClockSimulated(Start, remembered.Add);
        turn = id => ledgers.DueAt.TryRemove(id, out _);
        var guarded = new ClockTurns(
            (id, _) =>
            {
                turns.Add((id, clock.GetCurrentInstant()));
                turn(id);
                return ValueTask.CompletedTask;
            },
            NullLogger<ClockTurns>.Instance);
        auditor = new ClockAuditor(ledgers, guarded, NullLogger<ClockAuditor>.Instance);
        driver = new ClockDriver(clock, new DueWorks([new ClockLedgers(ledgers, guarded, 1)]), auditor, () => turns.Count, TimeProvider.System, NullLogger<ClockDriver>.Instance);
    }

    [Fact]
    public async Task MoveTo_RunsEachDueLedgerAtItsOwnMomentInOrder()
    {
        ledgers.DueAt[Bob] = Start + Duration.FromHours(2);
        ledgers.DueAt[Ann] = Start + Duration.FromHours(1);
        await MoveBy(Duration.FromHours(3));
        Assert.Equal([(Ann, Start + Duration.FromHours(1)), (Bob, Start + Duration.FromHours(2))], turns);
        Assert.Equal(Start + Duration.FromHours(3), clock.GetCurrentInstant());
    }

    [Fact]
    public async Task MoveTo_RemembersTheMomentBeforeAnythingIsDoneThere()
    {
        ledgers.DueAt[Ann] = Start + Duration.FromHours(1);
        turn = id =>
        {
            Assert.Equal(Start + Duration.FromHours(1), remembered[^1]);
            ledgers.DueAt.TryRemove(id, out _);
        };
        await MoveBy(Duration.FromHours(1));
        Assert.Single(turns);
    }

    [Fact]
    public async Task MoveTo_GoesOnWithWhatATurnMakesDue()
    {
        ledgers.DueAt[Ann] = Start;
        turn = id => ledgers.DueAt[id] = clock.GetCurrentInstant() + Duration.FromMinutes(20);
        await MoveBy(Duration.FromHours(1));
        Assert.Equal([0, 20, 40, 60], turns.Select(t => (int)(t.At - Start).TotalMinutes));
    }

    [Fact]
    public async Task MoveTo_WhenATurnFails_BacksOffAndStopsNobodyElse()
    {
        ledgers.DueAt[Ann] = Start;
        ledgers.DueAt[Bob] = Start + Duration.FromMinutes(1);
        turn = id =>
        {
            if (id == Ann && turns.Count(t => t.Who == Ann) < 4) throw new InvalidOperationException("broken");
            ledgers.DueAt.TryRemove(id, out _);
        };
        await MoveBy(Duration.FromMinutes(5));
        Assert.Contains((Bob, Start + Duration.FromMinutes(1)), turns);
        Assert.Equal([0, 1, 3, 7], turns.Where(t => t.Who == Ann).Select(t => (int)(t.At - Start).TotalSeconds));
        Assert.Empty(ledgers.DueAt);
    }

    [Fact]
    public async Task MoveTo_WhenATurnLeavesItsLedgerDue_GoesOnAllTheSame()
    {
        ledgers.DueAt[Ann] = Start;
        ledgers.DueAt[Bob] = Start + Duration.FromMinutes(1);
        turn = id =>
        {
            if (id == Bob) ledgers.DueAt.TryRemove(id, out _);
        };
        await MoveBy(Duration.FromMinutes(10));
        Assert.Contains((Bob, Start + Duration.FromMinutes(1)), turns);
        Assert.InRange(turns.Count, 6, 100);
    }

    [Fact]
    public async Task MoveTo_ByTwoAtOnce_IsOneAfterTheOther()
    {
        await Task.WhenAll(MoveBy(Duration.FromHours(1)), MoveBy(Duration.FromHours(1)));
        Assert.Equal(Start + Duration.FromHours(2), clock.GetCurrentInstant());
    }

    [Fact]
    public async Task MoveToNext_StopsWhereSomethingHappens_AndStaysWhenNothingIsDue()
    {
        ledgers.DueAt[Ann] = Start + Duration.FromDays(3);
        Assert.True(await driver.MoveToNextAsync(default));
        Assert.Equal(Start + Duration.FromDays(3), clock.GetCurrentInstant());
        Assert.False(await driver.MoveToNextAsync(default));
        Assert.Equal(Start + Duration.FromDays(3), clock.GetCurrentInstant());
    }

    [Fact]
    public async Task Auditor_TakesUpAnEscalationWithoutNextStep_OnceAMinute()
    {
        ledgers.Escalations.Add(new EscalationRow(Bob, Guid.NewGuid(), Urgency.Urgent, EscalationStatus.Open, Start, null));
        ledgers.DueAt[Ann] = Start;
        turn = id =>
        {
            if (id == Ann) ledgers.DueAt[Ann] = clock.GetCurrentInstant() + Duration.FromSeconds(10);
        };
        await MoveBy(Duration.FromSeconds(125));
        Assert.Equal(3, auditor.TakenUp);
        Assert.Equal(3, turns.Count(t => t.Who == Bob));
    }

    [Fact]
    public async Task Auditor_TakesUpWhatHasBeenDueForAMinute()
    {
        ledgers.DueAt[Ann] = Start - Duration.FromSeconds(61);
        await auditor.RunAsync(Start, default);
        Assert.Equal(1, auditor.TakenUp);
        Assert.Single(turns);
    }

    private Task MoveBy(Duration by) => driver.MoveToAsync(now => now + by, default);
}
