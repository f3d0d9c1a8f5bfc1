using Outreach.Benchmarks.Deciding;
using Outreach.Benchmarks.Load;
using Outreach.Benchmarks.Measuring;
using Outreach.Benchmarks.Page;
using Outreach.Benchmarks.PatientYears;
using Outreach.Benchmarks.Peers;
using Outreach.Benchmarks.Reading;
using Outreach.Benchmarks.Simulating;
using Outreach.Benchmarks.Starting;
using Outreach.Benchmarks.StepCommit;
using Outreach.Testing;

const string Page = "page";

(string Name, string Part, Func<Findings, Task> Run)[] all =
[
    ("decide", FigureParts.Engine, f => { DecideBenchmark.Run(f); return Task.CompletedTask; }),
    ("year", FigureParts.Engine, f => { YearBenchmark.Run(f); return Task.CompletedTask; }),
    ("step", FigureParts.Ledger, StepBenchmark.RunAsync),
    ("start", FigureParts.Starting, StartBenchmark.RunAsync),
    ("read", FigureParts.Reading, f => { ReadBenchmark.Run(f); return Task.CompletedTask; }),
    ("accuracy", FigureParts.Reading, f => { AccuracyBenchmark.Run(f); return Task.CompletedTask; }),
    ("simulate", FigureParts.Simulating, SimulateBenchmark.RunAsync),
    ("load", FigureParts.Load, LoadBenchmark.RunAsync),
    ("functions", FigureParts.Azure, FunctionsFigures.RunAsync),
    ("cht", FigureParts.Others, ChtBenchmark.RunAsync),
    ("recognizers", FigureParts.Others, RecognizersBenchmark.RunAsync),
];

// Run by name only: they take long, write a file or need one that is not here.
(string Name, Action<TextWriter> Run)[] byName = [("train", TrainRun.Run), ("fuzz", FuzzRun.Run), ("negex", NegexRun.Run)];

var unknown = args.Where(a => a != Page && !all.Any(b => b.Name == a) && !byName.Any(b => b.Name == a)).ToArray();
if (unknown.Length > 0)
{
    await Console.Error.WriteLineAsync($"There is no benchmark \"{unknown[0]}\". Choose from: {string.Join(", ", all.Select(b => b.Name).Concat(byName.Select(b => b.Name)))}; without a name all but the last {byName.Length} are run, and with {Page} written to docs/benchmarks.md.");
    return 2;
}

var findings = new Findings(Console.Out);
var (page, begunOn) = (args.Contains(Page, StringComparer.Ordinal), Machine.Describe());
findings.Say(begunOn);
foreach (var (name, part, run) in all)
{
    if (!page && args.Length > 0 && !args.Contains(name, StringComparer.Ordinal)) continue;
    findings.Say("");
    try
    {
        await run(findings);
    }
    catch (Exception e) when (page)
    {
        findings.Say(e.ToString());
        findings.Add(Figure.Missing(part, $"The benchmark \"{name}\"", "", $"it failed ({e.GetType().Name})"));
    }
}

foreach (var (name, run) in byName)
    if (args.Contains(name, StringComparer.Ordinal)) run(Console.Out);

if (page) await BenchmarkPage.WriteAsync(findings.Figures, begunOn, Machine.Describe());
return 0;
