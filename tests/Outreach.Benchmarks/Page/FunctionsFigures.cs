using System.Diagnostics;
using Outreach.Benchmarks.Measuring;
using Outreach.Testing;

namespace Outreach.Benchmarks.Page;

/// <summary>Figures that need the Azure packages: their tests are run and hand them over.</summary>
internal static class FunctionsFigures
{
    private const string Tests = "FullyQualifiedName~CheckInCycleTests|FullyQualifiedName~BusyMinuteTests|FullyQualifiedName~EventLoadTests";
    private static readonly string[] Parts = [FigureParts.Azure, FigureParts.Load];
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <exception cref="InvalidOperationException">One of them could not be taken.</exception>
    public static async Task RunAsync(Findings findings)
    {
        var file = Path.GetTempFileName();
        try
        {
            var root = Path.GetDirectoryName(Shipped.Folder)!;
            var start = new ProcessStartInfo("dotnet", ["test", Path.Combine(root, "tests", "Outreach.Functions.Tests"), "-v", "q", "--filter", Tests]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
            start.Environment[Figure.FileVariable] = file;
            using var process = Process.Start(start)!;
            using var patience = new CancellationTokenSource(Patience);
            var said = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            _ = process.StandardError.ReadToEndAsync(CancellationToken.None);
            await process.WaitForExitAsync(patience.Token);
            if (process.ExitCode != 0) findings.Say(await said);
            var handed = Figure.Handed(file);
            foreach (var figure in handed) findings.Add(figure);
            if (!Parts.All(p => handed.Any(f => f.Part == p))) throw new InvalidOperationException("Not all figures of the Functions app could be taken: the Azure packages or Azurite are not on this machine, or a test failed.");
        }
        finally
        {
            File.Delete(file);
        }
    }
}
