using Azure.Data.Tables;
using NodaTime;
using Outreach.App.Health;

namespace Outreach.Functions.Timers;

/// <summary>One row, written each minute by the instance that ran the auditor.</summary>
internal sealed class TableAuditorNotes(TableClient table) : IAuditorNotes
{
    private const string Partition = "auditor";
    private const string Row = "last";

    public async ValueTask WriteAsync(AuditorRun run, CancellationToken cancel) =>
        await table.UpsertEntityAsync(new TableEntity(Partition, Row) { ["at"] = run.At.ToUnixTimeTicks(), ["takenUp"] = run.TakenUp }, TableUpdateMode.Replace, cancel);

    public async ValueTask<AuditorRun?> LastAsync(CancellationToken cancel)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(Partition, Row, cancellationToken: cancel);
        return found.HasValue ? new AuditorRun(Instant.FromUnixTimeTicks(found.Value!.GetInt64("at") ?? 0), found.Value.GetInt32("takenUp") ?? 0) : null;
    }
}
