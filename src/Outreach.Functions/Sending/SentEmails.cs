using Azure.Data.Tables;
using Outreach.Core.Patients;

namespace Outreach.Functions.Sending;

/// <summary>Whose message an email was, by its operation id.</summary>
public sealed class SentEmails(TableClient table)
{
    private const string Row = "email";
    private const string Patient = "patient";

    public async ValueTask RememberAsync(Guid key, PatientId patient, CancellationToken cancel) =>
        await table.UpsertEntityAsync(new TableEntity(key.ToString("N"), Row) { [Patient] = patient.ToString() }, TableUpdateMode.Replace, cancel);

    /// <summary>Null for an email that is not ours.</summary>
    public async ValueTask<PatientId?> WhoseAsync(Guid key, CancellationToken cancel)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(key.ToString("N"), Row, cancellationToken: cancel);
        return found.HasValue ? PatientId.TryParse(found.Value!.GetString(Patient)) : null;
    }
}
