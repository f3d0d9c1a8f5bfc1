using System.Collections.Concurrent;
using Outreach.App.Practices;

namespace Outreach.Testing.Practices;

/// <summary>Configurations in memory.</summary>
public sealed class InMemoryPracticeVersions : IPracticeVersions
{
    private readonly ConcurrentDictionary<int, PracticeVersion> versions = new();
    private readonly ConcurrentDictionary<string, string> texts = new(StringComparer.Ordinal);

    public ValueTask<int> NewestAsync(CancellationToken cancel) => ValueTask.FromResult(versions.Keys.DefaultIfEmpty().Max());

    public ValueTask<PracticeVersion?> FindAsync(int number, CancellationToken cancel) => ValueTask.FromResult(versions.GetValueOrDefault(number));

    public ValueTask<IReadOnlyList<PracticeVersion>> ListAsync(int take, int? before, CancellationToken cancel) =>
        ValueTask.FromResult<IReadOnlyList<PracticeVersion>>([.. versions.Values.Where(v => v.Number < (before ?? int.MaxValue)).OrderByDescending(v => v.Number).Take(take)]);

    public ValueTask<string?> TextAsync(string digest, CancellationToken cancel) => ValueTask.FromResult(texts.GetValueOrDefault(digest));

    public ValueTask<bool> AddAsync(PracticeVersion version, PracticeFiles files, CancellationToken cancel)
    {
        foreach (var text in files.Texts.Values) texts[PracticeFiles.DigestOf(text)] = text;
        return ValueTask.FromResult(versions.TryAdd(version.Number, version));
    }
}
