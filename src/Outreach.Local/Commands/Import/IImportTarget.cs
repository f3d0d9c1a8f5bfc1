using Outreach.Core.Patients;

namespace Outreach.Local.Commands.Import;

/// <summary>Where rows go: the store of this machine, or a deployed app through its admin API.</summary>
public interface IImportTarget
{
    /// <summary>What would be refused of this row, in words for whoever imports, without writing anything; null when nothing would.
    /// Asked of all rows before the first is applied, so that all or nothing holds.</summary>
    ValueTask<string?> CheckAsync(ImportRow row, CancellationToken cancel);

    /// <summary>Registers the patient or brings them up to date by external id, and enrolls them where they are not yet. The same row twice
    /// changes nothing, and no row undoes an opt-out (R4). Called for several rows at once.</summary>
    ValueTask<ApplyOutcome> ApplyAsync(ImportRow row, CancellationToken cancel);
}

public enum Applied
{
    Created,
    Updated,
    Unchanged,
    Refused,
}

/// <param name="Enrolled">Plans the patient was newly enrolled in.</param>
/// <param name="Refusal">Why all or part of the row was refused; null otherwise.</param>
public sealed record ApplyOutcome(Applied Applied, int Enrolled, string? Refusal);
