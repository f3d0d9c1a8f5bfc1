using System.Diagnostics;

namespace Outreach.Benchmarks.Peers;

/// <summary>A package of npm in a temporary folder of its own, and the driver beside this file that runs it; gone when disposed of.</summary>
internal sealed class PeerPackage : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly DirectoryInfo folder;

    private PeerPackage(DirectoryInfo folder) => this.folder = folder;

    /// <exception cref="PeerMissingException">Node is not there, or the package cannot be had.</exception>
    public static async Task<PeerPackage> InstallAsync(string package)
    {
        var peer = new PeerPackage(Directory.CreateTempSubdirectory("outreach-peer-"));
        try
        {
            // Scripts of packages are not run: none of what is measured needs them.
            await peer.RunAsync(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", package);
            return peer;
        }
        catch
        {
            peer.Dispose();
            throw;
        }
    }

    /// <summary>What the driver prints.</summary>
    /// <param name="input">Given to it as the name of a file.</param>
    public async Task<string> DriveAsync(string driver, string input)
    {
        var file = Path.Combine(folder.FullName, "input");
        await File.WriteAllTextAsync(file, input);
        return await RunAsync("node", Path.Combine(AppContext.BaseDirectory, "Peers", driver), file);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private async Task<string> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder.FullName, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["NODE_PATH"] = Path.Combine(folder.FullName, "node_modules");
        using var process = Start(start);
        using var patience = new CancellationTokenSource(Patience);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        try
        {
            var output = await process.StandardOutput.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return process.ExitCode == 0 ? output : throw new PeerMissingException($"{Path.GetFileName(program)} ended with {process.ExitCode}", await errors);
        }
        catch (OperationCanceledException e)
        {
            process.Kill(entireProcessTree: true);
            throw new PeerMissingException($"{Path.GetFileName(program)} was not done after {Patience.TotalMinutes} minutes", e.Message);
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new PeerMissingException($"there is no {Path.GetFileName(start.FileName)} on this machine", e.Message);
        }
    }
}

/// <param name="details">What the program said: for the terminal, not for the page.</param>
internal sealed class PeerMissingException(string message, string details) : Exception(message)
{
    public string Details => details;
}
