using System.Diagnostics;
using System.Text.Json;
using Outreach.Local.Tests.Simulation.Communication;

namespace Outreach.Local.Tests.Simulation.OfficialClients;

/// <summary>Runs tests/Clients/send.js: the official JavaScript clients.</summary>
internal static class NodeScript
{
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(60);

    /// <summary>For each order its result.</summary>
    public static async Task<JsonElement[]> RunAsync(RunningCarrier carrier, params object[] orders)
    {
        var start = new ProcessStartInfo(ClientsFactAttribute.Node!)
        {
            WorkingDirectory = ClientsFactAttribute.Folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { "send.js", carrier.ConnectionString, JsonSerializer.Serialize(orders) },
        };
        using var process = Process.Start(start)!;
        using var late = new CancellationTokenSource(AtMost);
        try
        {
            var errors = process.StandardError.ReadToEndAsync(late.Token);
            var output = await process.StandardOutput.ReadToEndAsync(late.Token);
            await process.WaitForExitAsync(late.Token);
            Assert.True(process.ExitCode == 0, await errors);
            return [.. JsonElement.Parse(output).EnumerateArray()];
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }
}
