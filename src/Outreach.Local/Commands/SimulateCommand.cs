using System.CommandLine;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using NodaTime;
using NodaTime.Text;
using Outreach.App.Costs;
using Outreach.App.Practices;
using Outreach.App.Simulating;
using Outreach.Core.CarePlans;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;
using Outreach.Local.Commands.Import;
using Outreach.Local.Hosting;
using Spectre.Console;
using Command = System.CommandLine.Command;

namespace Outreach.Local.Commands;

/// <summary><c>outreach simulate</c>: what plans will do to a practice's patients, its staff and its bill, before the first text.</summary>
internal static class SimulateCommand
{
    public static readonly LocalDate FirstMonday = new(2026, 3, 2);

    public static Command Make(TextWriter output, TextWriter error)
    {
        var ask = new AskOptions();
        var html = new Option<FileInfo?>("--html") { Description = "Write the report as one page with pictures." };
        var against = new Option<string?>("--against") { Description = "Another folder with practice.yaml and plans: the same patients and seed, side by side, what differs marked." };
        var patient = new Option<int?>("--patient") { Description = "Tell the whole story of one patient of the cohort (0 is the first) instead of the report." };
        var hours = new Option<double>("--staff-hours") { Description = "Clinicians' hours there are for this on a day.", DefaultValueFactory = _ => 2 };
        var command = new Command("simulate", "What plans will do to patients, staff and bill: months ahead, in seconds, by the real rules. Nobody is written to.") { html, against, patient, hours };
        ask.AddTo(command);
        command.SetAction((parsed, cancel) => StoreOptions.GuardAsync(error, async () =>
        {
            var mine = ask.Read(parsed, parsed.GetValue(ask.Folder));
            if (parsed.GetValue(patient) is { } number)
            {
                if (number < 0 || number >= mine.Patients) throw new StartException($"--patient: the cohort has patients 0 to {mine.Patients - 1}.");
                Tell(output, mine, number);
                return 0;
            }

            var report = Report(mine, Run(mine, error, cancel), parsed.GetValue(hours));
            var other = parsed.GetValue(against) is { } folder && ask.Read(parsed, folder) is var theirs ? Report(theirs, Run(theirs, error, cancel), parsed.GetValue(hours)) : null;
            await output.WriteAsync(report.Text(other));
            if (parsed.GetValue(html) is { } file)
            {
                await File.WriteAllTextAsync(file.FullName, report.Page(other), new UTF8Encoding(false), cancel);
                await error.WriteLineAsync($"The report with pictures is in {file.FullName}.");
            }

            return 0;
        }));
        return command;
    }

    private static SimulationReport Report(SimulationAsk ask, Tally tally, double staffHours) => new(ask, tally, Stage.Production, PriceList.Shipped(), staffHours);

    private static Tally Run(SimulationAsk ask, TextWriter error, CancellationToken cancel)
    {
        if (error != Console.Error || Console.IsErrorRedirected) return SimulationRun.Of(ask, cancel: cancel);
        var terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) });
        return terminal.Progress().AutoClear(true).Start(progress =>
        {
            var task = progress.AddTask("Simulating", maxValue: ask.Patients);
            return SimulationRun.Of(ask, done => task.Value = done, cancel);
        });
    }

    private static void Tell(TextWriter output, SimulationAsk ask, int number)
    {
        var patient = ask.Patient(number);
        var zone = ask.Context.Zones.GetZoneOrNull(patient.Patient.TimeZone) ?? ask.Context.Practice.Zone;
        output.WriteLine($"{patient.Patient.PreferredName} {patient.Patient.FamilyName}, born {LocalDatePattern.Iso.Format(patient.Patient.BirthDate)}, enrolled {LocalDatePattern.Iso.Format(patient.EnrolledOn)}. Simulated.");
        Story.Write(output, SimulationRun.Conversation(ask, number), zone);
    }

    /// <summary>Which patients, plans and days; shared with preview.</summary>
    private sealed class AskOptions
    {
        private readonly Option<int> patients = new("--patients") { Description = "How many made-up patients.", DefaultValueFactory = _ => 300 };
        private readonly Option<FileInfo?> file = new("--csv") { Description = "The practice's own patients instead, as for import." };
        private readonly Option<string> plans = new("--plans") { Description = "Plans each of them is in, separated by commas.", DefaultValueFactory = _ => "post-visit" };
        private readonly Option<int> days = new("--days") { Description = "For how many days.", DefaultValueFactory = _ => 90 };
        private readonly Option<int> seed = new("--seed") { Description = "The same seed gives the same report.", DefaultValueFactory = _ => 1 };
        private readonly Option<int> spread = new("--spread") { Description = "Made-up patients are enrolled over so many days.", DefaultValueFactory = _ => 28 };
        private readonly Option<string?> first = new("--from") { Description = "First day, as 2026-03-02." };

        public Option<string?> Folder { get; } = new("--careplans") { Description = "Folder with practice.yaml and the plans. Default: the shipped ones." };

        public void AddTo(Command command)
        {
            foreach (var option in new Option[] { patients, file, plans, days, seed, spread, first, Folder }) command.Options.Add(option);
        }

        public SimulationAsk Read(ParseResult parsed, string? folder)
        {
            var context = PracticeChoice.Load(folder ?? PracticeFolder.Shipped);
            var names = parsed.GetValue(plans)!.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            ImmutableArray<CarePlan> chosen = [.. names.Select(name => PlanNamed.Find(context, name, "--plans"))];
            if (chosen.IsEmpty) throw new StartException("--plans: name at least one plan.");
            var begins = parsed.GetValue(first) is not { } text ? FirstMonday
                : LocalDatePattern.Iso.Parse(text).TryGetValue(default, out var date) ? date
                : throw new StartException($"--from: \"{text}\" is not a date; write it as 2026-03-02.");
            var own = parsed.GetValue(file) is { } csv ? Own(csv, context, begins) : [];
            var count = own.IsEmpty ? parsed.GetValue(patients) : own.Length;
            if (count < 1) throw new StartException("--patients: at least one is needed.");
            if (parsed.GetValue(days) is < 1 or > 3660) throw new StartException("--days: give 1 to 3660.");
            return new SimulationAsk(context, chosen, count, parsed.GetValue(days), parsed.GetValue(seed), begins, Math.Max(1, parsed.GetValue(spread)), Behaviour.Default) { Own = own };
        }

        private static ImmutableArray<CohortPatient> Own(FileInfo file, Context context, LocalDate first)
        {
            if (!file.Exists) throw new StartException($"There is no file {file.FullName}.");
            using var csv = file.OpenRead();
            var read = PatientCsv.Read(csv, context.Practice, [.. context.Plans.All.Select(p => p.Ref.Id).Distinct(StringComparer.Ordinal)], first);
            if (read.Errors.Count > 0) throw new StartException(string.Join(Environment.NewLine, read.Errors.Select(e => e.In(file.Name))));
            return [.. read.Rows.Select((row, i) => new CohortPatient(i, row.Patient with { Id = new PatientId(DerivedId.From(string.Create(CultureInfo.InvariantCulture, $"cohort|own|{row.Patient.ExternalId}"))) }, first))];
        }
    }
}
