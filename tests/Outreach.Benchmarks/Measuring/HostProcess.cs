using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Outreach.Benchmarks.Measuring;

/// <summary>The local host as a process of its own on a free port, until it is disposed of.</summary>
internal sealed partial class HostProcess : IAsyncDisposable
{
    /// <summary>The built program.</summary>
    public static readonly string Program = typeof(Local.Storage.SqliteStoreOptions).Assembly.Location;

    private readonly Process process;
    private Task read = Task.CompletedTask;

    private HostProcess(Process process) => this.process = process;

    public string Address { get; private set; } = "";

    public TimeSpan Cpu
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    public long MemoryBytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <param name="command">Of <c>dotnet</c>; the port and the folder are added.</param>
    public static async Task<HostProcess> StartAsync(IEnumerable<string> command, string data, CancellationToken patience)
    {
        var start = new ProcessStartInfo("dotnet", [.. command, "--port", "0", "--data", data]) { RedirectStandardOutput = true, UseShellExecute = false };
        var host = new HostProcess(Process.Start(start)!);
        try
        {
            host.Address = await host.AddressAsync(patience);
            // What it goes on to say is read, so that it never waits for a reader.
            host.read = host.process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        await read;
        process.Dispose();
    }

    private async Task<string> AddressAsync(CancellationToken cancel)
    {
        while (await process.StandardOutput.ReadLineAsync(cancel) is { } line)
        {
            if (Printed().Match(line) is { Success: true } found) return found.Value;
        }

        throw new InvalidOperationException("The app ended before it printed its address.");
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+", RegexOptions.None, 1000)]
    private static partial Regex Printed();
}
