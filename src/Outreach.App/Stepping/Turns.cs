using NodaTime;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Patients;

namespace Outreach.App.Stepping;

/// <summary>Turns of one patient: step, deliver what is due, and again until nothing is due now.</summary>
public sealed class Turns
{
    /// <summary>One tick. Safe at any time, and several at once.</summary>
    public ValueTask RunAsync(PatientId id, CancellationToken cancel) => throw new NotSupportedException();

    /// <summary>Stores the command, runs the turn, and says what was decided. The same command id twice is decided once.</summary>
    public ValueTask<Submitted> SubmitAsync(PatientId id, Command command, CancellationToken cancel) => throw new NotSupportedException();
}

/// <summary>What became of a submitted command. <paramref name="Refusal"/> is null when it was carried out.</summary>
public sealed record Submitted(bool Duplicate, SubmittedRefusal? Refusal);

public sealed record SubmittedRefusal(string Code, string Message);

/// <summary>What the carrier hands in. Returns only when it is stored, decided, and what is urgent has been attempted; safe to call again with the same ids.</summary>
public sealed class Reception
{
    public ValueTask TextAsync(ContactPoint from, string messageId, string text, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask ReportAsync(PatientId patient, Guid key, DeliveryWord word, string detail, string eventId, CancellationToken cancel) => throw new NotSupportedException();
}
