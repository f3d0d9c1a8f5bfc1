namespace Outreach.App.Costs;

/// <summary>What a deployment costs by standing there: the same figures as infra/stages and infra/modules/alerts.bicep, which a test compares.</summary>
/// <param name="MemoryGigabytes">Of one instance.</param>
/// <param name="AlwaysReady">Instances that are never let go.</param>
/// <param name="PollSeconds">How often a queue of the durable clocks is asked.</param>
/// <param name="StorageLeavesRegionRoom">Three data centres (ZRS) instead of one room (LRS).</param>
/// <param name="AlertMinutes">How often a log alert is asked.</param>
public sealed record Stage(string Name, decimal MemoryGigabytes, int AlwaysReady, int PollSeconds, bool StorageLeavesRegionRoom, int AlertMinutes)
{
    public const int LogAlerts = 16;
    public const int MetricAlerts = 6;

    public static readonly Stage Trial = new("trial", 0.5m, 0, 10, false, 15);

    public static readonly Stage Production = new("production", 2m, 2, 2, true, 5);
}
