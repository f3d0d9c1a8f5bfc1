using System.Diagnostics;
using System.Text;
using Outreach.Benchmarks.Measuring;
using Outreach.Testing;

namespace Outreach.Benchmarks.Page;

/// <summary>docs/benchmarks.md: every figure, with machine, commit, method, target and ratio.</summary>
internal static class BenchmarkPage
{
    private static string Root { get; } = Path.GetDirectoryName(Shipped.Folder)!;

    public static async Task WriteAsync(IReadOnlyList<Figure> figures, string machine)
    {
        var text = new StringBuilder();
        text.AppendLine("# Benchmarks").AppendLine();
        text.AppendLine("Written by one command, which takes everything anew (a quarter of an hour or more; Node and npm for the comparisons, the Azure packages and Azurite for the Functions app):").AppendLine();
        text.AppendLine("    dotnet run -c Release --project tests/Outreach.Benchmarks -- page").AppendLine();
        text.AppendLine($"On {TimeProvider.System.GetUtcNow():yyyy-MM-dd}, commit {await CommitAsync()}; {Lines(machine)}").AppendLine();
        text.AppendLine("Processor time is what the measured process used; it holds on a machine that others use too, as far as they leave its caches alone. A time by the clock holds where the load, in its own column, was about nothing. A ratio of 1 or more reaches the target; in the last part it is how many times the other way of doing it.");
        foreach (var part in FigureParts.All)
        {
            text.AppendLine().AppendLine($"## {part}").AppendLine();
            text.AppendLine("| | Value | Target | Ratio | Load | How |").AppendLine("|---|---|---|---:|---:|---|");
            foreach (var f in figures.Where(f => f.Part == part)) text.AppendLine($"| {Cell(f.What)} | {Cell(f.Value)} | {Cell(f.Target)} | {Cell(f.Ratio)} | {f.Load} | {Cell(f.How)} |");
        }

        await File.WriteAllTextAsync(Path.Combine(Root, "docs", "benchmarks.md"), text.ToString().Replace("\r\n", "\n", StringComparison.Ordinal));
    }

    private static string Lines(string machine) => machine.ReplaceLineEndings(" ");

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");

    /// <summary>With a word where the tree is not what was committed.</summary>
    private static async Task<string> CommitAsync()
    {
        var commit = await GitAsync("rev-parse", "--short=10", "HEAD");
        return commit.Length == 0 ? "unknown" : (await GitAsync("status", "--porcelain", "--untracked-files=no")).Length == 0 ? commit : commit + " and changes after it";
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
