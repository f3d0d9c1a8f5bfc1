using NodaTime;

namespace Outreach.Local.Hosting;

internal sealed record ServeOptions
{
    public const int DefaultPort = 5080;
    public const double DemoSpeed = 60;

    /// <summary>0 for any free one.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>Null for the user's data directory.</summary>
    public string? Data { get; init; }

    /// <summary>Null for the store's own plans or the shipped ones.</summary>
    public string? CarePlans { get; init; }

    /// <summary>Simulated time begins here; null for the machine's own clock, or the demo's Monday.</summary>
    public Instant? Clock { get; init; }

    public double? Speed { get; init; }

    /// <summary>No demo even where nobody was imported.</summary>
    public bool Empty { get; init; }
}
