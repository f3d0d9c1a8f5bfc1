using System.Text.Json;
using Azure.Data.Tables;
using Outreach.App.Ledgers;
using Outreach.Core.Json;
using Outreach.Core.Patients;

namespace Outreach.Functions.Tables;

public sealed partial class TableLedgerStore
{
    public async ValueTask WriteAsync(Access access, CancellationToken cancel) =>
        await this.access.AddAsync(new TableEntity(access.Patient.ToString(), $"{TicksOf(long.MaxValue - Math.Max(0, Ticks.Of(access.At)))}|{Guid.NewGuid():N}").WithBody(access), cancel);

    public async ValueTask<IReadOnlyList<Access>> ReadAsync(PatientId patient, int take, CancellationToken cancel)
    {
        var found = new List<Access>();
        if (take <= 0) return found;
        await foreach (var row in access.QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {patient.ToString()}"), cancel, take))
        {
            found.Add(JsonSerializer.Deserialize<Access>(row.Text(), OutreachJson.Options)!);
            if (found.Count == take) break;
        }

        return found;
    }
}
