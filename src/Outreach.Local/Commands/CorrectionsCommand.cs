using System.CommandLine;
using Outreach.Local.Commands.Export;
using Outreach.Local.Storage;
using Command = System.CommandLine.Command;

namespace Outreach.Local.Commands;

/// <summary><c>outreach corrections</c>.</summary>
internal static class CorrectionsCommand
{
    public static Command Make(TextWriter output, TextWriter error)
    {
        var store = new StoreOptions();
        var command = new Command("corrections", "Readings that people corrected, as labelled lines for `outreach triage --score`. They hold patients' words: keep them as you keep the records.");
        store.AddTo(command, withDemo: true);
        command.SetAction((parsed, cancel) => StoreOptions.GuardAsync(error, async () =>
        {
            var (data, _) = store.Read(parsed, mustExist: true);
            await using var ledgers = new SqliteLedgerStore(data.LedgerFile, data.ContactKey());
            await new CorrectionsJob(ledgers).RunAsync(output, cancel);
            return 0;
        }));
        return command;
    }
}
