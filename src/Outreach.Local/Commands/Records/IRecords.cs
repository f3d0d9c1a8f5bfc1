using System.Text.Json.Nodes;
using Outreach.App.Archiving;
using Outreach.App.Ledgers;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;

namespace Outreach.Local.Commands.Records;

/// <summary>The practice's records: in the store of this machine, or in a deployed app through its admin API.</summary>
internal interface IRecords : IAsyncDisposable
{
    /// <summary>The practice and plans in force there.</summary>
    ValueTask<Context> ContextAsync(CancellationToken cancel);

    /// <summary>By the practice's own id of the patient, or Outreach's.</summary>
    ValueTask<Patient?> FindAsync(string patient, CancellationToken cancel);

    IAsyncEnumerable<Patient> PatientsAsync(CancellationToken cancel);

    /// <summary>Each patient whole, as the body of POST /api/patients.</summary>
    IAsyncEnumerable<JsonObject> ProfilesAsync(CancellationToken cancel);

    /// <summary>Whole, newest first.</summary>
    ValueTask<IReadOnlyList<TimelineEntry>> TimelineAsync(PatientId patient, CancellationToken cancel);

    /// <summary>One patient as a FHIR R4 bundle.</summary>
    ValueTask<JsonNode> FhirAsync(PatientId patient, CancellationToken cancel);

    /// <summary>What was removed, and what is kept and why, in words.</summary>
    ValueTask<IReadOnlyList<string>> EraseAsync(PatientId patient, CancellationToken cancel);

    ValueTask<BackupPage> BackupAsync(string? after, CancellationToken cancel);

    /// <exception cref="Hosting.StartException">It cannot be taken up there.</exception>
    ValueTask<Restored> RestoreAsync(IReadOnlyList<BackupLine> lines, bool evenIfNotEmpty, CancellationToken cancel);
}
