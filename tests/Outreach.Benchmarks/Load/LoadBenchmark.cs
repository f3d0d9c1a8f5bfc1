using System.Diagnostics;
using NodaTime;
using Outreach.Benchmarks.Measuring;
using Outreach.Local.Hosting;
using Outreach.Testing;

namespace Outreach.Benchmarks.Load;

/// <summary>
/// The local host as a process of its own, texted through its real door by patients who have just been asked. A reply takes from when it is due to be sent until one durable
/// commit holds it in inbox and timeline with all that was decided of it; and until the door has answered, which is after what is to be sent at once has been handed to the carrier.
/// </summary>
internal static class LoadBenchmark
{
    public const int Few = 2_000;
    public const int Many = 50_000;

    private const int ASecond = 500;
    private const double TargetMilliseconds = 20;
    private const int AtOnce = 64;

    /// <summary>More than any number may send: what is measured is the host, not the carrier's limit.</summary>
    private const string Unlimited = "1000000000";

    private static readonly TimeSpan WarmsUp = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Measures = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Flat = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Starts = TimeSpan.FromMinutes(2);

    public static async Task RunAsync(Findings findings, int patients)
    {
        var folder = Directory.CreateTempSubdirectory("outreach-load-");
        try
        {
            var (data, watch) = (new DataFolder(folder.FullName), Stopwatch.StartNew());
            await EnrolledStore.MakeAsync(data, patients, Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()));
            findings.Say($"{patients:N0} patients enrolled and asked in {watch.Elapsed.TotalSeconds:N0} s");
            await ReportAsync(findings, patients, await TextAsync(data, patients), data);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<Run> TextAsync(DataFolder data, int patients)
    {
        var before = DiskProbe.Measure(data.Path);
        using var patience = new CancellationTokenSource(Starts);
        await using var host = await HostProcess.StartAsync([HostProcess.Program, "serve", "--empty", "--texts-a-minute", Unlimited, "--emails-a-minute", Unlimited], data.Path, patience.Token);
        using var door = new PhoneDoor(new Uri(host.Address));
        door.Open(AtOnce);
        var replies = new TypedReplies(door, patients, "load");
        var warm = await replies.AtRateAsync(0, ASecond, WarmsUp);
        var cpu = host.Cpu;
        var sent = await replies.AtRateAsync(warm.Count, ASecond, Measures);
        var run = new Run(sent, host.Cpu - cpu, host.MemoryBytes, before, DiskProbe.Measure(data.Path));
        var watch = Stopwatch.StartNew();
        var most = await replies.AsFastAsAnsweredAsync(warm.Count + sent.Count, AtOnce, Flat);
        return run with { MostASecond = most / watch.Elapsed.TotalSeconds };
    }

    private static async Task ReportAsync(Findings findings, int patients, Run run, DataFolder data)
    {
        var (all, dangers) = (new Latencies(run.Sent.Select(s => s.Milliseconds)), new Latencies(run.Sent.Where(s => s.IsDanger).Select(s => s.Milliseconds)));
        var audit = await LedgerAudit.OfAsync(data, run.Sent);
        var disk = Math.Max(run.DiskBefore.Within(0.99), run.DiskAfter.Within(0.99));
        var durable = audit.ToDurable.Within(0.99);
        findings.Add(new Figure(
            FigureParts.Load, $"{patients:N0} enrolled: reply due until its record was durable, p99", $"{durable:N1} ms", $"{TargetMilliseconds:N0} ms", $"{TargetMilliseconds / durable:N2}",
            $"{audit.ToDurable}, at the latest: one commit holds a text in inbox and timeline with all that was decided of it, and only then is the carrier handed what it queued ({audit.Answered:N0} replies: until the carrier had taken the first of it) or the door answered (the others); {audit.Undecided} of {run.Sent.Count:N0} replies not decided afterwards; "
            + $"the host as a process of its own, {ASecond} texts a second by HTTP for {Measures.TotalSeconds:N0} s whether or not it keeps up, after {WarmsUp.TotalSeconds:N0} s to warm up, by a sender on the same machine, itself late by {new Latencies(run.Sent.Select(s => s.Late))}, which is counted; "
            + $"{run.Cpu.TotalMilliseconds / run.Sent.Count:N2} ms of the host's processor time a reply, {run.MemoryBytes / 1e6:N0} MB"));
        findings.Add(new Figure(
            FigureParts.Load, $"{patients:N0} enrolled: until the door had answered, p99", $"{all.Within(0.99):N1} ms", "", "",
            $"{all}; by then what was due at once has been handed to the carrier too, and what became of it committed"));
        findings.Add(new Figure(
            FigureParts.Load, $"{patients:N0} enrolled: that p99, as a multiple of two writes by the disk alone", $"{all.Within(0.99) / (2 * disk):N1} times", "", "",
            $"{DiskProbe.What}, before: {run.DiskBefore}; after: {run.DiskAfter}"));
        findings.Add(new Figure(
            FigureParts.Load, $"{patients:N0} enrolled: danger word until safety text and provider's notification had left", $"in the same commit {audit.SameStep} of {audit.Dangers}", $"all of {audit.Dangers}", audit.SameStep == audit.Dangers ? "1" : $"{(double)audit.SameStep / audit.Dangers:N2}",
            $"until the door had answered, both attempted: {dangers}; by the host's clock from receipt to the carrier's acceptance: {audit.ToNotification}"));
        findings.Add(new Figure(
            FigureParts.Load, $"{patients:N0} enrolled: replies a second that it sustains", $"{run.MostASecond:N0}", $"{ASecond:N0}", $"{run.MostASecond / ASecond:N1}",
            $"{AtOnce} at a time, each as soon as the one before was answered, for {Flat.TotalSeconds:N0} s"));
    }

    private sealed record Run(IReadOnlyList<TypedReplies.Sent> Sent, TimeSpan Cpu, long MemoryBytes, Latencies DiskBefore, Latencies DiskAfter)
    {
        public double MostASecond { get; init; }
    }
}
