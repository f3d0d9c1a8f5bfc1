using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using Outreach.Core.Patients;

namespace Outreach.Local.Commands.Import;

/// <summary>One good row of the file.</summary>
/// <param name="Line">Where it begins, counted from 1.</param>
/// <param name="Patient">Its id is not used: known patients keep theirs, a new one is given one. Nor is its status.</param>
/// <param name="Status">Null where the file says nothing of it: a known patient keeps theirs.</param>
public sealed record ImportRow(int Line, Patient Patient, PatientStatus? Status, ImmutableArray<PlannedEnrollment> Enrollments)
{
    /// <summary>False where the file has no column of caregivers: a known patient keeps theirs.</summary>
    public bool SaysCaregivers { get; init; }

    /// <summary>As <see cref="App.Enrolling.PatientDraft.Silent"/>.</summary>
    public ImmutableArray<string> Silent { get; init; } = [];
}

/// <param name="Plan">A plan's id, without a version: the newest is taken.</param>
/// <param name="Anchor">Day 0.</param>
public sealed record PlannedEnrollment(string Plan, LocalDate Anchor);

/// <summary>One thing wrong in the file. Quotes what was written, so it is for whoever imports and not for a log.</summary>
/// <param name="Column">Null where the whole row or file is meant.</param>
public sealed record RowError(int Line, string? Column, string Message)
{
    /// <summary><c>patients.csv:12: mobile: "555" is not a phone number; write it with area code, e.g. +1 212 555 0100</c></summary>
    public string In(string file) => string.Create(CultureInfo.InvariantCulture, $"{file}:{Line}: {(Column is null ? "" : Column + ": ")}{Message}");
}

/// <summary>A file as it was read: its good rows, and all that is wrong with the others.</summary>
/// <param name="Header">As written, for the file of rejects.</param>
/// <param name="Raw">Every row as written, by the line it begins on.</param>
public sealed record PatientFile(
    IReadOnlyList<ImportRow> Rows, IReadOnlyList<RowError> Errors, string Header, IReadOnlyDictionary<int, string> Raw)
{
    /// <summary>The file itself cannot be read as a list of patients, so that there is nothing to skip.</summary>
    public bool IsUnreadable => Header.Length == 0;

    public static PatientFile Unreadable(params IReadOnlyList<RowError> errors) => new([], errors, "", ImmutableSortedDictionary<int, string>.Empty);
}
