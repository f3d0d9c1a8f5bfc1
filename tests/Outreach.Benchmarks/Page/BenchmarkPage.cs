using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Outreach.Benchmarks.Measuring;
using Outreach.Testing;

namespace Outreach.Benchmarks.Page;

/// <summary>When, on what and of which commit figures were taken. The page's rows name it by its place among those it shows.</summary>
internal sealed record PageRun(string Day, string Commit, string Machine);

/// <param name="By">The benchmark that takes it, as the command line names it.</param>
/// <param name="Run">The run it was taken in.</param>
internal sealed record PageRow(string By, PageRun Run, Figure Figure);

/// <summary>
/// docs/benchmarks.md: every figure, with machine, commit, method, target and ratio. A benchmark's rows are renewed together, and
/// those that are not keep the run they were taken in; so the page is read back before it is written.
/// </summary>
internal sealed partial class BenchmarkPage
{
    private const string Header = "| | Value | Target | Ratio | By | Run | Load | How |";
    private const string RunHeader = "| Run | Day | Commit | Machine |";

    private readonly string file;
    private readonly IReadOnlyList<string> benchmarks;
    private readonly List<PageRun> runs = [];
    private readonly List<PageRow> rows = [];
    private readonly PageRun run;

    /// <param name="file">The page; need not be there.</param>
    /// <param name="benchmarks">All there are, in the order of their rows. Rows of others are left out.</param>
    public BenchmarkPage(string file, IReadOnlyList<string> benchmarks, string day, string commit, string machine)
    {
        (this.file, this.benchmarks) = (file, benchmarks);
        if (File.Exists(file)) Read(File.ReadLines(file));
        runs.Add(run = new(day, commit, machine.ReplaceLineEndings(" ")));
    }

    public static async Task<BenchmarkPage> OpenAsync(IReadOnlyList<string> benchmarks, string machine) =>
        new(Path.Combine(Root, "docs", "benchmarks.md"), benchmarks, $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd}", await CommitAsync(), machine);

    /// <summary>Writes the page with these instead of what the benchmark had before.</summary>
    public void Renew(string benchmark, IEnumerable<Figure> figures)
    {
        rows.RemoveAll(r => r.By == benchmark);
        rows.AddRange(figures.Select(f => new PageRow(benchmark, run, f)));
        Write();
    }

    /// <summary>Writes why the benchmark could not be run, where the page has nothing older of it to keep.</summary>
    public void Excuse(string benchmark, string part, string why)
    {
        if (!rows.Exists(r => r.By == benchmark)) Renew(benchmark, [Figure.Missing(part, $"The benchmark \"{benchmark}\"", "", why)]);
    }

    private void Write()
    {
        var shown = benchmarks.SelectMany(b => rows.Where(r => r.By == b)).ToList();
        var named = runs.FindAll(r => shown.Exists(s => s.Run == r));
        var text = new StringBuilder();
        text.AppendLine("# Benchmarks").AppendLine();
        text.AppendLine("Written by one command, which takes everything anew (half an hour; Node and npm for the comparisons, the Azure packages and Azurite for the Functions app), or only what it is told by the names in the column *By*:").AppendLine();
        text.AppendLine("    dotnet run -c Release --project tests/Outreach.Benchmarks -- page [NAME...]").AppendLine();
        text.AppendLine("Processor time is what the measured process used; it holds on a machine that others use too, as far as they leave its caches alone. A time by the clock holds where the load, in its own column, was about nothing. A ratio of 1 or more reaches the target; in the last part it is how many times the other way of doing it.").AppendLine();
        text.AppendLine(RunHeader).AppendLine("|---:|---|---|---|");
        foreach (var (number, (day, commit, machine)) in named.Index()) text.AppendLine($"| {number + 1} | {day} | {commit} | {Cell(machine)} |");
        foreach (var part in FigureParts.All)
        {
            text.AppendLine().AppendLine($"## {part}").AppendLine();
            text.AppendLine(Header).AppendLine("|---|---|---|---:|---|---:|---:|---|");
            foreach (var (by, of, f) in shown.Where(r => r.Figure.Part == part))
                text.AppendLine($"| {Cell(f.What)} | {Cell(f.Value)} | {Cell(f.Target)} | {Cell(f.Ratio)} | {by} | {named.IndexOf(of) + 1} | {f.Load} | {Cell(f.How)} |");
        }

        File.WriteAllText(file, text.ToString().Replace("\r\n", "\n", StringComparison.Ordinal));
    }

    /// <summary>What it wrote itself; anything else is passed over.</summary>
    private void Read(IEnumerable<string> lines)
    {
        var part = "";
        foreach (var line in lines)
        {
            if (line.StartsWith("## ", StringComparison.Ordinal)) part = line[3..];
            if (!line.StartsWith("| ", StringComparison.Ordinal)) continue;
            var cells = Bar().Split(line)[1..^1].Select(c => c.Trim().Replace("\\|", "|", StringComparison.Ordinal)).ToArray();
            if (cells is [var number, var day, var commit, var machine] && int.TryParse(number, out _)) runs.Add(new(day, commit, machine));
            if (cells is [var what, var value, var target, var ratio, var by, var of, var load, var how] && int.TryParse(of, out var taken) && taken > 0 && taken <= runs.Count)
                rows.Add(new(by, runs[taken - 1], new Figure(part, what, value, target, ratio, how) { Load = load }));
        }
    }

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Bar();

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");

    private static string Root { get; } = Path.GetDirectoryName(Shipped.Folder)!;

    /// <summary>With a word where the tree is not what was committed.</summary>
    private static async Task<string> CommitAsync()
    {
        var commit = await GitAsync("rev-parse", "--short=10", "HEAD");
        return commit.Length == 0 ? "unknown" : (await GitAsync("status", "--porcelain", "--untracked-files=no", "--", ".", ":!docs")).Length == 0 ? commit : commit + " and changes after it";
    }

    private static async Task<string> GitAsync(params string[] arguments)
    {
        try
        {
            using var git = Process.Start(new ProcessStartInfo("git", ["-C", Root, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
            return (await git.StandardOutput.ReadToEndAsync()).Trim();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "";
        }
    }
}
