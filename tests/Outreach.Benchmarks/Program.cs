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

// What a busy machine disturbs least comes first: a run of the page that is stopped has renewed those.
(string Name, string Part, Func<Findings, Task> Run)[] all =
[
    ("accuracy", FigureParts.Reading, f => { AccuracyBenchmark.Run(f); return Task.CompletedTask; }),
    ("cht", FigureParts.Others, ChtBenchmark.RunAsync),
    ("recognizers", FigureParts.Others, RecognizersBenchmark.RunAsync),
    ("year", FigureParts.Engine, f => { YearBenchmark.Run(f); return Task.CompletedTask; }),
    ("read", FigureParts.Reading, f => { ReadBenchmark.Run(f); return Task.CompletedTask; }),
    ("decide", FigureParts.Engine, f => { DecideBenchmark.Run(f); return Task.CompletedTask; }),
    ("functions", FigureParts.Azure, FunctionsFigures.RunAsync),
    ("simulate", FigureParts.Simulating, SimulateBenchmark.RunAsync),
    ("step", FigureParts.Ledger, StepBenchmark.RunAsync),
    ("load", FigureParts.Load, f => LoadBenchmark.RunAsync(f, LoadBenchmark.Few)),
    ("load-many", FigureParts.Load, f => LoadBenchmark.RunAsync(f, LoadBenchmark.Many)),
    ("start", FigureParts.Starting, StartBenchmark.RunAsync),
];

// Run by name only: they take long, write a file or need one that is not here.
(string Name, Action<TextWriter> Run)[] byName = [("train", TrainRun.Run), ("fuzz", FuzzRun.Run), ("negex", NegexRun.Run)];

var unknown = args.Where(a => a != Page && !all.Any(b => b.Name == a) && !byName.Any(b => b.Name == a)).ToArray();
if (unknown.Length > 0)
{
    await Console.Error.WriteLineAsync($"There is no benchmark \"{unknown[0]}\". Choose from: {string.Join(", ", all.Select(b => b.Name).Concat(byName.Select(b => b.Name)))}; without a name all but the last {byName.Length} are run, and with {Page} their rows in docs/benchmarks.md are renewed.");
    return 2;
}

var findings = new Findings(Console.Out);
var machine = Machine.Describe();
findings.Say(machine);
var page = args.Contains(Page, StringComparer.Ordinal) ? await BenchmarkPage.OpenAsync([.. all.Select(b => b.Name)], machine) : null;
var chosen = args.Any(a => a != Page) ? all.Where(b => args.Contains(b.Name, StringComparer.Ordinal)) : all;
foreach (var (name, part, run) in chosen)
{
    findings.Say("");
    var before = findings.Figures.Count;
    try
    {
        await run(findings);
        page?.Renew(name, findings.Figures.Skip(before));
    }
    catch (Exception e) when (page is not null)
    {
        findings.Say(e.ToString());
        page.Excuse(name, part, $"it failed ({e.GetType().Name})");
    }
}

foreach (var (name, run) in byName)
    if (args.Contains(name, StringComparer.Ordinal)) run(Console.Out);

return 0;
