using CsvHelper;
using NodaTime;
using NodaTime.Text;
using Outreach.App.Ledgers;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;

namespace Outreach.Local.Commands.Export;

/// <summary><c>outreach export</c>: replies, answers and escalations as CSV, oldest first for each patient. Text that a spreadsheet
/// would run as a formula gets an apostrophe in front.</summary>
public sealed class ExportJob(ILedgerStore ledgers, Func<string, string?> unitOf)
{
    private const int PageSize = 500;

    private static readonly string[] Header = ["external_id", "time", "kind", "question", "value", "unit", "urgency", "by", "text"];
    private static readonly CsvWriterOptions Options = new() { Injection = CsvInjection.Escape };

    /// <param name="externalId">Null for all patients.</param>
    /// <returns>False, with nothing written, when there is no such patient.</returns>
    public async Task<bool> RunAsync(string? externalId, TextWriter output, CancellationToken cancel)
    {
        var one = externalId is null ? null : await ledgers.PatientByExternalIdAsync(externalId, cancel);
        if (externalId is not null && one is null) return false;
        using var csv = CsvWriter.Create(output, Options, leaveOpen: true);
        csv.WriteRecord(Header);
        if (one is { } id)
        {
            await WriteAsync(csv, id, externalId!, cancel);
            return true;
        }

        string? after = null;
        for (var page = await ledgers.PatientsAsync(PageSize, after, cancel); page.Count > 0; page = await ledgers.PatientsAsync(PageSize, after, cancel))
        {
            foreach (var patient in page) await WriteAsync(csv, patient.Id, patient.ExternalId, cancel);
            after = page[^1].ExternalId;
        }

        return true;
    }

    private async Task WriteAsync(CsvWriter csv, PatientId id, string externalId, CancellationToken cancel)
    {
        var rows = new List<ExportRow>();
        string? before = null;
        for (var page = await ledgers.TimelineAsync(id, PageSize, before, cancel); page.Count > 0; page = await ledgers.TimelineAsync(id, PageSize, before, cancel))
        {
            rows.AddRange(page.Select(e => ExportRow.Of(e.Event, unitOf)).OfType<ExportRow>());
            before = page[^1].Place;
        }

        rows.Reverse();
        foreach (var row in rows)
        {
            csv.WriteRecord([externalId, InstantPattern.General.Format(row.At), row.Kind, row.Question, row.Value, row.Unit, row.Urgency, row.By, row.Text]);
        }
    }
}
