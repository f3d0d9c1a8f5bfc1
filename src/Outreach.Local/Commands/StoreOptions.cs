using System.CommandLine;
using Outreach.Core.FollowUps;
using Outreach.Local.Hosting;
using Command = System.CommandLine.Command;

namespace Outreach.Local.Commands;

/// <summary>Which store a command works on.</summary>
internal sealed class StoreOptions
{
    private readonly Option<string?> data = new("--data") { Description = "Folder of the store. Default: \"outreach\" in the user's data directory." };
    private readonly Option<string?> plans = new("--careplans") { Description = "Folder with practice.yaml and the plans. Default: \"careplans\" in the store's folder, else the shipped ones." };
    private readonly Option<bool> demo = new("--demo") { Description = "The demo's store instead of the practice's own." };

    public void AddTo(Command command, bool withDemo)
    {
        command.Options.Add(data);
        command.Options.Add(plans);
        if (withDemo) command.Options.Add(demo);
    }

    /// <param name="mustExist">The command only reads.</param>
    public (DataFolder Data, Context Context) Read(ParseResult parsed, bool mustExist)
    {
        var own = new DataFolder(Path.GetFullPath(parsed.GetValue(data) ?? DataFolder.Default));
        var folder = mustExist && parsed.GetValue(demo) ? own.Demo : own;
        if (mustExist && !File.Exists(folder.LedgerFile))
        {
            throw new StartException($"There is no store in {folder.Path}. Name its folder with --data{(parsed.GetValue(demo) ? "" : ", use --demo for the demo's")}, or import patients first.");
        }

        folder.Create();
        return (folder, PracticeChoice.Load(Folder(parsed, own)));
    }

    /// <summary>The practice and its plans alone; no store is needed, and none is made.</summary>
    public Context Context(ParseResult parsed) => PracticeChoice.Load(Folder(parsed, new DataFolder(Path.GetFullPath(parsed.GetValue(data) ?? DataFolder.Default))));

    /// <summary>Where the practice and its plans are read from.</summary>
    public string Folder(ParseResult parsed, DataFolder data) => PracticeChoice.Choose(parsed.GetValue(plans), data);

    /// <summary>Says what went wrong in plain words: exit code 2.</summary>
    public static async Task<int> GuardAsync(TextWriter error, Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (StartException e)
        {
            await error.WriteLineAsync($"outreach: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"outreach: {e.Message}");
        }

        return 2;
    }
}
