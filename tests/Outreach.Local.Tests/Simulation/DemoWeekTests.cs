using NodaTime;
using Outreach.Local.Simulation.Personas;

namespace Outreach.Local.Tests.Simulation;

public sealed class DemoWeekTests
{
    [Fact]
    public async Task Pass_EnrolsEachAtTheirTime_AndEndsAtFiveToNineOnMonday()
    {
        using var practice = new SimulatedPractice(DemoPatients.HistoryBegins.InZoneStrictly(SimulatedPractice.Zone).ToInstant());
        List<LocalDateTime> enrolled = [];
        await PassAsync(practice, enrolled);
        Assert.Equal(DemoPatients.All.Select(p => p.EnrolledAt), enrolled);
        Assert.Equal(DemoPatients.DemoBegins, Local(practice));
    }

    [Fact]
    public async Task Pass_AgainAfterAKill_OnlyEnrols()
    {
        using var practice = new SimulatedPractice(DemoPatients.HistoryBegins.InZoneStrictly(SimulatedPractice.Zone).ToInstant());
        await PassAsync(practice, []);
        practice.Restart();
        List<LocalDateTime> enrolled = [];
        await PassAsync(practice, enrolled);
        Assert.All(enrolled, at => Assert.Equal(DemoPatients.DemoBegins, at));
        Assert.Equal(DemoPatients.DemoBegins, Local(practice));
    }

    private static Task PassAsync(SimulatedPractice practice, List<LocalDateTime> enrolled) => DemoWeek.PassAsync(
        practice.Running.Driver!,
        SimulatedPractice.Zone,
        (_, _) =>
        {
            enrolled.Add(Local(practice));
            return ValueTask.CompletedTask;
        },
        default);

    private static LocalDateTime Local(SimulatedPractice practice) => practice.World.Clock.GetCurrentInstant().InZone(SimulatedPractice.Zone).LocalDateTime;
}
