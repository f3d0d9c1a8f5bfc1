namespace Outreach.App.Costs;

/// <summary>One line of a bill.</summary>
/// <param name="Unit">Of the quantity, e.g. "segments".</param>
public sealed record BillLine(string What, decimal Quantity, string Unit, Price Price)
{
    public decimal Usd => Price.Of(Quantity);
}

/// <summary>A month's bill by line, in US dollars.</summary>
public sealed record Bill(IReadOnlyList<BillLine> Lines)
{
    public decimal Usd => Lines.Sum(l => l.Usd);

    /// <summary>The one cost model: everything that shows a cost makes it here.</summary>
    public static Bill Of(Quantities month, Stage stage, PriceList prices) => new(
    [
        new("SMS sent", month.SegmentsSent, "segments", prices["sms.sent"]),
        new("SMS sent, carriers' fees", month.SegmentsSent, "segments", prices["sms.sent.carrier"]),
        new("SMS received", month.SegmentsReceived, "segments", prices["sms.received"]),
        new("SMS received, carriers' fees", month.SegmentsReceived, "segments", prices["sms.received.carrier"]),
        new("Toll-free numbers", month.Numbers, "numbers", prices["number.tollfree"]),
        new("Email", month.Emails, "emails", prices["email.sent"]),
        new("Email, data", month.EmailMegabytes, "MB", prices["email.megabytes"]),
        new("Functions, executions", month.Executions, "executions", prices["functions.executions"]),
        new("Functions, on demand", month.GigabyteSeconds, "GB-s", prices["functions.gbs"]),
        new("Functions, always ready", month.ReadyGigabyteSeconds, "GB-s", prices["functions.ready.gbs"]),
        new("Functions, always ready, running", month.ReadyRunningGigabyteSeconds, "GB-s", prices["functions.ready.running.gbs"]),
        new("Event Grid", month.EventGridOperations, "operations", prices["eventgrid.operations"]),
        new("Tables, operations", month.TableOperations, "operations", prices["tables.operations"]),
        new("Durable clocks and queues, operations", month.DurableOperations, "operations", prices["queues.operations"]),
        new("Storage", month.StoredGigabytes, "GB", prices[stage.StorageLeavesRegionRoom ? "storage.gb.zrs" : "storage.gb.lrs"]),
        new("Log Analytics", month.LogGigabytes, "GB", prices["logs.gb"]),
        new("Alerts on logs", month.LogAlerts, "rules", prices[stage.AlertMinutes > 5 ? "alerts.log.15min" : "alerts.log.5min"]),
        new("Alerts on metrics", month.MetricAlerts, "rules", prices["alerts.metric"]),
        new("Key Vault", month.KeyVaultOperations, "operations", prices["keyvault.operations"]),
    ]);
}
