using System.Collections.Immutable;
using NodaTime;
using Outreach.App.Stepping;
using Outreach.Core.CarePlans;
using Outreach.Core.CarePlans.Yaml;
using Outreach.Core.Documents;

namespace Outreach.App.Practices;

/// <summary>Puts the newest valid configuration in force, in every instance of the app. A wrong one never replaces a good one: it is refused
/// before it is stored, and one that this version of the app cannot read is passed over for the one before it.</summary>
public sealed class PracticeInForce(IPracticeVersions versions, ContextSource contexts, PinnedPlans pinned, IClock clock) : IDisposable
{
    public const string Deployment = "deployment";

    private const int MostRaces = 10;
    private const int APage = 50;

    private readonly SemaphoreSlim one = new(1, 1);
    private int looked;

    /// <summary>Null where what came with the app is in force without having been stored.</summary>
    public PracticeVersion? Version { get; private set; }

    /// <summary>What is wrong with the newest version or with what came with the app, while an older one is in force; empty when all is well.</summary>
    public ImmutableArray<Diagnostic> Refused { get; private set; } = [];

    /// <summary>At start: what came with the app becomes the newest version where it is not what came last, then the newest valid one is put in force.</summary>
    /// <param name="by">"deployment", or whose folder it is.</param>
    public async ValueTask StartAsync(PracticeFiles came, string by, CancellationToken cancel)
    {
        ImmutableArray<Diagnostic> wrong = [];
        var last = await LastThatCameAsync(cancel);
        if (last is null || !last.Files.SequenceEqual(came.Digests())) wrong = (await PutAsync(came, by, "", cameWithTheApp: true, cancel)).Errors;
        await RefreshAsync(cancel);
        Refused = [.. Refused, .. wrong];
    }

