using System.CommandLine;
using Outreach.Local.Commands.Records;

namespace Outreach.Local.Commands;

/// <summary><c>outreach setup --server URL</c>: what is set up, what is missing, and how long each takes.</summary>
internal static class SetupCommand
{
    public static Command Make(TextWriter output, TextWriter error)
    {
        var server = new ServerOptions();
        var command = new Command("setup", "What a deployed app still needs before its first patient, checked where it can be. Exit code 1 while something is missing.");
        server.AddTo(command);
        command.SetAction((parsed, cancel) => StoreOptions.GuardAsync(error, async () =>
        {
            using var client = await server.RequireAsync(parsed, cancel);
            var items = (await client.GetAsync("/api/setup", cancel))["items"]!.AsArray();
            foreach (var item in items)
            {
                var state = (string)item!["state"]!;
                await output.WriteLineAsync($"{state switch { "done" => "done   ", "missing" => "MISSING", _ => "ask    " }}  {(string)item["what"]!}: {(string)item["found"]!}");
                if (state != "done") await output.WriteLineAsync($"         {(string)item["todo"]!} Takes {(string)item["takes"]!}.");
            }

            var missing = items.Count(i => (string?)i!["state"] == "missing");
            await output.WriteLineAsync(missing == 0 ? "Nothing that can be seen from here is missing." : $"{missing} of {items.Count} are missing.");
            return missing == 0 ? 0 : 1;
        }));
        return command;
    }
}
