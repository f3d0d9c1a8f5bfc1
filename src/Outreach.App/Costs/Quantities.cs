namespace Outreach.App.Costs;

/// <summary>A month in the units that Azure bills.</summary>
public sealed record Quantities
{
    public const decimal DaysAMonth = 365.25m / 12;

    public decimal SegmentsSent { get; init; }
    public decimal SegmentsReceived { get; init; }
    public decimal Numbers { get; init; }
    public decimal Emails { get; init; }
    public decimal EmailMegabytes { get; init; }
    public decimal Executions { get; init; }

    /// <summary>On instances that come and go.</summary>
    public decimal GigabyteSeconds { get; init; }

    /// <summary>Of instances that are always ready, idle or not.</summary>
    public decimal ReadyGigabyteSeconds { get; init; }

    /// <summary>On instances that are always ready, while they run.</summary>
    public decimal ReadyRunningGigabyteSeconds { get; init; }
    public decimal EventGridOperations { get; init; }

    /// <summary>The ledger and its projections; a transaction of many rows is one.</summary>
    public decimal TableOperations { get; init; }

    /// <summary>The durable clocks on Azure Storage: queues, history, leases; and asking queues that are empty.</summary>
    public decimal DurableOperations { get; init; }

    /// <summary>As the Durable Task Scheduler counts: starts, activities scheduled and done, timers, events. Not billed on Azure Storage.</summary>
    public decimal DurableActions { get; init; }
    public decimal StoredGigabytes { get; init; }
    public decimal LogGigabytes { get; init; }
    public decimal LogAlerts { get; init; }
    public decimal MetricAlerts { get; init; }
    public decimal KeyVaultOperations { get; init; }
}
