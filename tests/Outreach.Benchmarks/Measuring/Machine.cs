using System.Globalization;
using System.Runtime;
using System.Runtime.InteropServices;

namespace Outreach.Benchmarks.Measuring;

/// <summary>What a figure was measured on, and how busy that was.</summary>
internal static class Machine
{
    private const string LoadFile = "/proc/loadavg";

    public static string Describe() =>
        $"{Environment.ProcessorCount} cores ({RuntimeInformation.ProcessArchitecture}), {RuntimeInformation.OSDescription}, .NET {Environment.Version}, "
        + $"{(GCSettings.IsServerGC ? "server" : "workstation")} GC{Load()}"
        + (IsOptimized ? "" : "\nThis is a Debug build: the figures say nothing. Run with -c Release.");

    /// <summary>Processor time counts only what this process used, so it holds on a busy machine too.</summary>
    private static string Load() =>
        File.Exists(LoadFile) ? string.Create(CultureInfo.InvariantCulture, $"; load of the last minute {File.ReadAllText(LoadFile).Split(' ')[0]}") : "";

#if DEBUG
    private const bool IsOptimized = false;
#else
    private const bool IsOptimized = true;
#endif
}
