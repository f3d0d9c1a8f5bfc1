using System.Diagnostics;
using NodaTime;
using Outreach.Benchmarks.Measuring;
using Outreach.Local.Hosting;
using Outreach.Testing;

namespace Outreach.Benchmarks.Load;

/// <summary>The local host as a process of its own, texted through its real door by patients who have just been asked: how long a reply takes to be stored, and a danger to reach a provider.</summary>
internal static class LoadBenchmark
{
    private const int ASecond = 500;
    private const double TargetMilliseconds = 20;
    private const int AtOnce = 64;

    /// <summary>More than any number may send: what is measured is the host, not the carrier's limit.</summary>
    private const string Unlimited = "1000000000";

    private static readonly int[] Enrolled = [2_000, 50_000];
    private static readonly TimeSpan WarmsUp = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Measures = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Flat = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Starts = TimeSpan.FromMinutes(2);

    /// <summary>Longer than anything that is worth measuring.</summary>
    private static readonly TimeSpan Answers = TimeSpan.FromMinutes(10);

    public static async Task RunAsync(Findings findings)
    {
        foreach (var patients in Enrolled)
        {
            var folder = Directory.CreateTempSubdirectory("outreach-load-");
            try
            {
                await RunAsync(findings, patients, new DataFolder(folder.FullName));
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        }
    }

    private static async Task RunAsync(Findings findings, int patients, DataFolder data)
    {
        var watch = Stopwatch.StartNew();
        await EnrolledStore.MakeAsync(data, patients, Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()));
        findings.Say($"{patients:N0} patients enrolled and asked in {watch.Elapsed.TotalSeconds:N0} s");
        IReadOnlyList<TypedReplies.Sent> sent;
        TimeSpan cpu;
        long memory;
        double most;
        using (var patience = new CancellationTokenSource(Starts))
        await using (var host = await HostProcess.StartAsync([HostProcess.Program, "serve", "--empty", "--texts-a-minute", Unlimited, "--emails-a-minute", Unlimited], data.Path, patience.Token))
        {
            using var client = new HttpClient { BaseAddress = new Uri(host.Address), Timeout = Answers };
            var replies = new TypedReplies(client, patients, "load");
            var warm = await replies.AtRateAsync(0, ASecond, WarmsUp);
            var before = host.Cpu;
            sent = await replies.AtRateAsync(warm.Count, ASecond, Measures);
            (cpu, memory) = (host.Cpu - before, host.MemoryBytes);
            watch.Restart();
            most = await replies.AsFastAsAnsweredAsync(warm.Count + sent.Count, AtOnce, Flat) / watch.Elapsed.TotalSeconds;
        }

        var (all, dangers) = (new Latencies(sent.Select(s => s.Milliseconds)), new Latencies(sent.Where(s => s.IsDanger).Select(s => s.Milliseconds)));
        var audit = await LedgerAudit.OfAsync(data, sent);
        var how = $"the host as a process of its own, texts by HTTP, {ASecond} a second for {Measures.TotalSeconds:N0} s whether or not it keeps up, after {WarmsUp.TotalSeconds:N0} s to warm up; the sender runs on the same machine";
        findings.Add(new Figure(
            FigureParts.Load, $"{patients:N0} enrolled: reply sent until stored, decided and answered, p99", $"{all.Within(0.99):N1} ms", $"{TargetMilliseconds:N0} ms", $"{TargetMilliseconds / all.Within(0.99):N2}",
            $"{all}; {sent.Count:N0} replies, of which {audit.Undecided} not decided afterwards; {how}; {cpu.TotalMilliseconds / sent.Count:N2} ms of the host's processor time a reply, {memory / 1e6:N0} MB"));
        findings.Add(new Figure(
            FigureParts.Load, $"{patients:N0} enrolled: danger word until the provider's notification had left", $"in the same step {audit.SameStep} of {audit.Dangers}", $"all of {audit.Dangers}", audit.SameStep == audit.Dangers ? "1" : $"{(double)audit.SameStep / audit.Dangers:N2}",
            $"until the door had answered, safety text and notification attempted: {dangers}; by the host's clock from receipt to the carrier's acceptance: {audit.ToNotification}"));
        findings.Add(new Figure(
            FigureParts.Load, $"{patients:N0} enrolled: replies a second that it sustains", $"{most:N0}", $"{ASecond:N0}", $"{most / ASecond:N1}",
            $"{AtOnce} at a time, each as soon as the one before was answered, for {Flat.TotalSeconds:N0} s"));
    }
}
