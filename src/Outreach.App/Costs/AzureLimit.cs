using System.Collections.Immutable;

namespace Outreach.App.Costs;

/// <summary>One limit of Azure, how much of it so many patients take up at their busiest, and what to switch when it is reached.</summary>
/// <param name="At">What one of it gives.</param>
/// <param name="Unit">Of that and of what is asked, e.g. "texts a minute".</param>
/// <param name="Source">Where the limit is from; "from memory" where it was not read.</param>
/// <param name="Takes">What so many patients ask, in the busiest hour where it is of a time.</param>
/// <param name="Then">What to switch.</param>
public sealed record AzureLimit(string What, decimal At, string Unit, string Source, Func<CostReport, decimal> Takes, string Then)
{
    /// <summary>As the bill assumes of a morning's check-ins: a day's work within one hour.</summary>
    private const decimal SecondsOfADaysWork = 3_600;

    private const decimal OfficeHours = 8;

    /// <summary>A fifth is kept for what is urgent (Sending/SendingRate.cs).</summary>
    private const decimal Routine = 0.8m;

    private const decimal SecondsARun = 0.2m;
    private const decimal RunsAtOnceAnInstance = 24;
    private const decimal SecondsALedger = 0.05m;
    private const decimal LedgersAtOnce = 8;

    public static ImmutableArray<AzureLimit> All { get; } =
    [
        new("One toll-free number", 200 * Routine, "check-ins a minute", "SMS FAQ; four fifths for routine", r => ADay(r.Month.Unprompted) / 60, "more numbers, each patient keeping theirs: `Outreach__Sms__From` takes a list"),
        new("One short code", 6_000 * Routine, "check-ins a minute", "SMS FAQ; four fifths for routine", r => ADay(r.Month.Unprompted) / 60, "several short codes, or check-ins spread over the day instead of an hour (`spread` in practice.yaml)"),
        new("Email of a subscription, custom domain", 100, "emails an hour", "Communication Services service limits; raised on request", r => ADay(r.Quantities.Emails) / OfficeHours, "ask for a higher limit before they are enrolled, which takes up to 72 hours; then deployments in several subscriptions"),
        new("Durable clocks on Azure Storage, four workers", 830, "work items a second", "Microsoft's benchmark, hello cities on EP2", r => Peak(r.Quantities.Executions), "Durable Task Scheduler by configuration (host.scheduler.json); follow-ups are begun anew there, the ledgers stay"),
        new("Durable Task Scheduler, consumption", 500, "actions a second", "Durable Task Scheduler billing", r => Peak(r.Quantities.DurableActions), "dedicated capacity units of 2,000 actions a second"),
        new("Durable Task Scheduler, three capacity units", 6_000, "actions a second", "Durable Task Scheduler billing", r => Peak(r.Quantities.DurableActions), "several deployments, each with its own patients"),
        new("One storage account", 20_000, "operations a second", "Table Storage scalability targets", r => Peak(r.Quantities.TableOperations + r.Quantities.DurableOperations), "the clocks' account apart from the ledgers' (`AzureWebJobsStorage` and `Outreach__Tables__ServiceUri`), then deployments by region or practice"),
        new("The due index, 16 partitions", 16 * 2_000, "entities a second", "Table Storage scalability targets, per partition", r => Peak(r.Month.Steps * 2), "more shards of the index"),
        new("The inbound queue", 2_000, "messages a second", "Queue Storage scalability targets, from memory", r => Peak(r.Month.CarrierEvents), "an event subscription and a queue for delivery reports of their own"),
        new("Functions on Flex Consumption", 40, "instances", "infra/stages; 0.2 s a run and 24 at once are assumed", r => Peak(r.Quantities.Executions) * SecondsARun / RunsAtOnceAnInstance, "a higher maximum, or several apps"),
        new("The nightly walk, one run of eight ledgers at a time", 1_800, "seconds", "Flex Consumption's usual functionTimeout, from memory; 50 ms a ledger are assumed", r => r.Patients * SecondsALedger / LedgersAtOnce, "a longer `functionTimeout` in host.json; then a walk in pieces, which is not written yet"),
    ];

    /// <summary>How many patients reach it.</summary>
    /// <param name="perPatient">What one asks.</param>
    /// <param name="standing">What is asked when nobody is enrolled.</param>
    public decimal ReachedBy(decimal perPatient, decimal standing) => perPatient <= 0 ? decimal.MaxValue : Math.Max(0, At - standing) / perPatient;

    private static decimal ADay(decimal month) => month / Quantities.DaysAMonth;

    private static decimal Peak(decimal month) => ADay(month) / SecondsOfADaysWork;
}
