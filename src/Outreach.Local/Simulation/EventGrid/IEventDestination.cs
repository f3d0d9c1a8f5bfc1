namespace Outreach.Local.Simulation.EventGrid;

internal enum DeliveryResult
{
    Delivered,

    /// <summary>Worth another try.</summary>
    Failed,

    /// <summary>Event Grid would not try again, and drops the event.</summary>
    Refused,
}

/// <summary>Where events go.</summary>
internal interface IEventDestination
{
    /// <summary>Null when it takes events from now on, else why not yet.</summary>
    Task<string?> OpenAsync(CancellationToken cancel);

    /// <param name="tries">How often it has been tried before.</param>
    Task<DeliveryResult> DeliverAsync(GridEvent told, int tries, CancellationToken cancel);
}

/// <summary>No subscription: what happens is seen on the page only.</summary>
internal sealed class NoDestination : IEventDestination
{
    public Task<string?> OpenAsync(CancellationToken cancel) => Task.FromResult<string?>(null);

    public Task<DeliveryResult> DeliverAsync(GridEvent told, int tries, CancellationToken cancel) => Task.FromResult(DeliveryResult.Delivered);
}
