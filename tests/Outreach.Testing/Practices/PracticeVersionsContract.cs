using NodaTime;
using Outreach.App.Practices;

namespace Outreach.Testing.Practices;

/// <summary>What every store of configurations does.</summary>
public abstract class PracticeVersionsContract : IAsyncLifetime
{
    private static readonly Instant At = Instant.FromUtc(2026, 3, 2, 8, 0);

    private IPracticeVersions versions = null!;

    private static CancellationToken None => CancellationToken.None;

    public async Task InitializeAsync() => versions = await OpenAsync();

    public abstract Task DisposeAsync();

    /// <summary>A store in which nothing was ever put.</summary>
    protected abstract ValueTask<IPracticeVersions> OpenAsync();

    [Fact]
    public async Task Empty_HasNothing()
    {
        Assert.Equal(0, await versions.NewestAsync(None));
        Assert.Null(await versions.FindAsync(1, None));
        Assert.Empty(await versions.ListAsync(10, null, None));
        Assert.Null(await versions.TextAsync(PracticeFiles.DigestOf("nothing"), None));
    }

    [Fact]
    public async Task AddAsync_IsFoundAgain_WithItsFiles()
    {
        // Longer than a text column of Table Storage, with characters of two halves.
        var files = Files("practice.yaml", "name: Río 🌊\n", "long.yaml", string.Concat(Enumerable.Repeat("# 🌊\n", 20_000)));
        var version = Version(1, files) with { CameWithTheApp = true };

        Assert.True(await versions.AddAsync(version, files, None));

        var found = await versions.FindAsync(1, None);
        Assert.NotNull(found);
        Assert.Equal((1, At, "ortiz", "because", true), (found.Number, found.At, found.By, found.Note, found.CameWithTheApp));
        Assert.True(found.HasSameFiles(version));
        foreach (var (name, digest) in found.Files) Assert.Equal(files.Texts[name], await versions.TextAsync(digest, None));
        Assert.Equal(1, await versions.NewestAsync(None));
    }

    [Fact]
    public async Task AddAsync_NumberThatIsTaken_ChangesNothing()
    {
        var (first, second) = (Files("practice.yaml", "name: First"), Files("practice.yaml", "name: Second"));
        Assert.True(await versions.AddAsync(Version(1, first), first, None));

        Assert.False(await versions.AddAsync(Version(1, second), second, None));

        Assert.Equal(first.Digests(), (await versions.FindAsync(1, None))!.Files);
    }

    [Fact]
    public async Task AddAsync_TwoAtOnce_OneIsTaken()
    {
        var files = Files("practice.yaml", "name: Same");

        var added = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () => await versions.AddAsync(Version(1, files), files, None))));

        Assert.Single(added, a => a);
    }

    [Fact]
    public async Task ListAsync_IsNewestFirstAndPaged()
    {
        foreach (var n in Enumerable.Range(1, 12))
        {
            var files = Files("practice.yaml", $"name: {n}");
            await versions.AddAsync(Version(n, files), files, None);
        }

        Assert.Equal([12, 11, 10], (await versions.ListAsync(3, null, None)).Select(v => v.Number));
        Assert.Equal([9, 8], (await versions.ListAsync(2, 10, None)).Select(v => v.Number));
        Assert.Empty(await versions.ListAsync(5, 1, None));
        Assert.Equal(12, await versions.NewestAsync(None));
    }

    private static PracticeFiles Files(params string[] namesAndTexts) => PracticeFiles.Of(namesAndTexts.Chunk(2).Select(p => KeyValuePair.Create(p[0], p[1])));

    private static PracticeVersion Version(int number, PracticeFiles files) => new(number, At, "ortiz", "because", files.Digests());
}
