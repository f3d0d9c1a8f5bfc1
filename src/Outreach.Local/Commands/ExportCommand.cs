using System.CommandLine;
using System.Text;
using Outreach.Core.FollowUps;
using Outreach.Core.Json;
using Outreach.Core.Patients;
using Outreach.Core.Replies;
using Outreach.Local.Commands.Export;
using Outreach.Local.Commands.Records;
using Outreach.Local.Hosting;
using Command = System.CommandLine.Command;

namespace Outreach.Local.Commands;

/// <summary><c>outreach export</c>.</summary>
internal static class ExportCommand
{
    public static Command Make(TextWriter output, TextWriter error)
    {
        var patient = new Option<string?>("--patient") { Description = "One patient, by external_id. Default: all." };
        var file = new Option<FileInfo?>("--output", "-o") { Description = "File to write. Default: standard output." };
        var fhir = new Option<bool>("--fhir") { Description = "Each patient as a FHIR R4 bundle instead, one a line." };
        var patients = new Option<bool>("--patients") { Description = "Who is registered instead, in the columns that import takes." };
        var records = new RecordsOptions();
        var command = new Command("export", "Replies, answers and escalations as CSV, who is registered, or patients as FHIR bundles.") { patient, file, fhir, patients };
        records.AddTo(command);
        command.SetAction((parsed, cancel) => StoreOptions.GuardAsync(error, () => RunAsync(parsed.GetValue(patient), parsed.GetValue(file), Kind(parsed.GetValue(fhir), parsed.GetValue(patients)), records, parsed, output, cancel)));
        return command;
    }

    private enum What
    {
        Story,
        Patients,
        Fhir,
    }

    private static What Kind(bool fhir, bool patients) => (fhir, patients) switch
    {
        (true, true) => throw new StartException("Choose --fhir or --patients; they are two files."),
        (true, _) => What.Fhir,
        (_, true) => What.Patients,
        _ => What.Story,
    };

    private static async Task<int> RunAsync(string? patient, FileInfo? file, What what, RecordsOptions options, ParseResult parsed, TextWriter output, CancellationToken cancel)
    {
        await using var records = await options.OpenAsync(parsed, mustExist: true, cancel);
        var context = await records.ContextAsync(cancel);
        var only = patient is null ? null : await records.FindAsync(patient, cancel) ?? throw new StartException($"There is no patient \"{patient}\" there; give the external_id as it was imported.");
        var job = new ExportJob(records, question => Unit(context, question));
        Func<TextWriter, Task> write = what switch
        {
            What.Fhir => writer => WriteFhirAsync(records, only, writer, cancel),
            What.Patients => writer => new PatientsJob(records).RunAsync(only, writer, cancel),
            _ => writer => job.RunAsync(only, writer, cancel),
        };
        if (file is null)
        {
            await write(output);
            return 0;
        }

        // Written beside and moved into place: a broken run leaves no half file.
        var draft = file.FullName + ".part";
        await using (var writer = new StreamWriter(draft, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: what != What.Fhir)))
        {
            await write(writer);
        }

        File.Move(draft, file.FullName, overwrite: true);
        return 0;
    }

    private static async Task WriteFhirAsync(IRecords records, Patient? only, TextWriter writer, CancellationToken cancel)
    {
        if (only is not null)
        {
            await writer.WriteLineAsync((await records.FhirAsync(only.Id, cancel)).ToJsonString(OutreachJson.Options));
            return;
        }

        await foreach (var patient in records.PatientsAsync(cancel)) await writer.WriteLineAsync((await records.FhirAsync(patient.Id, cancel)).ToJsonString(OutreachJson.Options));
    }

    /// <summary>The unit that answers to a question are kept in.</summary>
    private static string? Unit(Context context, string question) =>
        context.Plans.All.SelectMany(p => p.CheckIns).SelectMany(c => c.Questions).FirstOrDefault(q => q.Id == question) switch
        {
            { Kind: Ask.BloodPressure } => "mmHg",
            { Kind: Ask.Weight } => "lb",
            { Kind: Ask.Glucose } => "mg/dL",
            { Kind: Ask.Temperature } => "F",
            { Unit: { } unit } => unit,
            _ => null,
        };
}
