using NodaTime;

namespace Outreach.Local.Simulation.Carrier;

/// <summary>How the simulated carrier behaves; by default as Communication Services with a verified toll-free number and a custom mail domain.</summary>
internal sealed record CarrierOptions
{
    public static readonly CarrierOptions Default = new();

    /// <summary>Texts a minute from our one number; past it "429".</summary>
    public int TextsAMinute { get; init; } = 200;

    public int EmailsAMinute { get; init; } = 30;

    /// <summary>After a STOP the number is blocked by the carrier, which says so itself; START or UNSTOP lifts it.</summary>
    public bool BlocksAfterStop { get; init; }

    /// <summary>From acceptance to the delivery report.</summary>
    public Duration ReportsAfter { get; init; } = Duration.FromSeconds(3);

    /// <summary>A second send with the same key is the same message for this long; later it would be a new one, as with a real carrier.</summary>
    public Duration Remembers { get; init; } = Duration.FromHours(12);
}
