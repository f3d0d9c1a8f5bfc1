using System.Globalization;
using System.Runtime;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Outreach.Benchmarks.Measuring;

/// <summary>What a figure was measured on, and how busy that was.</summary>
internal static class Machine
{
    private const string LoadFile = "/proc/loadavg";

    public static string Describe() =>
        $"{Environment.ProcessorCount} cores ({RuntimeInformation.ProcessArchitecture}), {RuntimeInformation.OSDescription}, .NET {Environment.Version}, "
        + $"{(GCSettings.IsServerGC ? "server" : "workstation")} GC{(Load.Length == 0 ? "" : "; load of the last minute " + Load)}\n"
        + string.Create(CultureInfo.InvariantCulture, $"One SHA-256 of 64 bytes takes {HashMicroseconds():N2} µs of processor time here: compare figures of different moments by it.")
        + (IsOptimized ? "" : "\nThis is a Debug build: the figures say nothing. Run with -c Release.");

    /// <summary>Of the last minute; empty where the system does not say. Processor time counts only what this process used, so it holds on a busy machine too.</summary>
    public static string Load => File.Exists(LoadFile) ? File.ReadAllText(LoadFile).Split(' ')[0] : "";

    private static double HashMicroseconds()
    {
        const int Hashes = 100_000;
        Span<byte> bytes = stackalloc byte[64];
        for (var i = 0; i < Hashes; i++) SHA256.HashData(bytes, bytes[..32]);
        var began = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < Hashes; i++) SHA256.HashData(bytes, bytes[..32]);
        return (Environment.CpuUsage.TotalTime - began).TotalMicroseconds / Hashes;
    }

#if DEBUG
    private const bool IsOptimized = false;
#else
    private const bool IsOptimized = true;
#endif
}
