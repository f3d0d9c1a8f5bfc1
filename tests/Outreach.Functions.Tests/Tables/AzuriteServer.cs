using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Outreach.Functions.Tests.Tables;

/// <summary>An Azurite of our own on free ports, in memory, for as long as the tests of its collection run.</summary>
public sealed class AzuriteServer : IAsyncLifetime
{
    private const string Listening = "successfully listening";
    private const int Services = 3;

    /// <summary>Azurite's account, the same everywhere and published with it.</summary>
    private const string Account = "devstoreaccount1";
    private const string AccountKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly (string File, string? Script)? Command = Find();

    private readonly int[] ports = FreePorts(Services);
    private Process? server;

    /// <summary>Why the tests that need it are skipped; null where it is there.</summary>
    public static string? Missing => Command is null
        ? "no Azurite on this machine: run npm install in tests/Clients, or name its azurite.js in OUTREACH_AZURITE"
        : null;

    public string ConnectionString => string.Create(
        CultureInfo.InvariantCulture,
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={AccountKey};BlobEndpoint=http://127.0.0.1:{ports[0]}/{Account};QueueEndpoint=http://127.0.0.1:{ports[1]}/{Account};TableEndpoint=http://127.0.0.1:{ports[2]}/{Account};");

    public async Task InitializeAsync()
    {
        if (Command is not var (file, script)) return;
        string[] options =
        [
            "--disableTelemetry", "--inMemoryPersistence", "--skipApiVersionCheck",
            "--blobHost", "127.0.0.1", "--blobPort", $"{ports[0]}", "--queueHost", "127.0.0.1", "--queuePort", $"{ports[1]}", "--tableHost", "127.0.0.1", "--tablePort", $"{ports[2]}",
        ];
        var start = new ProcessStartInfo(file, script is null ? options : [script, .. options]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        server = Process.Start(start) ?? throw new InvalidOperationException("Azurite did not start.");
        var errors = server.StandardError.ReadToEndAsync();
        for (var heard = 0; heard < Services;)
        {
            var line = await server.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("Azurite ended: " + await errors);
            if (line.Contains(Listening, StringComparison.Ordinal)) heard++;
        }

        _ = server.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
    }

    public async Task DisposeAsync()
    {
        if (server is null) return;
        server.Kill(entireProcessTree: true);
        await server.WaitForExitAsync();
        server.Dispose();
    }

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

/// <summary>Tests that share one Azurite; where there is none, they are skipped and say so.</summary>
[CollectionDefinition(Name)]
public sealed class AzuriteTests : ICollectionFixture<AzuriteServer>
{
    public const string Name = "Azurite";
}
