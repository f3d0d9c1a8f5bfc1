using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace Outreach.Local.Tests.EndToEnd.Killing;

/// <summary>kill -9 at random moments of a month loses no reply and delivers no message twice.
/// OUTREACH_KILLS sets how often (12 when it is not set), OUTREACH_KILLS_SEED when.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int UsualKills = 12;
    private const int UsualSeed = 20260302;

    [Fact]
    public async Task Month_KilledAtRandomMoments_LosesNothingAndRepeatsNothing()
    {
        var (kills, seed) = (Setting("OUTREACH_KILLS", UsualKills), Setting("OUTREACH_KILLS_SEED", UsualSeed));
        var since = Stopwatch.GetTimestamp();
        var folder = Directory.CreateTempSubdirectory("outreach-killed-");
        var month = new Month();
        await using (var killed = new KilledServer(folder.FullName, seed))
        {
            await killed.RunAsync(month.Acts, kills);
            var last = await killed.AgainAsync();
            var end = await last.Practice.AdvanceAsync("P1D");
            var audit = await MonthAudit.ReadAsync(last.Practice);
            output.WriteLine($"seed {seed}: {killed.Kills} kills in {Stopwatch.GetElapsedTime(since).TotalSeconds:0} s, of that {killed.Restarting.TotalSeconds:0} s starting; {month.Acts.Count} acts, {month.TextIds.Count} texts received, {audit.Delivered} messages delivered, {audit.Events} events");

            Assert.Equal(kills, killed.Kills);
            audit.EveryTextIsOnItsTimelineOnce(month.TextIds);
            audit.NothingWasDeliveredTwice();
            audit.NoCheckInWasAskedTwice();
            Assert.NotEmpty(month.Dangers);
            audit.EveryEmergencyReachedAProvider(month.Dangers);
            Assert.DoesNotContain(last.Said, line => line.Contains("auditor", StringComparison.OrdinalIgnoreCase) || line.Contains("error", StringComparison.OrdinalIgnoreCase));
            Assert.InRange(await last.SignalAsync(ServerProcess.Terminate), TimeSpan.Zero, TimeSpan.FromSeconds(10));
            Assert.Equal(0, last.ExitCode);
            await MonthAudit.NothingIsOverdueAsync(folder.FullName, end);
        }

        folder.Delete(recursive: true);
    }

    private static int Setting(string name, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var set) ? set : usual;
}
