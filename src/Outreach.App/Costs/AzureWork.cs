using System.Globalization;

namespace Outreach.App.Costs;

/// <summary>What a month of counted happenings is in the units of Azure. Durable actions, executions and table operations are as counted in the test
/// host and on Azurite (docs/functions.md, Counted); the other factors are assumed. All are printed with the bill.</summary>
public static class AzureWork
{
    /// <summary>Begun, step scheduled, step done, timer; as many executions: three of the orchestration and the step.</summary>
    private const decimal ActionsALook = 4;

    /// <summary>Scheduled and done; as many executions: the attempt, and the orchestration after it.</summary>
    private const decimal ActionsAnAttempt = 2;

    private const decimal TableOperationsALook = 1;
    private const decimal TableOperationsAnAttempt = 5;
    private const decimal TableOperationsAReport = 2;
    private const decimal TableOperationsACommand = 3;

    /// <summary>Queue messages put, got and deleted, history and instances read and written, leases.</summary>
    private const decimal StorageOperationsAnAction = 10;

    /// <summary>Put, get, delete of a queue message.</summary>
    private const decimal OperationsAMessage = 3;

    private const decimal SecondsAnExecution = 0.2m;
    private const decimal AuditorSeconds = 1;

    /// <summary>16 parts of the due index, open escalations, texts of nobody.</summary>
    private const decimal TableOperationsAnAudit = 20;

    private const decimal LogBytesAnExecution = 2_000;

    /// <summary>Text columns of Table Storage hold UTF-16.</summary>
    private const decimal BytesAStoredByte = 2;

    private const decimal MonthsKept = 12;

    /// <summary>Four control queues and one of work items; the inbound queue is asked every two seconds in any case (host.json).</summary>
    private const decimal DurableQueues = 5;
    private const decimal InboundPollSeconds = 2;

    /// <summary>A toll-free number sends 200 a minute, of which a fifth is kept for what is urgent (SMS FAQ; Sending/SendingRate.cs).</summary>
    private const decimal RoutineTextsAMinute = 160;
    private const decimal MinutesForAMorning = 60;

    private const decimal SecondsAMonth = Quantities.DaysAMonth * 86_400;
    private const decimal MinutesAMonth = SecondsAMonth / 60;
    private const decimal Gigabyte = 1_000_000_000;
    private const decimal Megabyte = 1_000_000;

    /// <summary>In words, each with its number, for whoever reads a bill.</summary>
    public static IReadOnlyList<string> Assumptions { get; } =
    [
        Say($"a look of a patient's clock is {ActionsALook} durable actions and executions and {TableOperationsALook} table operation, an attempt to send {ActionsAnAttempt} more and {TableOperationsAnAttempt}, a delivery report {TableOperationsAReport}, a reply {TableOperationsACommand} (counted: docs/functions.md); behind each action stand {StorageOperationsAnAction} storage operations"),
        Say($"a run takes {SecondsAnExecution} s, the auditor {AuditorSeconds} s each minute; neither has been measured on Azure"),
        Say($"the auditor makes {TableOperationsAnAudit} table operations each minute"),
        Say($"ledgers are kept; what {MonthsKept} months of them take up is paid for, as UTF-16"),
        Say($"a run logs {LogBytesAnExecution:N0} bytes"),
        Say($"a day's check-ins leave within {MinutesForAMorning} minutes, at {RoutineTextsAMinute} texts a minute and number; that gives the numbers to lease"),
    ];

    /// <param name="month">What happened in a month.</param>
    public static Quantities Of(Counts month, Stage stage)
    {
        var reports = Math.Max(0, month.CarrierEvents - month.TextsReceived);
        // What was received is decided where it comes in; the timer of a check-in that was answered still fires once in vain.
        var looks = Math.Max(0, month.ClockTurns - month.Received) + month.CheckIns;
        var byClock = Math.Max(0, month.Attempts - month.TextsReceived);
        var actions = (looks * ActionsALook) + (byClock * ActionsAnAttempt);
        var staff = Math.Max(0, month.Received - month.CarrierEvents);
        var audits = MinutesAMonth;
        var waking = (actions + month.CarrierEvents) * SecondsAnExecution * stage.MemoryGigabytes;
        var watching = ((audits * AuditorSeconds) + (staff * SecondsAnExecution)) * stage.MemoryGigabytes;
        var executions = actions + month.CarrierEvents + staff + audits;
        var ready = stage.AlwaysReady > 0;
        return new Quantities
        {
            SegmentsSent = month.Segments,
            SegmentsReceived = month.SegmentsReceived,
            Numbers = Math.Max(1, Math.Ceiling(month.Unprompted / Quantities.DaysAMonth / (RoutineTextsAMinute * MinutesForAMorning))),
            Emails = month.Emails,
            EmailMegabytes = month.EmailBytes / Megabyte,
            Executions = executions,
            GigabyteSeconds = watching + (ready ? 0 : waking),
            ReadyGigabyteSeconds = stage.AlwaysReady * stage.MemoryGigabytes * SecondsAMonth,
            ReadyRunningGigabyteSeconds = ready ? waking : 0,
            EventGridOperations = month.CarrierEvents * 2,
            TableOperations = (looks * TableOperationsALook) + (month.Attempts * TableOperationsAnAttempt) + (reports * TableOperationsAReport)
                + ((month.TextsReceived + staff) * TableOperationsACommand) + (audits * TableOperationsAnAudit),
            DurableOperations = (actions * StorageOperationsAnAction) + (month.CarrierEvents * OperationsAMessage)
                + (SecondsAMonth / stage.PollSeconds * DurableQueues) + (SecondsAMonth / InboundPollSeconds),
            DurableActions = actions,
            StoredGigabytes = month.LedgerBytes * BytesAStoredByte * MonthsKept / Gigabyte,
            LogGigabytes = executions * LogBytesAnExecution / Gigabyte,
            LogAlerts = Stage.LogAlerts,
            MetricAlerts = Stage.MetricAlerts,
            KeyVaultOperations = Quantities.DaysAMonth * 24 * 2,
        };
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
