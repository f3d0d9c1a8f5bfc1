using System.CommandLine;
using NodaTime;
using Outreach.App.Costs;
using Outreach.App.Simulating;
using Outreach.Core.CarePlans;
using Outreach.Core.CarePlans.Yaml;
using Outreach.Core.FollowUps;
using Outreach.Local.Hosting;
using Outreach.Local.Storage;
using Command = System.CommandLine.Command;

namespace Outreach.Local.Commands;

/// <summary><c>outreach plans diff OLD NEW [--patients]</c>: who would be asked what differently, before anybody is moved (R11).</summary>
internal static class PlansDiffCommand
{
    public static Command Make(TextWriter output, TextWriter error)
    {
        var old = new Argument<string>("old") { Description = "File of the version patients are on." };
        var @new = new Argument<string>("new") { Description = "File of the version they would be moved to." };
        var patients = new Option<bool>("--patients") { Description = "For each patient of the store who is on the plan." };
        var cohort = new Option<int>("--cohort") { Description = "Made-up patients who go through both versions, to show what changes in messages and concerns; 0 for none.", DefaultValueFactory = _ => 200 };
        var store = new StoreOptions();
        var command = new Command("diff", "What a new version of a plan changes, in general or for each patient on it.") { old, @new, patients, cohort };
        store.AddTo(command, withDemo: true);
        command.SetAction((parsed, cancel) => StoreOptions.GuardAsync(error, () => RunAsync(Read(parsed.GetValue(old)!), Read(parsed.GetValue(@new)!), parsed.GetValue(patients), parsed.GetValue(cohort), store, parsed, output, cancel)));
        return command;
    }

    private static async Task<int> RunAsync(CarePlan old, CarePlan @new, bool patients, int cohort, StoreOptions options, ParseResult parsed, TextWriter output, CancellationToken cancel)
    {
        if (old.Ref.Id != @new.Ref.Id) throw new StartException($"These are two plans, {old.Ref.Id} and {@new.Ref.Id}; give two versions of one.");
        if (old.Ref.Version == @new.Ref.Version) await output.WriteLineAsync($"Both say version {old.Ref.Version}: raise version: in the new one before anybody is enrolled in it.");
        if (!patients)
        {
            foreach (var line in PlanChanges.Of(old, @new)) await output.WriteLineAsync(line);
            if (cohort > 0) await SimulateAsync(old, @new, cohort, options.Context(parsed), output, cancel);
            return 0;
        }

        var (data, context) = options.Read(parsed, mustExist: true);
        await using var ledgers = new SqliteLedgerStore(data.LedgerFile, data.ContactKey());
        var (all, differ) = (0, 0);
        await foreach (var id in ledgers.AllAsync(cancel))
        {
            if ((await ledgers.LoadAsync(id, cancel)).State is not { Patient: { } patient } state || state.Enrollments.FirstOrDefault(e => e.Plan.Id == old.Ref.Id) is not { } enrollment) continue;
            all++;
            var today = PlansExplainCommand.Today(context, patient, new ClockOfMachine(TimeProvider.System).GetCurrentInstant());
            var changes = new PersonalPlan(old, patient, context.Practice, null, today).ChangesTo(@new).ToList();
            if (changes.Count == 0) continue;
            differ++;
            await output.WriteLineAsync($"{patient.ExternalId} (on {enrollment.Plan} since {enrollment.Anchor:uuuu'-'MM'-'dd}):");
            foreach (var line in changes) await output.WriteLineAsync($"  {line}");
        }

        await output.WriteLineAsync($"{all} patients on {old.Ref.Id}, {differ} would be asked or judged differently. Nobody is moved by this.");
        return 0;
    }

    /// <summary>The same patients and seed through both.</summary>
    private static async Task SimulateAsync(CarePlan old, CarePlan @new, int cohort, Context context, TextWriter output, CancellationToken cancel)
    {
        const int SpreadDays = 7;
        var days = Math.Max(old.Days, @new.Days) + SpreadDays;
        var differs = Report(@new).DiffersFrom(Report(old)).ToList();
        await output.WriteLineAsync();
        await output.WriteLineAsync($"For {cohort} made-up patients over {days} days, the same in both (a few more or fewer can be chance; outreach simulate says what is assumed):");
        if (differs.Count == 0) await output.WriteLineAsync("  nothing that is counted changes.");
        foreach (var (what, mine, theirs) in differs) await output.WriteLineAsync($"  {what,-44} {theirs,12} → {mine}");

        SimulationReport Report(CarePlan plan)
        {
            var others = context.Plans.All.Where(p => p.Ref.Id != plan.Ref.Id);
            var ask = new SimulationAsk(context with { Plans = new PlanLibrary([.. others, plan]) }, [plan], cohort, days, 1, SimulateCommand.FirstMonday, SpreadDays, Behaviour.Default);
            return new SimulationReport(ask, SimulationRun.Of(ask, cancel: cancel), Stage.Production, PriceList.Shipped(), staffHours: 0);
        }
    }

    private static CarePlan Read(string file)
    {
        var read = CarePlanReader.Read(File.ReadAllText(file), file);
        return read.Plan ?? throw new StartException(string.Join('\n', read.Errors));
    }
}
