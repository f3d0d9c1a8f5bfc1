using Outreach.Benchmarks.Deciding;
using Outreach.Benchmarks.Load;
using Outreach.Benchmarks.Measuring;
using Outreach.Benchmarks.PatientYears;
using Outreach.Benchmarks.Peers;
using Outreach.Benchmarks.Reading;
using Outreach.Benchmarks.Starting;
using Outreach.Benchmarks.StepCommit;

(string Name, Func<Findings, Task> Run)[] all =
[
    ("decide", f => { DecideBenchmark.Run(f); return Task.CompletedTask; }),
    ("year", f => { YearBenchmark.Run(f); return Task.CompletedTask; }),
    ("step", StepBenchmark.RunAsync),
    ("start", StartBenchmark.RunAsync),
    ("read", f => { ReadBenchmark.Run(f); return Task.CompletedTask; }),
    ("load", LoadBenchmark.RunAsync),
    ("cht", ChtBenchmark.RunAsync),
    ("recognizers", RecognizersBenchmark.RunAsync),
];

// Run by name only: they take long, write a file or need one that is not here.
(string Name, Action<TextWriter> Run)[] byName = [("train", TrainRun.Run), ("fuzz", FuzzRun.Run), ("negex", NegexRun.Run)];

var unknown = args.Where(a => !all.Any(b => b.Name == a) && !byName.Any(b => b.Name == a)).ToArray();
if (unknown.Length > 0)
{
    await Console.Error.WriteLineAsync($"There is no benchmark \"{unknown[0]}\". Choose from: {string.Join(", ", all.Select(b => b.Name).Concat(byName.Select(b => b.Name)))}; without a name all but the last {byName.Length} are run.");
    return 2;
}

var findings = new Findings(Console.Out);
findings.Say(Machine.Describe());
foreach (var (name, run) in all)
{
    if (args.Length > 0 && !args.Contains(name, StringComparer.Ordinal)) continue;
    findings.Say("");
    await run(findings);
}

foreach (var (name, run) in byName)
    if (args.Contains(name, StringComparer.Ordinal)) run(Console.Out);

return 0;
