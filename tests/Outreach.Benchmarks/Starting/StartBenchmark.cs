using System.Diagnostics;
using System.Text.Json;
using Outreach.Benchmarks.Measuring;
using Outreach.Testing;

namespace Outreach.Benchmarks.Starting;

/// <summary>From <c>dotnet run</c> on a built tree to the first check-in on a phone of the demo, as a newcomer waits for it.</summary>
internal static class StartBenchmark
{
    private const int Runs = 5;
    private const double TargetSeconds = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(10);

    /// <param name="Listening">The address has been printed: practice and plans read, the demo's week played, the server up.</param>
    /// <param name="FirstCheckIn">A phone shows a message.</param>
    private sealed record Phases(double Listening, double FirstCheckIn, double Cpu);

    public static async Task RunAsync(Findings findings)
    {
        var root = Path.GetDirectoryName(Shipped.Folder)!;
        await ReportAsync(findings, "dotnet run on a built tree", ["run", "--no-build", "-c", "Release", "--project", Path.Combine(root, "src", "Outreach.Local"), "--"]);
        await ReportAsync(findings, "the built program alone", [HostProcess.Program]);
    }

    private static async Task ReportAsync(Findings findings, string name, string[] command)
    {
        var runs = new List<Phases>();
        for (var run = 0; run < Runs; run++) runs.Add(await StartAsync(command));
        runs.Sort((a, b) => a.FirstCheckIn.CompareTo(b.FirstCheckIn));
        var median = runs[Runs / 2];
        findings.Add(new Figure(
            FigureParts.Starting, $"First check-in on a phone of the demo, by {name}", $"{median.FirstCheckIn:N2} s", $"{TargetSeconds:N0} s", $"{TargetSeconds / median.FirstCheckIn:N2}",
            $"by the clock, {Runs} starts, {runs[0].FirstCheckIn:N2} to {runs[^1].FirstCheckIn:N2}; address printed after {median.Listening:N2} s; processor time {median.Cpu:N2} s"));
    }

    private static async Task<Phases> StartAsync(string[] command)
    {
        var data = Directory.CreateTempSubdirectory("outreach-start-");
        try
        {
            var watch = Stopwatch.StartNew();
            using var patience = new CancellationTokenSource(Patience);
            await using var host = await HostProcess.StartAsync(command, data.FullName, patience.Token);
            var listening = watch.Elapsed.TotalSeconds;
            using var client = new HttpClient();
            while (!await AnyMessageAsync(client, host.Address, patience.Token)) await Task.Delay(BetweenLooks, patience.Token);
            return new Phases(listening, watch.Elapsed.TotalSeconds, host.Cpu.TotalSeconds);
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static async Task<bool> AnyMessageAsync(HttpClient client, string address, CancellationToken cancel)
    {
        using var phones = JsonDocument.Parse(await client.GetStringAsync($"{address}/sim/phones", cancel));
        return phones.RootElement.GetProperty("items").EnumerateArray().Any(p => p.GetProperty("messages").GetInt32() > 0);
    }
}
