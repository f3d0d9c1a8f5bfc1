using System.CommandLine;
using Outreach.Local.Commands.Timeline;
using Outreach.Local.Hosting;

namespace Outreach.Local.Commands;

/// <summary><c>outreach timeline PATIENT</c>.</summary>
internal static class TimelineCommand
{
    public static Command Make(TextWriter output, TextWriter error)
    {
        var patient = new Argument<string>("patient") { Description = "The practice's own id of the patient (external_id), or Outreach's." };
        var records = new RecordsOptions();
        var command = new Command("timeline", "Everything that happened with one patient, oldest first, each with its why.") { patient };
        records.AddTo(command);
        command.SetAction((parsed, cancel) => StoreOptions.GuardAsync(error, () => RunAsync(parsed.GetValue(patient)!, records, parsed, output, cancel)));
        return command;
    }

    private static async Task<int> RunAsync(string patient, RecordsOptions options, ParseResult parsed, TextWriter output, CancellationToken cancel)
    {
        await using var records = await options.OpenAsync(parsed, mustExist: true, cancel);
        var found = await records.FindAsync(patient, cancel) ?? throw new StartException($"There is no patient \"{patient}\" there; give the external_id as it was imported.");
        var context = await records.ContextAsync(cancel);
        TimelineText.Write(await records.TimelineAsync(found.Id, cancel), context.Zones.GetZoneOrNull(found.TimeZone) ?? context.Practice.Zone, context.Practice, output);
        return 0;
    }
}
