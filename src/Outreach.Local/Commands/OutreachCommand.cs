using System.CommandLine;

namespace Outreach.Local.Commands;

/// <summary>The <c>outreach</c> command line. Exit codes: 0 done, 1 something in the input was wrong, 2 it could not be done.</summary>
internal static class OutreachCommand
{
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var root = new RootCommand("Outreach keeps a practice in touch with its patients between visits.")
        {
            ServeCommand.Make(output, error),
            ImportCommand.Make(output, error),
            PlansCommand.Make(output, error),
            TriageCommand.Make(output, error),
            TimelineCommand.Make(output, error),
            ExportCommand.Make(output, error),
            CorrectionsCommand.Make(output, error),
            CarrierCommand.Make(output, error),
            CostCommand.Make(output, error),
            SimulateCommand.Make(output, error),
            PreviewCommand.Make(output, error),
            PracticeCommands.Check(output, error),
            PracticeCommands.Practice(output, error),
            SetupCommand.Make(output, error),
            ArchiveCommands.Backup(output, error),
            ArchiveCommands.Restore(output, error),
            ArchiveCommands.Erase(output, error),
        };
        ServeCommand.AddOptions(root);
        root.SetAction((result, cancel) => ServeCommand.ServeAsync(result, output, error, cancel));
        var parsed = root.Parse(args);
        return await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error });
    }
}
