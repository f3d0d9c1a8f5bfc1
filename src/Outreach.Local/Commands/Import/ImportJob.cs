using System.Globalization;
using Outreach.Core.Patients;

namespace Outreach.Local.Commands.Import;

/// <summary><c>outreach import</c>: all rows or none, unless bad ones are to be skipped. Exit code 0 when everything was taken, 1 when something was not.</summary>
/// <param name="output">The summary.</param>
/// <param name="error">What is wrong, and progress.</param>
public sealed class ImportJob(IImportTarget target, TimeProvider time, TextWriter output, TextWriter error)
{
    private const int AtOnce = 64;

    private static readonly TimeSpan ProgressEvery = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();

    /// <param name="name">As the user gave it, for messages.</param>
    /// <param name="rejects">Where skipped rows are written as they were, so that they can be mended and imported; null for all or nothing.</param>
    public async Task<int> RunAsync(PatientFile file, string name, TextWriter? rejects, CancellationToken cancel)
    {
        var errors = file.Errors.Concat(file.IsUnreadable ? [] : await CheckAsync(file, cancel)).OrderBy(e => e.Line).ToList();
        foreach (var wrong in errors) await error.WriteLineAsync(wrong.In(name));
        if (errors.Count > 0 && (rejects is null || file.IsUnreadable))
        {
            await error.WriteLineAsync(file.IsUnreadable
                ? $"{name}: nothing was imported"
                : $"{name}: nothing was imported, because {Count(errors.Select(e => e.Line).Distinct().Count(), "row")} of {file.Raw.Count} cannot be; mend them, or import the rest with --skip-bad");
            return 1;
        }

        var bad = errors.Select(e => e.Line).ToHashSet();
        var summary = await ApplyAsync([.. file.Rows.Where(r => !bad.Contains(r.Line))], name, cancel);
        bad.UnionWith(summary.Refused);
        if (rejects is not null && bad.Count > 0) await WriteRejectsAsync(file, bad, rejects);
        await output.WriteLineAsync(summary.ToString() + (bad.Count > 0 ? $", {bad.Count} not imported" : ""));
        return bad.Count > 0 ? 1 : 0;
    }

    private async Task<IEnumerable<RowError>> CheckAsync(PatientFile file, CancellationToken cancel)
    {
        var refused = new List<RowError>();
        await Parallel.ForEachAsync(file.Rows, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (row, stop) =>
        {
            if (await target.CheckAsync(row, stop) is not { } why) return;
            lock (gate) refused.Add(new RowError(row.Line, null, why));
        });
        return refused;
    }

    private async Task<Summary> ApplyAsync(IReadOnlyList<ImportRow> rows, string name, CancellationToken cancel)
    {
        var summary = new Summary();
        var said = time.GetTimestamp();
        await Parallel.ForEachAsync(rows, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (row, stop) =>
        {
            var outcome = await target.ApplyAsync(row, stop);
            lock (gate)
            {
                summary.Add(row, outcome);
                if (outcome.Refusal is not null) error.WriteLine(new RowError(row.Line, null, outcome.Refusal).In(name));
                if (time.GetElapsedTime(said) < ProgressEvery) return;
                said = time.GetTimestamp();
                error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{summary.Done} of {rows.Count} …"));
            }
        });
        return summary;
    }

    private static async Task WriteRejectsAsync(PatientFile file, HashSet<int> bad, TextWriter rejects)
    {
        await rejects.WriteLineAsync(file.Header);
        foreach (var line in bad.Order().Where(file.Raw.ContainsKey)) await rejects.WriteLineAsync(file.Raw[line]);
    }

    private static string Count(int n, string what) => string.Create(CultureInfo.InvariantCulture, $"{n} {what}{(n == 1 ? "" : "s")}");

    private sealed class Summary
    {
        private readonly Dictionary<Applied, int> counts = [];
        private int enrolled;

        public List<int> Refused { get; } = [];

        public int Done => counts.Values.Sum();

        public void Add(ImportRow row, ApplyOutcome outcome)
        {
            counts[outcome.Applied] = counts.GetValueOrDefault(outcome.Applied) + 1;
            enrolled += outcome.Enrolled;
            if (outcome.Refusal is not null) Refused.Add(row.Line);
        }

        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"{counts.GetValueOrDefault(Applied.Created)} created, {counts.GetValueOrDefault(Applied.Updated)} updated, {counts.GetValueOrDefault(Applied.Unchanged)} unchanged, {enrolled} enrolled");
    }
}
