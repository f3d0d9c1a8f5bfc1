using System.CommandLine;
using Outreach.App.Ledgers;
using Outreach.Core.Patients;
using Outreach.Local.Commands.Timeline;
using Outreach.Local.Hosting;
using Outreach.Local.Storage;

namespace Outreach.Local.Commands;

/// <summary><c>outreach timeline PATIENT</c>.</summary>
internal static class TimelineCommand
{
    private const int Page = 500;

    public static Command Make(TextWriter output, TextWriter error)
    {
        var patient = new Argument<string>("patient") { Description = "The practice's own id of the patient (external_id), or Outreach's." };
        var store = new StoreOptions();
        var command = new Command("timeline", "Everything that happened with one patient, oldest first, each with its why.") { patient };
        store.AddTo(command, withDemo: true);
        command.SetAction((parsed, cancel) => StoreOptions.GuardAsync(error, () => RunAsync(parsed.GetValue(patient)!, store, parsed, output, cancel)));
        return command;
    }

    private static async Task<int> RunAsync(string patient, StoreOptions options, ParseResult parsed, TextWriter output, CancellationToken cancel)
    {
        var (data, context) = options.Read(parsed, mustExist: true);
        await using var ledgers = new SqliteLedgerStore(data.LedgerFile, data.ContactKey());
        var id = await ledgers.PatientByExternalIdAsync(patient, cancel) ?? PatientId.TryParse(patient);
        if (id is not { } known || (await ledgers.LoadAsync(known, cancel)).State.Patient is not { } found)
        {
            throw new StartException($"There is no patient \"{patient}\" in this store; give the external_id as it was imported.");
        }

        var entries = new List<TimelineEntry>();
        for (var page = await ledgers.TimelineAsync(known, Page, null, cancel); page.Count > 0; page = await ledgers.TimelineAsync(known, Page, page[^1].Place, cancel)) entries.AddRange(page);
        TimelineText.Write(entries, context.Zones.GetZoneOrNull(found.TimeZone) ?? context.Practice.Zone, context.Practice, output);
        return 0;
    }
}
