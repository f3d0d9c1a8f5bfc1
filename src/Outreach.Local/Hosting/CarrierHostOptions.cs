using Outreach.Core.Patients;
using Outreach.Local.Simulation.Carrier;
using Outreach.Local.Simulation.Communication;
using Outreach.Local.Simulation.EventGrid;

namespace Outreach.Local.Hosting;

internal sealed record CarrierHostOptions
{
    public const int DefaultPort = 5090;

    public static readonly PhoneNumber TollFreeNumber = PhoneNumber.TryParse("+18335550100")!.Value;
    public static readonly PhoneNumber TenDigitNumber = PhoneNumber.TryParse("+12125550100")!.Value;

    /// <summary>0 for any free one.</summary>
    public int Port { get; init; } = DefaultPort;

    public AccessKey Key { get; init; } = AccessKey.TryParse(AccessKey.Development)!;

    /// <summary>Where events are posted.</summary>
    public Uri? Webhook { get; init; }

    /// <summary>The storage queue that events are put into.</summary>
    public (StorageAccount Account, string Name)? Queue { get; init; }

    public EventSchema Schema { get; init; }

    public DataNames Names { get; init; }

    /// <summary>A toll-free number, where the network answers STOP itself; else a ten-digit one, where the app has to.</summary>
    public bool IsTollFree { get; init; } = true;

    /// <summary>Folder of <c>carrier.db</c>; null for one that is gone at the end.</summary>
    public string? Data { get; init; }

    public CarrierOptions Carrier { get; init; } = CarrierOptions.Default;

    public PhoneNumber Number => IsTollFree ? TollFreeNumber : TenDigitNumber;
}
