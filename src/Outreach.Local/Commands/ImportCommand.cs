using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Outreach.App.Enrolling;
using Outreach.App.Practices;
using Outreach.App.Stepping;
using Outreach.Core.CarePlans;
using Outreach.Core.Practices;
using Outreach.Local.Commands.Import;
using Outreach.Local.Commands.Records;
using Outreach.Local.Hosting;

namespace Outreach.Local.Commands;

/// <summary><c>outreach import patients.csv</c>.</summary>
internal static class ImportCommand
{
    public static Command Make(TextWriter output, TextWriter error)
    {
        var file = new Argument<FileInfo>("file") { Description = "CSV file: a header row, then one row a patient (UTF-8)." };
        var skip = new Option<bool>("--skip-bad") { Description = "Import the good rows and write the others to FILE.rejects.csv." };
        var store = new StoreOptions();
        var command = new Command("import", "Register and enroll a practice's patients from a CSV file. All or nothing, unless --skip-bad.") { file, skip };
        store.AddTo(command, withDemo: false);
        var server = new ServerOptions();
        server.AddTo(command);
        command.SetAction((parsed, cancel) => StoreOptions.GuardAsync(error, () => RunAsync(parsed.GetValue(file)!, parsed.GetValue(skip), store, server, parsed, output, error, cancel)));
        return command;
    }

    private static async Task<int> RunAsync(FileInfo file, bool skip, StoreOptions options, ServerOptions server, ParseResult parsed, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        if (!file.Exists) throw new StartException($"There is no file {file.FullName}.");
        if (await server.OpenAsync(parsed, cancel) is { } client)
        {
            await using var records = new ServerRecords(client);
            var there = await records.ContextAsync(cancel);
            return await ImportAsync(file, skip, there.Practice, there.Plans, new ServerImportTarget(client, there, Now(), Guid.CreateVersion7()), Now(), output, error, cancel);
        }

        var (data, context) = options.Read(parsed, mustExist: false);
        await using var app = LocalApp.OpenForCommand(data, context, TimeProvider.System);
        await using var services = app.Services();
        await PracticeChoice.PutInForceAsync(services.GetRequiredService<PracticeInForce>(), services.GetRequiredService<IPracticeVersions>(), options.Folder(parsed, data), cancel);
        context = app.Contexts.Current;
        var clock = services.GetRequiredService<IClock>();
        var target = new LedgerImportTarget(app.Store, services.GetRequiredService<Registrar>(), services.GetRequiredService<ContextSource>(), clock, Guid.CreateVersion7());
        return await ImportAsync(file, skip, context.Practice, context.Plans, target, clock.GetCurrentInstant(), output, error, cancel);
    }

    private static Instant Now() => Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());

    private static async Task<int> ImportAsync(FileInfo file, bool skip, Practice practice, PlanLibrary plans, IImportTarget target, Instant now, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        PatientFile patients;
        await using (var csv = file.OpenRead())
        {
            patients = PatientCsv.Read(csv, practice, [.. plans.All.Select(p => p.Ref.Id).Distinct(StringComparer.Ordinal)], now.InZone(practice.Zone).Date);
        }

        var rejects = skip ? new StringWriter() : null;
        var code = await new ImportJob(target, TimeProvider.System, output, error).RunAsync(patients, file.Name, rejects, cancel);
        if (rejects is { } written && written.GetStringBuilder().Length > 0)
        {
            var beside = Path.ChangeExtension(file.FullName, ".rejects.csv");
            await File.WriteAllTextAsync(beside, written.ToString(), cancel);
            await error.WriteLineAsync($"The rows that were not imported are in {beside}; mend them and import that file.");
        }

        return code;
    }
}
