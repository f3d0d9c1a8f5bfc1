using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Outreach.Local.Tests.EndToEnd.Killing;

/// <summary>The program as anyone starts it, in a process of its own.</summary>
internal sealed class ServerProcess : IDisposable
{
    public const int Terminate = 15;
    public const int Interrupt = 2;

    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly ConcurrentQueue<string> said = new();
    private readonly TaskCompletionSource<string?> address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private HttpClient? http;

    private ServerProcess(string folder, string[] options)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "outreach.dll"));
        // It lives for seconds: code that is made faster later is made for nothing.
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (var argument in (string[])["serve", "--data", folder, .. options]) start.ArgumentList.Add(argument);
        process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.Exited += (_, _) => address.TrySetResult(null);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public PracticeClient Practice => new(http ?? throw new InvalidOperationException("It does not listen."));

    /// <summary>Everything on its terminal so far.</summary>
    public IReadOnlyList<string> Said => [.. said];

    public int ExitCode => process.ExitCode;

    /// <summary>Paused, empty, on any free port.</summary>
    public static async Task<ServerProcess> StartAsync(string folder)
    {
        var server = new ServerProcess(folder, ["--port", "0", "--clock", "2026-03-02T08:00Z", "--speed", "0", "--empty"]);
        if (await server.address.Task.WaitAsync(StartsWithin) is not { } listening)
        {
            await server.EndAsync();
            throw new InvalidOperationException($"The server ended with {server.ExitCode}: {string.Join('\n', server.Said)}");
        }

        server.http = new HttpClient { BaseAddress = new Uri(listening) };
        return server;
    }

    /// <summary>For a start that is expected to be refused; returns when it has ended.</summary>
    public static async Task<ServerProcess> RefusedAsync(string folder, params string[] options)
    {
        var server = new ServerProcess(folder, options);
        await server.EndAsync();
        return server;
    }

    /// <summary>As by kill -9: nothing of it runs any more when this returns.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await EndAsync();
    }

    /// <returns>How long it took to end.</returns>
    public async Task<TimeSpan> SignalAsync(int signal)
    {
        var since = Stopwatch.GetTimestamp();
        Assert.Equal(0, Kill(process.Id, signal));
        await EndAsync();
        return Stopwatch.GetElapsedTime(since);
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        http?.Dispose();
        process.Dispose();
    }

    private Task EndAsync() => process.WaitForExitAsync(new CancellationTokenSource(StartsWithin).Token);

    private void Hear(string? line)
    {
        if (line is null) return;
        said.Enqueue(line);
        if (line.StartsWith("http://127.0.0.1:", StringComparison.Ordinal)) address.TrySetResult(line);
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
