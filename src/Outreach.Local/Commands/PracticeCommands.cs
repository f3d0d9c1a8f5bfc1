using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Outreach.App.Practices;
using Outreach.Local.Commands.Records;
using Outreach.Local.Hosting;

namespace Outreach.Local.Commands;

/// <summary><c>outreach practice …</c>: the configuration of a deployed app. And <c>outreach check</c>, before it is put there.</summary>
internal static class PracticeCommands
{
    public static Command Check(TextWriter output, TextWriter error)
    {
        var folder = new Argument<string?>("folder") { Description = "Folder with practice.yaml and the plans. Default: the shipped ones.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("check", "Read a practice's whole configuration like a compiler: each file, and what they are together.") { folder };
        command.SetAction((parsed, _) => StoreOptions.GuardAsync(error, async () =>
        {
            var read = PracticeCheck.Read(Files(parsed.GetValue(folder) ?? PracticeFolder.Shipped));
            foreach (var found in read.Diagnostics) await error.WriteLineAsync(found.ToString());
            if (!read.IsGood) return 1;
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{read.Practice!.Name}: {read.Practice.Providers.Length} providers, {read.Plans.Length} plans  ok"));
            return 0;
        }));
        return command;
    }

    public static Command Practice(TextWriter output, TextWriter error) => new("practice", "The configuration of a deployed app: practice.yaml and care plans, with every version kept.")
    {
        Put(output, error), Get(output, error), Versions(output, error), Back(output, error),
    };

    private static Command Put(TextWriter output, TextWriter error)
    {
        var folder = new Argument<string>("folder") { Description = "Folder with practice.yaml and the plans." };
        var note = new Option<string?>("--note") { Description = "Why, for whoever reads the list of versions." };
        var (by, server) = (By(), new ServerOptions());
        var command = new Command("put", "Put a folder in force; one with a mistake is refused and changes nothing.") { folder, note, by };
        server.AddTo(command);
        command.SetAction((parsed, cancel) => StoreOptions.GuardAsync(error, async () =>
        {
            var files = Files(parsed.GetValue(folder)!);
            using var client = await server.RequireAsync(parsed, cancel);
            var texts = new JsonObject(files.Texts.Select(t => KeyValuePair.Create<string, JsonNode?>(t.Key, t.Value)));
            var put = await RefusedIs1Async(error, () => client.SendAsync(HttpMethod.Put, "/api/practice", new JsonObject { ["by"] = parsed.GetValue(by), ["note"] = parsed.GetValue(note), ["files"] = texts }, null, cancel));
            if (put is null) return 1;
            foreach (var warning in put["warnings"]!.AsArray()) await error.WriteLineAsync((string?)warning);
            await output.WriteLineAsync($"Version {put["version"]} is in force; every instance has it within a minute.");
            return 0;
        }));
        return command;
    }

    private static Command Get(TextWriter output, TextWriter error)
    {
        var folder = new Argument<string>("folder") { Description = "Folder to write the files to; made where it is not there." };
        var version = new Option<int?>("--version-number") { Description = "Another version than the one in force." };
        var server = new ServerOptions();
        var command = new Command("get", "Fetch the files in force.") { folder, version };
        server.AddTo(command);
        command.SetAction((parsed, cancel) => StoreOptions.GuardAsync(error, async () =>
        {
            using var client = await server.RequireAsync(parsed, cancel);
            var found = await client.GetAsync(parsed.GetValue(version) is { } number ? $"/api/practice/versions/{number}" : "/api/practice", cancel);
            var into = Directory.CreateDirectory(parsed.GetValue(folder)!);
            if (into.EnumerateFiles("*.yaml").Any()) throw new StartException($"{into.FullName} has YAML files already; name an empty folder.");
            foreach (var (name, text) in found["files"]!.AsObject()) await File.WriteAllTextAsync(Path.Combine(into.FullName, Path.GetFileName(name)), (string)text!, cancel);
            await output.WriteLineAsync($"Version {found["version"]}, put in force by {found["by"]} at {found["at"]}.");
            return 0;
        }));
        return command;
    }

    private static Command Versions(TextWriter output, TextWriter error)
    {
        var server = new ServerOptions();
        var command = new Command("versions", "List what is and was in force, newest first.");
        server.AddTo(command);
        command.SetAction((parsed, cancel) => StoreOptions.GuardAsync(error, async () =>
        {
            using var client = await server.RequireAsync(parsed, cancel);
            var page = await client.GetAsync("/api/practice/versions?take=500", cancel);
            foreach (var v in page["items"]!.AsArray()) await output.WriteLineAsync($"{(int)v!["version"]!,5}  {(string)v["at"]!}  {(string)v["by"]!}{((bool)v["inForce"]! ? "  in force" : "")}  {(string)v["note"]!}".TrimEnd());
            return 0;
        }));
        return command;
    }

    private static Command Back(TextWriter output, TextWriter error)
    {
        var number = new Argument<int>("version") { Description = "Of the list." };
        var (by, server) = (By(), new ServerOptions());
        var command = new Command("back", "Go back to a version: its files become a new one.") { number, by };
        server.AddTo(command);
        command.SetAction((parsed, cancel) => StoreOptions.GuardAsync(error, async () =>
        {
            using var client = await server.RequireAsync(parsed, cancel);
            var put = await RefusedIs1Async(error, () => client.SendAsync(HttpMethod.Post, $"/api/practice/versions/{parsed.GetValue(number)}/restore", new JsonObject { ["by"] = parsed.GetValue(by) }, null, cancel));
            if (put is null) return 1;
            await output.WriteLineAsync($"Version {put["version"]} is in force, with the files of version {parsed.GetValue(number)}.");
            return 0;
        }));
        return command;
    }

    private static Option<string> By() => new("--by") { Description = "Who does it, for the list of versions. Default: who is signed in here.", DefaultValueFactory = _ => Environment.UserName };

    private static PracticeFiles Files(string folder)
    {
        try
        {
            return PracticeFiles.Of(folder);
        }
        catch (PracticeFolderException e)
        {
            throw new StartException(e.Message);
        }
    }

    private static async Task<JsonObject?> RefusedIs1Async(TextWriter error, Func<Task<JsonObject>> ask)
    {
        try
        {
            return await ask();
        }
        catch (ServerRefusal e) when (e.Status == 400)
        {
            await error.WriteLineAsync(e.Message);
            return null;
        }
    }
}
