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

// What a busy machine disturbs least comes first: a run of the page that is stopped keeps what it has.
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
    await Console.Error.WriteLineAsync($"There is no benchmark \"{unknown[0]}\". Choose from: {string.Join(", ", all.Select(b => b.Name).Concat(byName.Select(b => b.Name)))}; without a name all but the last {byName.Length} are run, and with {Page} written to docs/benchmarks.md.");
    return 2;
}

var findings = new Findings(Console.Out);
var (page, begunOn) = (args.Contains(Page, StringComparer.Ordinal), Machine.Describe());
findings.Say(begunOn);
List<Figure> toCome = [.. all.Select(b => Figure.Missing(b.Part, $"The benchmark \"{b.Name}\"", "", "the run was stopped before it"))];
for (var n = 0; n < all.Length; n++)
{
    var (name, part, run) = all[n];
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

    // After each, so that a run that is stopped leaves what it has.
    if (page) await BenchmarkPage.WriteAsync([.. findings.Figures, .. toCome.Skip(n + 1)], begunOn);
}

foreach (var (name, run) in byName)
    if (args.Contains(name, StringComparer.Ordinal)) run(Console.Out);

return 0;