    /// <summary>Looks whether somebody, here or in another instance, has put something newer in force. Cheap when nobody has.</summary>
    public async ValueTask RefreshAsync(CancellationToken cancel)
    {
        var newest = await versions.NewestAsync(cancel);
        if (newest == Volatile.Read(ref looked)) return;
        await one.WaitAsync(cancel);
        try
        {
            if (newest > looked) await TakeAsync(newest, cancel);
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>Checks, stores and puts in force; refused with every mistake named, and then nothing is stored.</summary>
    public ValueTask<PracticePut> PutAsync(PracticeFiles files, string by, string note, CancellationToken cancel) => PutAsync(files, by, note, cameWithTheApp: false, cancel);

    /// <summary>A new version with the files of an old one; null where there is no such version.</summary>
    public async ValueTask<PracticePut?> GoBackAsync(int number, string by, CancellationToken cancel) =>
        await versions.FindAsync(number, cancel) is { } old ? await PutAsync(await FilesAsync(old, cancel), by, $"back to version {number}", cancel) : null;

    public async ValueTask<PracticeFiles> FilesAsync(PracticeVersion version, CancellationToken cancel)
    {
        var texts = new List<KeyValuePair<string, string>>();
        foreach (var (name, digest) in version.Files) texts.Add(KeyValuePair.Create(name, await versions.TextAsync(digest, cancel) ?? ""));
        return PracticeFiles.Of(texts);
    }

    public void Dispose() => one.Dispose();

    private async ValueTask<PracticePut> PutAsync(PracticeFiles files, string by, string note, bool cameWithTheApp, CancellationToken cancel)
    {
        var read = PracticeCheck.Read(files);
        var wrong = read.Errors.AddRange(TooMuch(files));
        if (read.IsGood) wrong = wrong.AddRange(await ChangedUnderTheirVersionAsync(read.Plans, files, cancel));
        if (wrong.Length > 0) return new PracticePut(null, [.. wrong, .. read.Diagnostics.Where(d => d.Severity == Severity.Warning)]);
        for (var race = 0; race < MostRaces; race++)
        {
            var version = new PracticeVersion(await versions.NewestAsync(cancel) + 1, clock.GetCurrentInstant(), by, note, files.Digests()) { CameWithTheApp = cameWithTheApp };
            // Several instances start at once with the same folder: one of them stores it.
            if (cameWithTheApp && await LastThatCameAsync(cancel) is { } last && last.HasSameFiles(version)) return new PracticePut(last, read.Diagnostics);
            if (!await versions.AddAsync(version, files, cancel)) continue;
            await RefreshAsync(cancel);
            return new PracticePut(version, read.Diagnostics);
        }

        throw new StepRaceException("Others put configurations in force at the same time, again and again; try once more.");
    }

    private static IEnumerable<Diagnostic> TooMuch(PracticeFiles files)
    {
        if (files.Texts.Count > PracticeFiles.MostFiles) yield return new Diagnostic(PracticeFolder.PracticeFile, 1, 1, Severity.Error, $"there are {files.Texts.Count} files", $"at most {PracticeFiles.MostFiles} are kept");
        foreach (var (name, text) in files.Texts)
        {
            if (text.Length > PracticeFiles.MostChars) yield return new Diagnostic(name, 1, 1, Severity.Error, $"it has {text.Length} characters", $"at most {PracticeFiles.MostChars} are kept");
        }
    }

    /// <summary>A plan that somebody is in may not become another one under the same version (R11); its approval and its comments may change.</summary>
    private async ValueTask<IEnumerable<Diagnostic>> ChangedUnderTheirVersionAsync(ImmutableArray<CarePlan> plans, PracticeFiles files, CancellationToken cancel)
    {
        var before = (await StoredPlansAsync(cancel)).GroupBy(p => p.Plan.Ref).ToDictionary(g => g.Key, g => g.First().Text);
        var fileOf = files.Texts.Where(t => t.Key != PracticeFolder.PracticeFile).Select(t => (t.Key, t.Value, CarePlanReader.Read(t.Value, t.Key).Plan?.Ref)).Where(f => f.Ref is not null).ToDictionary(f => f.Ref!, f => (f.Key, f.Value));
        var changed = plans.Select(p => p.Ref).Where(r => before.TryGetValue(r, out var text) && Meaning(text) != Meaning(fileOf[r].Value)).ToList();
        var inUse = await pinned.AmongAsync(changed, cancel);
        return changed.Where(inUse.Contains).Select(r => new Diagnostic(fileOf[r].Key, 1, 1, Severity.Error, $"{r} is not what patients are enrolled in under this version", "raise its version, and keep a file of the old one for as long as somebody is in it"));
    }

    private static string Meaning(string yaml) => string.Join('\n', yaml.Split('\n').Select(l => l.TrimEnd()).Where(l => l.Length > 0 && !l.TrimStart().StartsWith('#') && !l.StartsWith("approved:", StringComparison.Ordinal)));

    private async ValueTask TakeAsync(int newest, CancellationToken cancel)
    {
        ImmutableArray<Diagnostic> wrong = [];
        foreach (var version in await AllAsync(cancel))
        {
            var read = PracticeCheck.Read(await FilesAsync(version, cancel));
            if (!read.IsGood)
            {
                if (wrong.IsEmpty) wrong = read.Errors;
                continue;
            }

            var offered = read.Plans.Select(p => p.Ref).ToHashSet();
            var retired = (await StoredPlansAsync(cancel)).Select(p => p.Plan).DistinctBy(p => p.Ref).Where(p => !offered.Contains(p.Ref));
            contexts.Replace(read.Context(retired));
            Version = version;
            break;
        }

        Refused = wrong;
        Volatile.Write(ref looked, newest);
    }

    /// <summary>Plans of all versions, newest version first; what cannot be read any more is left out.</summary>
    private async ValueTask<IReadOnlyList<(CarePlan Plan, string Text)>> StoredPlansAsync(CancellationToken cancel)
    {
        var found = new List<(CarePlan, string)>();
        HashSet<string> seen = [];
        foreach (var version in await AllAsync(cancel))
        {
            foreach (var (name, digest) in version.Files.Where(f => f.Key != PracticeFolder.PracticeFile && seen.Add(f.Value)))
            {
                if (await versions.TextAsync(digest, cancel) is { } text && CarePlanReader.Read(text, name).Plan is { } plan) found.Add((plan, text));
            }
        }

        return found;
    }

    private async ValueTask<PracticeVersion?> LastThatCameAsync(CancellationToken cancel) => (await AllAsync(cancel)).FirstOrDefault(v => v.CameWithTheApp);

    private async ValueTask<IReadOnlyList<PracticeVersion>> AllAsync(CancellationToken cancel)
    {
        var all = new List<PracticeVersion>();
        for (var page = await versions.ListAsync(APage, null, cancel); page.Count > 0; page = await versions.ListAsync(APage, page[^1].Number, cancel)) all.AddRange(page);
        return all;
    }
}

/// <summary>What became of a configuration that was handed in.</summary>
/// <param name="Version">Null where it was refused.</param>
/// <param name="Diagnostics">What was found: errors where it was refused, warnings in any case.</param>
public sealed record PracticePut(PracticeVersion? Version, ImmutableArray<Diagnostic> Diagnostics)
{
    public ImmutableArray<Diagnostic> Errors => [.. Diagnostics.Where(d => d.Severity == Severity.Error)];
}
