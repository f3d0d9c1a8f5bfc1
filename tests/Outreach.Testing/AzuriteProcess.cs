using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Outreach.Testing;

/// <summary>An Azurite of our own on free ports, in memory, until it is disposed of.</summary>
public sealed class AzuriteProcess : IAsyncDisposable
{
    private const string Listening = "successfully listening";
    private const int Services = 3;

    /// <summary>Azurite's account, the same everywhere and published with it.</summary>
    private const string Account = "devstoreaccount1";
    private const string AccountKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(60);
    private static readonly (string File, string? Script)? Command = Find();

    private readonly int[] ports;
    private readonly Process process;

    private AzuriteProcess(Process process, int[] ports) => (this.process, this.ports) = (process, ports);

    /// <summary>Why the tests that need it are skipped; null where it is there.</summary>
    public static string? Missing => Command is null
        ? "no Azurite on this machine: run npm install in tests/Clients, or name its azurite.js in OUTREACH_AZURITE"
        : null;

    public string ConnectionString => string.Create(
        CultureInfo.InvariantCulture,
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={AccountKey};BlobEndpoint={Address(0)};QueueEndpoint={Address(1)};TableEndpoint={Address(2)};");

    public Uri Queues => new(Address(1));

    public static async Task<AzuriteProcess> StartAsync()
    {
        var (file, script) = Command ?? throw new InvalidOperationException(Missing);
        var ports = FreePorts(Services);
        string[] options =
        [
            "--disableTelemetry", "--inMemoryPersistence", "--skipApiVersionCheck",
            "--blobHost", "127.0.0.1", "--blobPort", $"{ports[0]}", "--queueHost", "127.0.0.1", "--queuePort", $"{ports[1]}", "--tableHost", "127.0.0.1", "--tablePort", $"{ports[2]}",
        ];
        var start = new ProcessStartInfo(file, script is null ? options : [script, .. options]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        var azurite = new AzuriteProcess(Process.Start(start) ?? throw new InvalidOperationException("Azurite did not start."), ports);
        try
        {
            await azurite.IsListeningAsync();
            return azurite;
        }
        catch
        {
            await azurite.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private async Task IsListeningAsync()
    {
        using var late = new CancellationTokenSource(StartsWithin);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        for (var heard = 0; heard < Services;)
        {
            var line = await process.StandardOutput.ReadLineAsync(late.Token) ?? throw new InvalidOperationException("Azurite ended: " + await errors);
            if (line.Contains(Listening, StringComparison.Ordinal)) heard++;
        }

        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
    }

    private string Address(int service) => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{ports[service]}/{Account}");

    private static (string File, string? Script)? Find()
    {
        if (Environment.GetEnvironmentVariable("OUTREACH_AZURITE") is { Length: > 0 } named && File.Exists(named)) return ("node", named);
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var ofClients = Path.Combine(folder.FullName, "tests", "Clients", "node_modules", "azurite", "dist", "src", "azurite.js");
            if (File.Exists(ofClients)) return ("node", ofClients);
        }

        var names = OperatingSystem.IsWindows() ? new[] { "azurite.cmd", "azurite.exe" } : ["azurite"];
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).SelectMany(folder => names.Select(n => Path.Combine(folder, n))).FirstOrDefault(File.Exists);
        return onPath is null ? null : (onPath, null);
    }

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        foreach (var listener in listeners) listener.Start();
        var free = listeners.Select(l => ((IPEndPoint)l.LocalEndpoint).Port).ToArray();
        foreach (var listener in listeners) listener.Dispose();
        return free;
    }
}
