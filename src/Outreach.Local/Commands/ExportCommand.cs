using System.CommandLine;
using System.Text;
using Outreach.Core.FollowUps;
using Outreach.Core.Replies;
using Outreach.Local.Commands.Export;
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
        var records = new RecordsOptions();
        var command = new Command("export", "Replies, answers and escalations as CSV.") { patient, file };
        records.AddTo(command);
        command.SetAction((parsed, cancel) => StoreOptions.GuardAsync(error, () => RunAsync(parsed.GetValue(patient), parsed.GetValue(file), records, parsed, output, cancel)));
        return command;
    }

    private static async Task<int> RunAsync(string? patient, FileInfo? file, RecordsOptions options, ParseResult parsed, TextWriter output, CancellationToken cancel)
    {
        await using var records = await options.OpenAsync(parsed, mustExist: true, cancel);
        var context = await records.ContextAsync(cancel);
        var only = patient is null ? null : await records.FindAsync(patient, cancel) ?? throw new StartException($"There is no patient \"{patient}\" there; give the external_id as it was imported.");
        var job = new ExportJob(records, question => Unit(context, question));
        if (file is null)
        {
            await job.RunAsync(only, output, cancel);
            return 0;
        }

        // Written beside and moved into place: a broken run leaves no half file.
        var draft = file.FullName + ".part";
        await using (var writer = new StreamWriter(draft, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)))
        {
            await job.RunAsync(only, writer, cancel);
        }

        File.Move(draft, file.FullName, overwrite: true);
        return 0;
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
