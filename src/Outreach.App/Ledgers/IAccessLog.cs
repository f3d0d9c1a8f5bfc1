using NodaTime;
using Outreach.Core.Patients;

namespace Outreach.App.Ledgers;

/// <summary>Who opened what through a link, and when; opening changes nothing else.</summary>
public interface IAccessLog
{
    ValueTask WriteAsync(Access access, CancellationToken cancel);

    /// <summary>Newest first.</summary>
    ValueTask<IReadOnlyList<Access>> ReadAsync(PatientId patient, int take, CancellationToken cancel);
}

/// <param name="Who">A provider's id, or "patient".</param>
/// <param name="What">"escalation" or "check-in".</param>
public sealed record Access(PatientId Patient, string Who, string What, Guid Target, Instant At);
