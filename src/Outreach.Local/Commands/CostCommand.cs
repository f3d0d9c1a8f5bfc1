using System.CommandLine;
using Outreach.App.Costs;
using Outreach.Core.CarePlans;
using Outreach.Core.FollowUps;
using Outreach.Local.Hosting;
using Command = System.CommandLine.Command;

namespace Outreach.Local.Commands;

/// <summary><c>outreach cost</c>: a month's bill on Azure, by line.</summary>
internal static class CostCommand
{
    public static Command Make(TextWriter output, TextWriter error)
    {
        var patients = new Option<int>("--patients") { Description = "How many are followed up on any day.", DefaultValueFactory = _ => 300 };
        var plans = new Option<string>("--plans") { Description = "Plans each of them is in, separated by commas.", DefaultValueFactory = _ => "post-visit,home-blood-pressure" };
        var folder = new Option<string?>("--careplans", "--practice") { Description = "Folder with practice.yaml and the plans. Default: the shipped ones." };
        var prices = new Option<FileInfo?>("--prices") { Description = "A price list of your own. Default: the shipped one, which says its date." };
        var trial = new Option<bool>("--trial") { Description = "Nothing kept ready." };
        var production = new Option<bool>("--production") { Description = "As a practice in earnest needs it (the default)." };
        var markdown = new Option<bool>("--markdown") { Description = "The page docs/cost.md: three practices." };
        var scale = new Option<bool>("--scale") { Description = "The page docs/scale.md: a million patients against the limits of Azure." };
        patients.Validators.Add(r =>
        {
            if (r.Tokens is [var token] && (!int.TryParse(token.Value, out var n) || n < 0)) r.AddError($"--patients: \"{token.Value}\" is no number of patients; write a whole number, for example 2000.");
        });
        var command = new Command("cost", "What a month on Azure costs, by line, with all it assumes.") { patients, plans, folder, prices, trial, production, markdown, scale };
        command.SetAction((parsed, _) => StoreOptions.GuardAsync(error, async () =>
        {
            if (parsed.GetValue(trial) && parsed.GetValue(production)) throw new StartException("Write --trial or --production, not both.");
            var context = PracticeChoice.Load(parsed.GetValue(folder) ?? App.Practices.PracticeFolder.Shipped);
            var list = Prices(parsed.GetValue(prices));
            await output.WriteAsync(parsed.GetValue(scale) ? ScalePage.Write(context, list)
                : parsed.GetValue(markdown)
                ? CostPage.Write(context, list)
                : CostReport.Of(context, Chosen(context, parsed.GetValue(plans)!), parsed.GetValue(patients), parsed.GetValue(trial) ? Stage.Trial : Stage.Production, list, new Habits()).Text());
            return 0;
        }));
        return command;
    }

    private static IReadOnlyList<CarePlan> Chosen(Context context, string plans)
    {
        var names = plans.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal).ToList();
        if (names.Count == 0) throw new StartException("--plans: name at least one plan.");
        return [.. names.Select(name => PlanNamed.Find(context, name, "--plans"))];
    }

    private static PriceList Prices(FileInfo? file)
    {
        try
        {
            return file is null ? PriceList.Shipped() : PriceList.Read(File.ReadAllText(file.FullName));
        }
        catch (PriceListException e)
        {
            throw new StartException($"{file?.Name ?? "prices.json"}: {e.Message}");
        }
    }
}
