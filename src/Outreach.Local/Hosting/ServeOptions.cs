using NodaTime;
using Outreach.Local.Simulation.Carrier;

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

    /// <summary>What the simulated carrier takes from our number in a minute; null for a toll-free number's.</summary>
    public int? TextsAMinute { get; init; }

    /// <summary>The same of email; null for a custom domain's.</summary>
    public int? EmailsAMinute { get; init; }

    public CarrierOptions Carrier => CarrierOptions.Default with
    {
        TextsAMinute = TextsAMinute ?? CarrierOptions.Default.TextsAMinute,
        EmailsAMinute = EmailsAMinute ?? CarrierOptions.Default.EmailsAMinute,
    };
}
