using Outreach.Core.Patients;

namespace Outreach.App.Ledgers;

/// <summary>A commit that no store may take: a defect of the caller, not a passing fault. Nothing was written.</summary>
public sealed class LedgerLimitException(string message) : Exception(message);

/// <summary>The store could not be read or written just now, or at all. Nothing was written.</summary>
/// <param name="canRetry">Whether trying again can help without anybody doing something first: busy yes, disk full no.</param>
public sealed class LedgerUnavailableException(string message, bool canRetry, Exception inner) : Exception(message, inner)
{
    public bool CanRetry { get; } = canRetry;
}

/// <summary>The ledger was written by a newer version of Outreach and is left alone: it is never due here, and its inbox still takes what comes in.</summary>
public sealed class NewerLedgerException(PatientId id, int schema)
    : Exception($"Ledger {id} has schema {schema}, which is newer than this version of Outreach; run the newer version.");

/// <summary>A row that should be ours cannot be read. Carries the row's kind and nothing of its content.</summary>
public sealed class UnreadableLedgerException(PatientId id, string kind, Exception inner)
    : Exception($"Ledger {id} has {kind} that cannot be read ({inner.GetType().Name}); restore it from a backup.");
