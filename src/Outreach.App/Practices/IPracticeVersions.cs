using System.Collections.Immutable;
using NodaTime;

namespace Outreach.App.Practices;

/// <summary>Every configuration that was ever in force, in order. Insert-only: going back is a new version with the old one's files.</summary>
public interface IPracticeVersions
{
    /// <summary>The highest number; 0 where there is none. Asked often, so cheap.</summary>
    ValueTask<int> NewestAsync(CancellationToken cancel);

    ValueTask<PracticeVersion?> FindAsync(int number, CancellationToken cancel);

    /// <summary>Newest first, from before a number (exclusive) where given.</summary>
    ValueTask<IReadOnlyList<PracticeVersion>> ListAsync(int take, int? before, CancellationToken cancel);

    /// <summary>The text of a file by its digest; null where no version has it.</summary>
    ValueTask<string?> TextAsync(string digest, CancellationToken cancel);

    /// <summary>Whole or not at all, files first. False where the number is taken already.</summary>
    ValueTask<bool> AddAsync(PracticeVersion version, PracticeFiles files, CancellationToken cancel);
}

/// <summary>One configuration as it was put in force.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="By">Who uploaded it; "deployment" or "shipped" where it came with the app.</param>
/// <param name="Files">File name to digest.</param>
public sealed record PracticeVersion(int Number, Instant At, string By, string Note, ImmutableSortedDictionary<string, string> Files)
{
    /// <summary>It came with the app rather than by upload.</summary>
    public bool CameWithTheApp { get; init; }

    public bool HasSameFiles(PracticeVersion other) => Files.SequenceEqual(other.Files);
}
