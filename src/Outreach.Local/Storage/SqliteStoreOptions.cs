namespace Outreach.Local.Storage;

internal sealed record SqliteStoreOptions
{
    public static readonly SqliteStoreOptions Default = new();

    /// <summary>How long a write waits for another process that is writing to the same file.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Pages of 4 KiB the file may grow to; null for as large as the disk allows.</summary>
    public long? MaxPages { get; init; }

    /// <summary>Pages of 4 KiB in the write-ahead log before whoever commits has to copy them into the file itself: far more than gather between two <see cref="BackgroundCheckpoints"/>.</summary>
    public int CheckpointPages { get; init; } = 100_000;
}
