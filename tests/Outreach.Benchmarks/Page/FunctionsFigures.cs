using System.Diagnostics;
using Outreach.Benchmarks.Measuring;
using Outreach.Testing;

namespace Outreach.Benchmarks.Page;

/// <summary>Figures that need the Azure packages: their tests are run and hand them over; where that cannot be, the page says so.</summary>
internal static class FunctionsFigures
{
    private const string Tests = "FullyQualifiedName~CheckInCycleTests|FullyQualifiedName~BusyMinuteTests|FullyQualifiedName~EventLoadTests";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

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
            if (handed.All(f => f.Part != FigureParts.Azure)) findings.Add(Figure.Missing(FigureParts.Azure, "What a check-in costs on Azure", "", "the Azure packages or Azurite are not on this machine, or a test failed"));
            if (handed.All(f => f.Part != FigureParts.Load)) findings.Add(Figure.Missing(FigureParts.Load, "Functions app on Azurite", "", "the Azure packages or Azurite are not on this machine, or a test failed"));
        }
        finally
        {
            File.Delete(file);
        }
    }
}
