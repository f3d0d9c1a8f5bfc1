using System.CommandLine;
using System.Globalization;
using Outreach.Local.Commands.Records;
using Outreach.Local.Hosting;

namespace Outreach.Local.Commands;

/// <summary><c>outreach backup</c>, <c>restore</c> and <c>erase</c>, here or with --server.</summary>
internal static class ArchiveCommands
{
    public static Command Backup(TextWriter output, TextWriter error)
    {
        var file = new Argument<FileInfo>("file") { Description = "File to write, e.g. outreach-2026-03-02.ndjson. Holds everything about every patient: keep it as you keep records." };
        var records = new RecordsOptions();
        var command = new Command("backup", "Everything that is kept, as one file, one JSON object a line.") { file };
        records.AddTo(command);
        command.SetAction((parsed, cancel) => StoreOptions.GuardAsync(error, async () =>
        {
            await using var from = await records.OpenAsync(parsed, mustExist: true, cancel);
            var ledgers = await BackupFile.WriteAsync(from, parsed.GetValue(file)!, cancel);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{ledgers} ledgers in {parsed.GetValue(file)!.Name}. Keep the contact key with it, apart from it: without the key opt-outs cannot be found again."));
            return 0;
        }));
        return command;
    }

    public static Command Restore(TextWriter output, TextWriter error)
    {
        var file = new Argument<FileInfo>("file") { Description = "A file that outreach backup wrote." };
        var even = new Option<bool>("--even-if-not-empty") { Description = "Also where there are patients already: they stay as they are, and the others are added." };
        var records = new RecordsOptions();
        var command = new Command("restore", "Take up a backup in an empty store or app.") { file, even };
        records.AddTo(command);
        command.SetAction((parsed, cancel) => StoreOptions.GuardAsync(error, async () =>
        {
            if (!parsed.GetValue(file)!.Exists) throw new StartException($"There is no file {parsed.GetValue(file)!.FullName}.");
            await using var into = await records.OpenAsync(parsed, mustExist: false, cancel);
            var restored = await BackupFile.ReadAsync(into, parsed.GetValue(file)!, parsed.GetValue(even), cancel);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{restored.Ledgers} ledgers restored{(restored.ThereAlready == 0 ? "" : $", {restored.ThereAlready} were there already and stay as they were")}."));
            return 0;
        }));
        return command;
    }

    public static Command Erase(TextWriter output, TextWriter error)
    {
        var patient = new Argument<string>("patient") { Description = "The practice's own id of the patient (external_id), or Outreach's." };
        var yes = new Option<bool>("--yes") { Description = "Without it nothing is removed; what would be is said." };
        var records = new RecordsOptions();
        var command = new Command("erase", "Remove everything about a patient but opt-outs; it cannot be undone.") { patient, yes };
        records.AddTo(command);
        command.SetAction((parsed, cancel) => StoreOptions.GuardAsync(error, async () =>
        {
            await using var from = await records.OpenAsync(parsed, mustExist: true, cancel);
            var found = await from.FindAsync(parsed.GetValue(patient)!, cancel) ?? throw new StartException($"There is no patient \"{parsed.GetValue(patient)}\"; give the external_id as it was imported.");
            if (!parsed.GetValue(yes))
            {
                await output.WriteLineAsync($"Would remove everything about patient {found.Id}. State law may ask you to keep records: export or back up first. Then say it again with --yes.");
                return 1;
            }

            foreach (var line in await from.EraseAsync(found.Id, cancel)) await output.WriteLineAsync(line);
            return 0;
        }));
        return command;
    }
}
