using System.Collections.Immutable;
using System.Diagnostics;
using NodaTime;
using Outreach.App.Stepping;
using Outreach.Benchmarks.Measuring;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Local.Storage;
using Outreach.Testing;

namespace Outreach.Benchmarks.StepCommit;

/// <summary>A check-in of 10,000 patients through the real Stepper and store: it opens, is sent, is answered; each step durable.</summary>
internal static class StepBenchmark
{
    private const int Patients = 10_000;
    private const int AtOnce = 512;
    private const double Target = 5_000;
    private static readonly int[] Days = [1, 2, 3];

    public static async Task RunAsync(Findings findings)
    {
        var folder = Directory.CreateTempSubdirectory("outreach-bench-");
        try
        {
            await RunAsync(findings, folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task RunAsync(Findings findings, string folder)
    {
        await using var store = new SqliteLedgerStore(Path.Combine(folder, "ledger.db"), new byte[32]);
        var tap = new CommitTap(store);
        var clock = new SetClock(People.NewYork("2026-03-02 08:00"));
        var stepper = new Stepper(tap, new OptOutIndex(tap, store), new ContextSource(Shipped.Context), clock, new Nobody());
        var claimed = new ImmutableArray<OutboxEntry>[Patients];
        await EnrollAsync(tap, stepper, clock, claimed);

        var (before, inboxBefore, transactionsBefore) = (tap.Commits, tap.Appends, store.Transactions);
        var rates = new List<double>();
        var latency = new List<double>();
        var (cpuBegan, allocatedBegan) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes());
        foreach (var day in Days)
        {
            var (watch, steps) = (Stopwatch.StartNew(), tap.Commits);
            latency.AddRange(await CheckInAsync(tap, stepper, clock, claimed, day));
            rates.Add((tap.Commits - steps) / watch.Elapsed.TotalSeconds);
        }

        var cpu = Environment.CpuUsage.TotalTime - cpuBegan;
        var allocated = GC.GetTotalAllocatedBytes() - allocatedBegan;
        var (done, appends, transactions) = (tap.Commits - before, tap.Appends - inboxBefore, store.Transactions - transactionsBefore);
        var raw = RawInserts.Measure(Path.Combine(folder, "raw.db"), tap.Samples, done + appends, transactions);
        rates.Sort();
        latency.Sort();
        var rate = rates[rates.Count / 2];
        var rawSteps = raw.ASecond * done / (done + appends);
        var bytes = tap.Samples.Average(s => s.Sum(r => r.Length));
        findings.Add(new Figure(
            FigureParts.Ledger, "Steps with their durable SQLite commit, a second", $"{rate:N0}", $"{Target:N0}", $"{rate / Target:N2}",
            $"{rates[0]:N0} to {rates[^1]:N0} by the clock; {Patients:N0} patients, {AtOnce} at once, synchronous=FULL; {done:N0} steps and {appends:N0} texts stored in {transactions:N0} transactions of {bytes:N0} bytes a write; a step p50 {latency[latency.Count / 2]:N1} ms, p99 {latency[latency.Count * 99 / 100]:N1} ms"));
        findings.Add(new Figure(
            FigureParts.Ledger, "The same by processor time, where all cores are free", $"{Environment.ProcessorCount * 1_000_000.0 * done / cpu.TotalMicroseconds:N0}", $"{Target:N0}", $"{Environment.ProcessorCount * 1_000_000.0 * done / cpu.TotalMicroseconds / Target:N2}",
            $"{cpu.TotalMicroseconds / done:N0} µs and {allocated / done:N0} bytes a step"));
        findings.Add(new Figure(
            FigureParts.Others, "Steps, as a share of what plain SQLite can do with the same bytes", $"{rate / rawSteps:N2} by the clock, {raw.Cpu / cpu:N2} by processor time", "", $"{rate / rawSteps:N2}",
            $"the same rows in as many durable transactions and nothing else: {rawSteps:N0} a second, {raw.Cpu.TotalMicroseconds / done:N0} µs"));
    }

    private static Task EnrollAsync(CommitTap store, Stepper stepper, SetClock clock, ImmutableArray<OutboxEntry>[] claimed)
    {
        var at = clock.Now;
        return EachAsync(async n =>
        {
            var patient = Patient(n);
            await store.AppendAsync(patient.Id, new(new Command.Register(patient, "front desk", []) { Id = "register", At = at }, at), default);
            await store.AppendAsync(patient.Id, new(new Command.Enroll(Shipped.Context.Plans.Latest("home-blood-pressure")!.Ref, new LocalDate(2026, 3, 2), "front desk") { Id = "enroll", At = at }, at), default);
            await store.AppendAsync(patient.Id, new(new Command.Enroll(Shipped.Context.Plans.Latest("new-medicine")!.Ref, new LocalDate(2026, 3, 2), "front desk") { Id = "enroll-2", At = at }, at), default);
            claimed[n] = (await stepper.StepAsync(patient.Id, [], default)).Claimed;
        });
    }

    /// <summary>The introduction and the morning's check-in; then the answer, and what is said to it.</summary>
    private static async Task<List<double>> CheckInAsync(CommitTap store, Stepper stepper, SetClock clock, ImmutableArray<OutboxEntry>[] claimed, int day)
    {
        var took = new List<double>();
        clock.Now = People.NewYork("2026-03-02 11:59") + Duration.FromDays(day);
        await EachAsync(n => TurnAsync(n, null));
        clock.Now += Duration.FromMinutes(5);
        await EachAsync(n => TurnAsync(n, $"{118 + (n % 11)}/{72 + (n % 7)}"));
        return took;

        async Task TurnAsync(int n, string? text)
        {
            var id = Id(n);
            if (text is not null) await store.AppendAsync(id, new(new Command.Reply(ContactPoint.Of(Mobile(n)), text) { Id = $"text-{day}", At = clock.Now }, clock.Now), default);
            ImmutableArray<Command> attempts = [];
            do
            {
                var began = Stopwatch.GetTimestamp();
                claimed[n] = (await stepper.StepAsync(id, attempts, default)).Claimed;
                lock (took) took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                attempts = [.. claimed[n].Select(e => new Command.Attempted(e.Key, AttemptOutcome.Accepted, "accepted") { Id = $"attempt-{e.Key:N}-{e.Attempts}", At = clock.Now })];
            }
            while (attempts.Length > 0);
        }
    }

    private static PatientId Id(int n) => new(DerivedId.From($"patient {n}"));

    private static PhoneNumber Mobile(int n) => PhoneNumber.TryParse($"+1212{5_550_000 + n:D7}")!.Value;

    private static Patient Patient(int n) => People.Rosa with { Id = Id(n), ExternalId = $"MRN-{n:D5}", Mobile = Mobile(n), Email = null };

    private static Task EachAsync(Func<int, Task> work) =>
        Parallel.ForAsync(0, Patients, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (n, _) => await work(n));

    private sealed class SetClock(Instant begins) : IClock
    {
        public Instant Now { get; set; } = begins;

        public Instant GetCurrentInstant() => Now;
    }

    private sealed class Nobody : IFollowUpWatcher
    {
        public void Happened(PatientId patient, FollowUp state, Event happened)
        {
            // Only the steps are measured.
        }

        public void Committed(PatientId patient, Instant? wakeBefore, Instant? wakeNow)
        {
            // Only the steps are measured.
        }
    }
}
