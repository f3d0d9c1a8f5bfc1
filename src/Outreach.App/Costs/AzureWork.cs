using System.Globalization;

namespace Outreach.App.Costs;

/// <summary>What a month of counted happenings is in the units of Azure. Every factor has a name and is printed with the bill; none has been measured on Azure yet.</summary>
public static class AzureWork
{
    /// <summary>An orchestration's turn: begun, after its step, and when timer or nudge ends the wait; then one more for each attempt.</summary>
    private const decimal EpisodesATurn = 3;

    /// <summary>Begin, step scheduled, step done, timer or event; and two for each attempt (Durable Task Scheduler billing: what an action is).</summary>
    private const decimal ActionsATurn = 4;

    /// <summary>Put, get, delete of a queue message.</summary>
    private const decimal OperationsAMessage = 3;

    /// <summary>History read, history written, instance written.</summary>
    private const decimal OperationsAnEpisode = 3;

    /// <summary>Load, commit, and the due index told before and tidied after.</summary>
    private const decimal TableOperationsAStep = 4;

    /// <summary>Contact point found, due index told, inbox row added, due row tidied.</summary>
    private const decimal TableOperationsAReceipt = 4;

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
        Say($"a turn of a patient's clock is {EpisodesATurn} runs of the orchestration and one step, and two more runs for each attempt to send"),
        Say($"a run takes {SecondsAnExecution} s, the auditor {AuditorSeconds} s each minute; neither has been measured on Azure"),
        Say($"a step is {TableOperationsAStep} table operations, a receipt {TableOperationsAReceipt}, the auditor {TableOperationsAnAudit} each minute"),
        Say($"ledgers are kept; what {MonthsKept} months of them take up is paid for, as UTF-16"),
        Say($"a run logs {LogBytesAnExecution:N0} bytes"),
        Say($"a day's check-ins leave within {MinutesForAMorning} minutes, at {RoutineTextsAMinute} texts a minute and number; that gives the numbers to lease"),
    ];

    /// <param name="month">What happened in a month.</param>
    public static Quantities Of(Counts month, Stage stage)
    {
        var episodes = (month.ClockTurns * EpisodesATurn) + month.Attempts;
        var messages = (month.ClockTurns * ActionsATurn) + (month.Attempts * 2);
        var byClock = episodes + month.ClockTurns + month.Attempts;
        var others = month.Received - month.CarrierEvents;
        var audits = MinutesAMonth;
        var waking = (byClock + month.CarrierEvents) * SecondsAnExecution * stage.MemoryGigabytes;
        var watching = ((audits * AuditorSeconds) + (others * SecondsAnExecution)) * stage.MemoryGigabytes;
        var ready = stage.AlwaysReady > 0;
        return new Quantities
        {
            SegmentsSent = month.Segments,
            SegmentsReceived = month.SegmentsReceived,
            Numbers = Math.Max(1, Math.Ceiling(month.Unprompted / Quantities.DaysAMonth / (RoutineTextsAMinute * MinutesForAMorning))),
            Emails = month.Emails,
            EmailMegabytes = month.EmailBytes / Megabyte,
            Executions = byClock + month.Received + audits,
            GigabyteSeconds = watching + (ready ? 0 : waking),
            ReadyGigabyteSeconds = stage.AlwaysReady * stage.MemoryGigabytes * SecondsAMonth,
            ReadyRunningGigabyteSeconds = ready ? waking : 0,
            EventGridOperations = month.CarrierEvents * 2,
            TableOperations = (month.Steps * TableOperationsAStep) + (month.Received * TableOperationsAReceipt) + (audits * TableOperationsAnAudit),
            DurableOperations = (messages * OperationsAMessage) + (episodes * OperationsAnEpisode)
                + (month.CarrierEvents * OperationsAMessage)
                + (SecondsAMonth / stage.PollSeconds * DurableQueues) + (SecondsAMonth / InboundPollSeconds),
            DurableActions = messages,
            StoredGigabytes = month.LedgerBytes * BytesAStoredByte * MonthsKept / Gigabyte,
            LogGigabytes = (byClock + month.Received + audits) * LogBytesAnExecution / Gigabyte,
            LogAlerts = Stage.LogAlerts,
            MetricAlerts = Stage.MetricAlerts,
            KeyVaultOperations = Quantities.DaysAMonth * 24 * 2,
        };
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
