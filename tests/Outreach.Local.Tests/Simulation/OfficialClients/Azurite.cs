using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Outreach.Local.Simulation.EventGrid;

namespace Outreach.Local.Tests.Simulation.OfficialClients;

/// <summary>The storage emulator's queues, on a free port, in a folder that is gone afterwards.</summary>
internal sealed class Azurite : IDisposable
{
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("outreach-azurite-");
    private readonly Process process;

    private Azurite(int port)
    {
        var start = new ProcessStartInfo(ClientsFactAttribute.Node!)
        {
            WorkingDirectory = folder.FullName,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            ArgumentList =
            {
                Path.Combine(ClientsFactAttribute.Folder!, "node_modules", "azurite", "dist", "src", "queue", "main.js"),
                "--queueHost", "127.0.0.1", "--queuePort", port.ToString(CultureInfo.InvariantCulture), "--location", folder.FullName, "--silent", "--disableTelemetry",
            },
        };
        process = Process.Start(start)!;
        Account = StorageAccount.Parse("UseDevelopmentStorage=true") with { Queues = new Uri($"http://127.0.0.1:{port}/devstoreaccount1") };
    }

    public StorageAccount Account { get; }

    public static async Task<Azurite> StartAsync()
    {
        var azurite = new Azurite(FreePort());
        using var late = new CancellationTokenSource(StartsWithin);
        while (await azurite.process.StandardOutput.ReadLineAsync(late.Token) is { } line)
        {
            if (line.Contains("successfully listens", StringComparison.OrdinalIgnoreCase)) return azurite;
        }

        azurite.Dispose();
        throw new InvalidOperationException("Azurite did not start.");
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
        folder.Delete(recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
