using System.Diagnostics;

namespace Outreach.Local.Tests.EndToEnd.Killing;

/// <summary>Something done to the server that may be done again: what is done twice is done once.</summary>
/// <param name="Kind">Acts of a kind take about as long; it says when in the act to strike.</param>
internal sealed record Act(string Kind, Func<PracticeClient, Task> Do);

/// <summary>A server that is killed at moments drawn beforehand, started again on the same folder, and goes on.</summary>
internal sealed class KilledServer(string folder, int seed) : IAsyncDisposable
{
    private const double FirstGuess = 30;

    private readonly Random chance = new(seed);
    private readonly Dictionary<string, double> milliseconds = new(StringComparer.Ordinal);
    private ServerProcess? server;

    public int Kills { get; private set; }

    public TimeSpan Restarting { get; private set; }

    public async Task RunAsync(IReadOnlyList<Act> acts, int kills)
    {
        var strikes = new int[acts.Count];
        for (var i = 0; i < kills; i++) strikes[chance.Next(acts.Count)]++;
        for (var i = 0; i < acts.Count; i++)
        {
            for (var strike = 0; strike < strikes[i]; strike++) await KillDuringAsync(acts[i]);
            await DoAsync(acts[i]);
        }
    }

    public async Task<ServerProcess> RunningAsync()
    {
        if (server is not null) return server;
        var since = Stopwatch.GetTimestamp();
        server = await ServerProcess.StartAsync(folder);
        Restarting += Stopwatch.GetElapsedTime(since);
        return server;
    }

    public async Task<ServerProcess> AgainAsync()
    {
        server?.Dispose();
        server = null;
        return await RunningAsync();
    }

    public ValueTask DisposeAsync()
    {
        server?.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task DoAsync(Act act)
    {
        var practice = (await RunningAsync()).Practice;
        var since = Stopwatch.GetTimestamp();
        await act.Do(practice);
        var took = Stopwatch.GetElapsedTime(since).TotalMilliseconds;
        milliseconds[act.Kind] = milliseconds.TryGetValue(act.Kind, out var usual) ? (usual * 0.8) + (took * 0.2) : took;
    }

    private async Task KillDuringAsync(Act act)
    {
        var running = await RunningAsync();
        var moment = TimeSpan.FromMilliseconds(chance.NextDouble() * milliseconds.GetValueOrDefault(act.Kind, FirstGuess) * 1.1);
        var work = act.Do(running.Practice);
        // Not to wait for anything: it is the moment at which the power fails.
        await Task.WhenAny(work, Task.Delay(moment));
        await running.KillAsync();
        Kills++;
        running.Dispose();
        server = null;
        try
        {
            await work;
        }
        catch (Exception cut) when (cut is HttpRequestException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The answer never came; whether it was done, nobody here knows. It is done again.
        }
    }
}
