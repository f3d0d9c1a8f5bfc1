using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using NodaTime;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Patients;

namespace Outreach.App.Stepping;

/// <summary>Says loudly, outside the ledger too, that nobody has taken on a patient's concern (R6); then passes on what happened.</summary>
public sealed partial class LadderAlarm(IFollowUpWatcher next, ILogger<LadderAlarm> log) : IFollowUpWatcher
{
    public const string Meter = "Outreach.Escalations";

    private static readonly Meter Meters = new(Meter);
    private static readonly Counter<long> Counter = Meters.CreateCounter<long>("outreach.escalations.ladder_spent", "{escalation}", "Everybody on an escalation's ladder was told in vain.");
    private static readonly Counter<long> Unheard = Meters.CreateCounter<long>("outreach.escalations.unheard", "{notification}", "Notifications of which no word ever came.");

    public void Happened(PatientId patient, FollowUp state, Event happened)
    {
        if (happened is Event.LadderSpent spent)
        {
            var urgency = spent.Urgency.ToString().ToLowerInvariant();
            Counter.Add(1, new KeyValuePair<string, object?>("urgency", urgency));
            Spent(log, urgency, patient, spent.Escalation, spent.Rounds);
        }

        if (happened is Event.MessageReported { Word: DeliveryWord.Unknown }) Unheard.Add(1);
        next.Happened(patient, state, happened);
    }

    public void Committed(PatientId patient, Instant? wakeBefore, Instant? wakeNow) => next.Committed(patient, wakeBefore, wakeNow);

    [LoggerMessage(Level = LogLevel.Critical, Message = "Nobody has taken on an escalation ({Urgency}) of patient {Patient}: {Escalation} was told to everybody {Rounds} times.")]
    private static partial void Spent(ILogger log, string urgency, PatientId patient, Guid escalation, int rounds);
}
