using NodaTime;
using Outreach.App.Stepping;
using Outreach.Core.Messages;
using Outreach.Core.Patients;

namespace Outreach.Functions.FollowUps;

/// <summary>What a step came to, as the orchestration sees it: keys and times, nothing personal (R12).</summary>
/// <param name="Due">Claimed by the step, each for one attempt.</param>
/// <param name="WakeAt">UTC; null for never.</param>
public sealed record Turned(DueMessage[] Due, DateTime? WakeAt)
{
    public static Turned Of(PatientId patient, Stepped stepped) => new(
        [.. stepped.Claimed.Select(entry => DueMessage.Of(patient, entry))],
        stepped.NextWake?.ToDateTimeUtc());

    /// <summary>Of several steps: all that is due, and the earliest wake. One that is too early does no harm.</summary>
    public static Turned Together(IReadOnlyCollection<Turned> turns) => new([.. turns.SelectMany(t => t.Due)], turns.Min(t => t.WakeAt));
}

/// <summary>One claimed entry of the outbox.</summary>
public sealed record DueMessage(string Patient, Guid Key, int Attempt, bool ByEmail)
{
    public string Activity => ByEmail ? Activities.SendEmail : Activities.SendSms;

    public static DueMessage Of(PatientId patient, OutboxEntry entry) => new(patient.ToString(), entry.Key, entry.Attempts, entry.To.Channel == Channel.Email);
}
