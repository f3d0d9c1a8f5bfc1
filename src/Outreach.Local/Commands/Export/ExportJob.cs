using CsvHelper;
using NodaTime.Text;
using Outreach.Core.Patients;
using Outreach.Local.Commands.Records;

namespace Outreach.Local.Commands.Export;

/// <summary><c>outreach export</c>: replies, answers and escalations as CSV, oldest first for each patient. Text that a spreadsheet
/// would run as a formula gets an apostrophe in front.</summary>
internal sealed class ExportJob(IRecords records, Func<string, string?> unitOf)
{
    private static readonly string[] Header = ["external_id", "time", "kind", "question", "value", "unit", "urgency", "by", "text"];
    private static readonly CsvWriterOptions Options = new() { Injection = CsvInjection.Escape };

    /// <param name="only">Null for all patients.</param>
    public async Task RunAsync(Patient? only, TextWriter output, CancellationToken cancel)
    {
        using var csv = CsvWriter.Create(output, Options, leaveOpen: true);
        csv.WriteRecord(Header);
        if (only is not null)
        {
            await WriteAsync(csv, only, cancel);
            return;
        }

        await foreach (var patient in records.PatientsAsync(cancel)) await WriteAsync(csv, patient, cancel);
    }

    private async Task WriteAsync(CsvWriter csv, Patient patient, CancellationToken cancel)
    {
        foreach (var row in (await records.TimelineAsync(patient.Id, cancel)).Reverse().Select(e => ExportRow.Of(e.Event, unitOf)).OfType<ExportRow>())
        {
            csv.WriteRecord([patient.ExternalId, InstantPattern.General.Format(row.At), row.Kind, row.Question, row.Value, row.Unit, row.Urgency, row.By, row.Text]);
        }
    }
}
