using System.CommandLine;
using NodaTime;
using NodaTime.Text;
using Outreach.App.Simulating;
using Outreach.Core.CarePlans;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;
using Outreach.Local.Hosting;
using Outreach.Local.Storage;
using Command = System.CommandLine.Command;

namespace Outreach.Local.Commands;

/// <summary><c>outreach preview PLAN</c>: what one patient would be sent, when and why.</summary>
internal static class PreviewCommand
{
    private static readonly SortedDictionary<string, Behaviour> Replies = new(StringComparer.Ordinal)
    {
        ["none"] = Behaviour.Silent,
        ["ideal"] = Behaviour.Ideal,
        ["typical"] = Behaviour.Default,
    };

    public static Command Make(TextWriter output, TextWriter error)
    {
        var plan = new Argument<string>("plan") { Description = "A plan's id, for its latest version, or id@version." };
        var patient = new Option<string?>("--patient") { Description = "A patient of the store, by external_id: the plan is fitted to them. Default: a made-up one." };
        var days = new Option<int>("--days") { Description = "For how many days.", DefaultValueFactory = _ => 90 };
        var replies = new Option<string>("--replies") { Description = $"What comes back: {string.Join(", ", Replies.Keys)}.", DefaultValueFactory = _ => "ideal" };
        var script = new Option<FileInfo?>("--script") { Description = "What comes back, from a file instead: lines as \"morning: 128/76\", \"weekly.dizzy: no\", \"day 3: 190/115 | yes\", \"day 3 14:30: I feel dizzy\"." };
        var anchor = new Option<string?>("--anchor") { Description = "Day 0, as 2026-03-02. Default: today." };
        var store = new StoreOptions();
        var command = new Command("preview", "What one patient would be sent in a plan, when and why. Nobody is written to.") { plan, patient, days, replies, script, anchor };
        store.AddTo(command, withDemo: true);
        command.SetAction((parsed, cancel) => StoreOptions.GuardAsync(error, async () =>
        {
            if (!Replies.TryGetValue(parsed.GetValue(replies)!, out var behaviour)) throw new StartException($"--replies: write one of {string.Join(", ", Replies.Keys)}.");
            var (data, context) = store.Read(parsed, mustExist: parsed.GetValue(patient) is not null);
            var chosen = PlanNamed.Find(context, parsed.GetValue(plan)!, "plan");
            var today = new ClockOfMachine(TimeProvider.System).GetCurrentInstant().InZone(context.Practice.Zone).Date;
            var day0 = parsed.GetValue(anchor) is not { } text ? today
                : LocalDatePattern.Iso.Parse(text).TryGetValue(default, out var date) ? date
                : throw new StartException($"--anchor: \"{text}\" is not a date; write it as 2026-03-02.");
            var lines = parsed.GetValue(script) is { } file ? ReadScript(file, chosen, parsed.GetValue(days)) : null;
            var who = parsed.GetValue(patient) is { } id ? await KnownAsync(data, id, cancel) : Cohort.Patient(context, 0, 1, day0, 1).Patient;
            var ask = new SimulationAsk(context, [chosen], 1, parsed.GetValue(days), 1, day0, 1, lines is null ? behaviour : Behaviour.Ideal) { Own = [new CohortPatient(0, who, day0)], Script = lines };
            await output.WriteLineAsync($"{chosen.Title.En} for {who.PreferredName} {who.FamilyName} from {LocalDatePattern.Iso.Format(day0)}, replies: {parsed.GetValue(script)?.Name ?? parsed.GetValue(replies)}. Nothing is sent.");
            Story.Write(output, SimulationRun.Conversation(ask, 0), context.Zones.GetZoneOrNull(who.TimeZone) ?? context.Practice.Zone);
            return 0;
        }));
        return command;
    }

    private static ReplyScript ReadScript(FileInfo file, CarePlan plan, int days)
    {
        if (!file.Exists) throw new StartException($"--script: there is no file {file.FullName}.");
        var (script, errors) = ReplyScript.Read(File.ReadAllText(file.FullName), file.Name, plan, days);
        return script ?? throw new StartException(string.Join(Environment.NewLine, errors));
    }

    private static async Task<Patient> KnownAsync(DataFolder data, string id, CancellationToken cancel)
    {
        await using var ledgers = new SqliteLedgerStore(data.LedgerFile, data.ContactKey());
        var known = await ledgers.PatientByExternalIdAsync(id, cancel) ?? PatientId.TryParse(id);
        return known is { } found && (await ledgers.LoadAsync(found, cancel)).State.Patient is { } patient
            ? patient
            : throw new StartException($"There is no patient \"{id}\" in this store; give the external_id as it was imported.");
    }
}
